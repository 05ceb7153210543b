/** The platform that `simulate` runs: read, its unknowns given values, its levers pulled. */
import type { RoundedCount } from "../experiment/whole-platform.ts";
import type { WorkspaceReader } from "../io/workspace-reader.ts";
import { defaultPolicy, type Policy } from "../limits/policy.ts";
import type { Hypothesis, Platform } from "../platform/platform.ts";
import { type Arguments, text, texts } from "./command.ts";
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
  readonly basis: "known" | "prior medians";
  readonly values: Readonly<Record<string, number>>;
  readonly rounded: readonly RoundedCount[];
  readonly levers: readonly string[];
  readonly policy: Policy;
}

/**
 * The model named with --model, else the first hypothesis of the workspace. Unknowns stand at the
 * medians of their priors: the one place to change when fitted values are at hand.
 *
 * @throws InputError for a faulty file, UsageError for a lever that makes no sense here
 */
export async function simulationModel(
  args: Arguments,
  world: World,
  reader: WorkspaceReader,
  root: string | null,
): Promise<SimulationModel> {
  const { parsePlatform } = await import("../io/parse-platform.ts");
  const { fillPlatform } = await import("../platform/fill-platform.ts");
  const { medianOf } = await import("../platform/quantity.ts");
  const { unknownsOf } = await import("../platform/unknowns-of.ts");
  const { wholePlatform } = await import("../experiment/whole-platform.ts");
  const { basename } = await import("node:path");
  const workspace = root === null ? undefined : await workspaceParts(reader);
  const named = text(args, "model");
  const path =
    named === undefined
      ? await firstHypothesis(reader, workspace?.hypotheses)
      : await pathFrom(world, reader, named);
  const name = basename(path).replace(/\.ya?ml$/i, "");
  const model: Hypothesis | undefined = reader.parse(path, (content, file) =>
    parsePlatform(content, file, name),
  );
  if (model === undefined || reader.problems.length > 0) throw reader.failure();
  const unknowns = unknownsOf(model).map(({ name, prior }) => [name, medianOf(prior)] as const);
  const values = Object.fromEntries(unknowns);
  const levers = texts(args, "set");
  const changed = await withLevers(fillPlatform(model, values), levers);
  return {
    ...wholePlatform(changed),
    file: reader.shown(path),
    basis: unknowns.length === 0 ? "known" : "prior medians",
    values,
    levers,
    policy: workspace?.policy ?? defaultPolicy,
  };
}

/** The folder of the workspace; none is needed where the model is named and stands alone. */
export async function optionalRoot(args: Arguments, world: World): Promise<string | null> {
  const { InputError } = await import("../io/input-error.ts");
  try {
    return await workspaceRoot(args, world);
  } catch (error) {
    const alone = text(args, "model") !== undefined && text(args, "workspace") === undefined;
    if (error instanceof InputError && alone) return null;
    throw error;
  }
}

async function workspaceParts(reader: WorkspaceReader) {
  const { parseWorkspace } = await import("../io/parse-workspace.ts");
  const { parsePolicy } = await import("../io/parse-policy.ts");
  const { workspaceFile } = await import("../io/find-workspace.ts");
  const file = reader.parse(workspaceFile, parseWorkspace);
  const policy = file?.policy === undefined ? undefined : reader.parse(file.policy, parsePolicy);
  if (file === undefined || reader.problems.length > 0) throw reader.failure();
  const { hypotheses }: { hypotheses?: string | undefined } = file as object;
  return { policy, hypotheses };
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

async function withLevers(platform: Platform, settings: readonly string[]): Promise<Platform> {
  if (settings.length === 0) return platform;
  const { parseSet } = await import("./parse-set.ts");
  const { pullScenario } = await import("../platform/pull-scenario.ts");
  const hint = "see the stations and pools of the model file";
  try {
    const { platform: changed, without } = pullScenario(parseSet(settings), platform);
    if (without.length === 0) return changed;
    throw new UsageError(`--set ${without.join(", ")}: this model has no place for it`, hint);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`--set ${error.message}`, hint);
  }
}
