/** The platform that `simulate` runs: read, its unknowns given values, its levers applied. */
import { basename } from "node:path";
import type { WorkspaceReader } from "../io/workspace-reader.ts";
import { defaultPolicy, type Policy } from "../limits/policy.ts";
import type { KnownFacts } from "../platform/known-facts.ts";
import type { Hypothesis, Platform } from "../platform/platform.ts";
import type { ModelBasis } from "../report/simulation-report.ts";
import type { RoundedCount } from "../simulation/course/whole-platform.ts";
import type { Share } from "../units.ts";
import { type Arguments, flag, text, texts } from "./command.ts";
import { pathFrom } from "./path-from.ts";
import { workspaceRoot } from "./plan-workspace.ts";
import { UsageError } from "./usage-error.ts";
import type { World } from "./world.ts";

/** Where hypotheses lie in a workspace that does not say. */
const usualHypotheses = "models/hypotheses/*.yaml";

export interface SimulationModel {
  readonly platform: Platform;
  /** The model file, as it is seen from the working directory. */
  readonly file: string;
  /** What the unknowns of the model are set to, and why. */
  readonly basis: ModelBasis;
  /** Weight of the hypothesis among all of the workspace; null unless they were weighed. */
  readonly weight: Share | null;
  readonly values: Readonly<Record<string, number>>;
  readonly rounded: readonly RoundedCount[];
  readonly levers: readonly string[];
  readonly policy: Policy;
}

/** A hypothesis, the file it is from, and what its unknowns are set to. */
interface FilledModel extends Pick<SimulationModel, "basis" | "weight" | "values"> {
  readonly hypothesis: Hypothesis;
  readonly path: string;
}

/**
 * The model named with --model, else the hypothesis of the workspace that carries most weight.
 * Unknowns stand at their posterior medians given the workspace's measurements; at those of their
 * priors with --prior, where then the first hypothesis is taken, and outside of a workspace.
 *
 * @throws InputError for a faulty file, UsageError for a lever that makes no sense here,
 *   RefusedError where there is too little for a fit
 */
export async function simulationModel(
  args: Arguments,
  world: World,
  reader: WorkspaceReader,
  root: string | null,
): Promise<SimulationModel> {
  const { fillPlatform } = await import("../platform/fill-platform.ts");
  const { wholePlatform } = await import("../simulation/course/whole-platform.ts");
  const workspace = root === null ? undefined : await workspaceParts(reader);
  const named = text(args, "model");
  const prior = flag(args, "prior") || root === null;
  const known = workspace?.known ?? {};
  const { hypothesis, path, basis, weight, values } =
    named === undefined && !prior
      ? await weighedModel(args, world, reader, known, workspace?.hypotheses)
      : await namedModel(
          named === undefined
            ? await firstHypothesis(reader, workspace?.hypotheses)
            : await pathFrom(world, reader, named),
          reader,
          known,
          prior ? null : { args, world },
        );
  const levers = texts(args, "set");
  const changed = await withLevers(fillPlatform(hypothesis, values), levers, known);
  return {
    ...wholePlatform(changed),
    file: reader.shown(path),
    basis,
    weight,
    values,
    levers,
    policy: workspace?.policy ?? defaultPolicy,
  };
}

async function namedModel(
  path: string,
  reader: WorkspaceReader,
  known: KnownFacts,
  toFit: { readonly args: Arguments; readonly world: World } | null,
): Promise<FilledModel> {
  const facts = toFit === null ? known : await factsOf(toFit.args, toFit.world, known);
  const hypothesis = await readModel(path, reader, facts);
  const { medianOf } = await import("../platform/quantity.ts");
  const { unknownsOf } = await import("../platform/unknowns-of.ts");
  const unknowns = unknownsOf(hypothesis).map(({ name, prior }) => [name, medianOf(prior)]);
  const model = { hypothesis, path, weight: null };
  if (unknowns.length === 0) return { ...model, basis: "known", values: {} };
  if (toFit === null) {
    return { ...model, basis: "prior medians", values: Object.fromEntries(unknowns) };
  }
  const { fittedModel } = await import("./fitted-model.ts");
  const { values } = await fittedModel(hypothesis, toFit.args, toFit.world);
  return { ...model, basis: "posterior medians", values };
}

/** Those that the measurements to fit to do not contradict. */
async function factsOf(args: Arguments, world: World, known: KnownFacts): Promise<KnownFacts> {
  if (Object.keys(known).length === 0) return known;
  const { prepare } = await import("./plan-workspace.ts");
  return (await prepare(args, world)).workspace.facts;
}

async function weighedModel(
  args: Arguments,
  world: World,
  reader: WorkspaceReader,
  known: KnownFacts,
  pattern = usualHypotheses,
): Promise<FilledModel> {
  await firstHypothesis(reader, pattern); // there is one, or a remedy
  const { listFiles } = await import("../io/list-files.ts");
  const { heaviestModel } = await import("./fitted-model.ts");
  const { hypothesis, weight, values } = await heaviestModel(args, world);
  const files = listFiles(reader, "hypotheses", pattern);
  // One whose ceiling is unknown stands for several, each with a name of its own after the file's.
  const path =
    files.find((file) => nameOf(file) === hypothesis.name) ??
    files.find((file) => hypothesis.name.startsWith(`${nameOf(file)}-`)) ??
    hypothesis.name;
  await readModel(path, reader, known); // its hash belongs to the inputs
  const allKnown = Object.keys(values).length === 0;
  return { hypothesis, path, weight, values, basis: allKnown ? "known" : "posterior medians" };
}

const nameOf = (path: string) => basename(path).replace(/\.ya?ml$/i, "");

async function readModel(
  path: string,
  reader: WorkspaceReader,
  known: KnownFacts,
): Promise<Hypothesis> {
  const { parsePlatform } = await import("../workspace/platform/parse-platform.ts");
  const model = reader.parse(path, (content, file) =>
    parsePlatform(content, file, nameOf(path), known),
  );
  if (model === undefined || reader.problems.length > 0) throw reader.failure();
  return model;
}

/** The folder of the workspace; none is needed where the model is named and stands alone. */
export async function optionalRoot(args: Arguments, world: World): Promise<string | null> {
  const { InputError } = await import("../workspace/input-error.ts");
  try {
    return await workspaceRoot(args, world);
  } catch (error) {
    const alone = text(args, "model") !== undefined && text(args, "workspace") === undefined;
    if (error instanceof InputError && alone) return null;
    throw error;
  }
}

async function workspaceParts(reader: WorkspaceReader) {
  const { parseWorkspace } = await import("../workspace/parse-workspace.ts");
  const { readPolicy } = await import("../io/read-policy.ts");
  const { workspaceFile } = await import("../io/find-workspace.ts");
  const file = reader.parse(workspaceFile, parseWorkspace);
  const policy = file === undefined ? undefined : await readPolicy(reader, file);
  if (file === undefined || reader.problems.length > 0) throw reader.failure();
  return { policy, known: file.known, hypotheses: file.hypotheses };
}

async function firstHypothesis(
  reader: WorkspaceReader,
  pattern = usualHypotheses,
): Promise<string> {
  const { firstFile } = await import("../io/first-file.ts");
  const first = firstFile(reader.at("."), pattern);
  if (first !== undefined) return first;
  const hint = "name a model with --model, or put one into models/hypotheses/";
  throw new UsageError(`no hypothesis matches ${pattern} in this workspace`, hint);
}

async function withLevers(
  platform: Platform,
  settings: readonly string[],
  { connections }: KnownFacts,
): Promise<Platform> {
  if (settings.length === 0) return platform;
  const { parseSet } = await import("./options/parse-set.ts");
  const { applyScenario } = await import("../platform/levers/change/apply-scenario.ts");
  const hint = "see the stations and pools of the model file";
  try {
    const { platform: changed, without } = applyScenario(parseSet(settings), platform, connections);
    if (without.length === 0) return changed;
    throw new UsageError(`--set ${without.join(", ")}: this model has no place for it`, hint);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`--set ${error.message}`, hint);
  }
}
