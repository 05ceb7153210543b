/** Reads a whole workspace: measurements, policy, models, scenarios, and the hashes of all of them. */
import { basename, join, relative, resolve, sep } from "node:path";
import type { Parsed } from "../ingest/problem.ts";
import type { Policy } from "../limits/policy.ts";
import type { PublishedClaims } from "../limits/published-claims.ts";
import type { PublishedLimit } from "../limits/published-limit.ts";
import type { Campaign } from "../measurement/campaign.ts";
import type { TestSetting } from "../measurement/test-setting.ts";
import type { Prices } from "../planning/optimize/sizes/prices.ts";
import type { Production } from "../planning/transfer/production.ts";
import type { AcceptedCondition } from "../planning/verdict/accepted-condition.ts";
import type { LaunchTarget } from "../planning/verdict/launch-target.ts";
import type { KnownFacts } from "../platform/known-facts.ts";
import type { Hypothesis } from "../platform/platform.ts";
import type { Scenario } from "../platform/scenario.ts";
import type { WorkspaceFile } from "../workspace/parse-workspace.ts";
import type { KnownEndpoints } from "../workspace/scenario/parse-scenario.ts";
import { workspaceFile } from "./find-workspace.ts";
import { listFiles } from "./list-files.ts";
import { requireOutFolder } from "./pack/require-out-folder.ts";
import { parseCampaign } from "./parse-campaign.ts";
import { readPolicy } from "./read-policy.ts";
import { WorkspaceReader } from "./workspace-reader.ts";

export interface Workspace {
  /** Folder that holds headroom.yaml. */
  readonly root: string;
  readonly campaign: Campaign;
  readonly policy: Policy;
  /** Platform models that could be true, in the order of their file names; none where none is named. */
  readonly hypotheses: readonly Hypothesis[];
  /** What a planner knows, as headroom.yaml says it. */
  readonly known: KnownFacts;
  /** What of it the measurements do not contradict: the hypotheses are filled with it. */
  readonly facts: KnownFacts;
  /** In the order of their file names. */
  readonly scenarios: readonly Scenario[];
  /** Scenarios that somebody could pay for, in the order of their file names. */
  readonly improvements: readonly Improvement[];
  readonly published: readonly PublishedLimit[];
  /** What else others have concluded. */
  readonly claims: PublishedClaims;
  readonly tests: TestSetting;
  /** What is to be launched; null where headroom.yaml states none. */
  readonly launch: LaunchTarget | null;
  /** Findings and conditions that somebody has answered for. */
  readonly accepted: readonly AcceptedCondition[];
  /** What machines cost a month; null where headroom.yaml states none. */
  readonly prices: Prices | null;
  /** What production is beside the platform that was tested; null where headroom.yaml says nothing. */
  readonly production: Production | null;
  /** Folder for whatever is generated. */
  readonly out: string;
  /** SHA-256 of each input file, by its path in the workspace, with "/" on every system. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Those of the measurements among them. */
  readonly measurements: Readonly<Record<string, string>>;
  /** SHA-256 of each hypothesis' file, by its name. */
  readonly models: Readonly<Record<string, string>>;
}

/** A scenario whose cost is known. */
export type Improvement = Scenario & { readonly cost: number };

/** What a command needs besides measurements and policy; all of it unless told otherwise. */
export interface WorkspaceParts {
  readonly hypotheses?: boolean;
  readonly scenarios?: boolean;
  readonly improvements?: boolean;
}

/**
 * Reads the workspace in `root`. All problems of all its files are reported at once.
 *
 * @param cwd paths in messages are relative to this
 * @param wanted which of its model files are read; the others are left alone, faults and all
 * @throws InputError when anything is missing or malformed
 */
export async function loadWorkspace(
  root: string,
  cwd: string,
  wanted: WorkspaceParts = {},
): Promise<Workspace> {
  const reader = new WorkspaceReader(root, cwd);
  const { parseWorkspace } = await import("../workspace/parse-workspace.ts");
  const file = reader.parse(workspaceFile, parseWorkspace);
  if (file === undefined) throw reader.failure();

  const policy = await readPolicy(reader, file);
  const files = (key: keyof WorkspaceParts) => {
    const pattern = file[key];
    return wanted[key] === false || pattern === undefined ? [] : listFiles(reader, key, pattern);
  };
  const models = files("hypotheses");
  if (wanted.hypotheses !== false) requireSome(reader, file.hypotheses, models);
  const before = new Set(Object.keys(reader.inputs));
  const campaign = parseCampaign(file.name, file.campaign, reader);
  const measurements = Object.entries(reader.inputs).filter(([path]) => !before.has(path));
  const facts = campaign === undefined ? file.known : await trusted(file.known, campaign);
  const hypotheses = await readHypotheses(reader, models, facts);
  const modelHashes = hashesByName(models, reader);
  const known = knownEndpoints(hypotheses, campaign);
  const scenarios = await readScenarios(reader, files("scenarios"), known);
  const improvements = await readImprovements(reader, files("improvements"), known);
  const production = productionOf(file, reader);
  requireOutFolder(reader, file.out);
  if (policy === undefined || campaign === undefined || reader.problems.length > 0) {
    throw reader.failure();
  }
  reader.settle(file.out);
  const { inputs } = reader;
  return {
    root,
    campaign,
    policy,
    hypotheses,
    known: file.known,
    facts,
    scenarios,
    improvements,
    published: file.published,
    claims: file.claims,
    tests: file.tests,
    launch: file.launch ?? null,
    accepted: file.accepted,
    prices: file.prices ?? null,
    production,
    out: join(root, file.out),
    inputs: Object.fromEntries(Object.entries(inputs).sort(([a], [b]) => (a < b ? -1 : 1))),
    measurements: Object.fromEntries(measurements),
    models: modelHashes,
  };
}

/** Scenario files named on the command line; "-" is standard input. */
export async function loadScenarios(
  root: string,
  cwd: string,
  paths: readonly string[],
): Promise<{ readonly scenarios: readonly Scenario[]; readonly inputs: Workspace["inputs"] }> {
  const { requireScenarioFiles } = await import("./near/near-scenario.ts");
  requireScenarioFiles(root, cwd, paths);
  const reader = new WorkspaceReader(root, cwd);
  const scenarios = await readScenarios(
    reader,
    paths.map((path) => (path === "-" ? path : relative(root, resolve(cwd, path)))),
  );
  if (reader.problems.length > 0) throw reader.failure();
  return { scenarios, inputs: reader.inputs };
}

/**
 * Model files alone: those named, or those that the workspace names.
 *
 * @param root folder that holds headroom.yaml; null where there is no workspace
 * @throws InputError when one is missing or malformed
 */
export async function loadHypotheses(
  root: string | null,
  cwd: string,
  paths: readonly string[],
): Promise<Pick<Workspace, "hypotheses" | "known" | "inputs">> {
  const reader = new WorkspaceReader(root ?? cwd, cwd);
  const named = paths.map((path) =>
    path === "-" ? path : relative(root ?? cwd, resolve(cwd, path)),
  );
  const { files, known } = await ofWorkspace(reader, root, named.length === 0);
  const hypotheses = await readHypotheses(reader, named.length > 0 ? named : files, known);
  if (reader.problems.length > 0) throw reader.failure();
  // What is known is part of the models; the rest of the file is not.
  const { [workspaceFile]: hash, ...others } = reader.inputs;
  const counts = hash !== undefined && Object.keys(known).length > 0;
  return { hypotheses, known, inputs: counts ? { ...others, [workspaceFile]: hash } : others };
}

async function ofWorkspace(reader: WorkspaceReader, root: string | null, wanted: boolean) {
  const none = { files: [], known: {} };
  if (root === null && !wanted) return none;
  const { parseWorkspace } = await import("../workspace/parse-workspace.ts");
  const file = reader.parse(workspaceFile, parseWorkspace);
  if (file === undefined) return none;
  const { hypotheses: pattern, known } = file;
  if (!wanted) return { files: [], known };
  const files = pattern === undefined ? [] : listFiles(reader, "hypotheses", pattern);
  requireSome(reader, pattern, files);
  return { files, known };
}

function productionOf(
  { name, production }: WorkspaceFile,
  reader: WorkspaceReader,
): Production | null {
  if (production === undefined) return null;
  const { levels: folder, ...said } = production;
  const levels = folder === null ? null : parseCampaign(`${name}, production`, folder, reader);
  return { ...said, levels: levels ?? null };
}

async function trusted(known: KnownFacts, campaign: Campaign): Promise<KnownFacts> {
  const { trustedKnown } = await import("../planning/fit/trusted-known.ts");
  return trustedKnown(known, campaign);
}

/** Of the models, where there are any; else of the measurements, where those list endpoints. */
function knownEndpoints(
  hypotheses: readonly Hypothesis[],
  campaign: Campaign | undefined,
): KnownEndpoints {
  if (hypotheses.length > 0) {
    return hypotheses.map(({ platform }) => platform.endpoints.map(({ name }) => name));
  }
  const measured = campaign?.endpoints.map(({ method, path }) => `${method} ${path}`.trim()) ?? [];
  return measured.length > 0 ? [[...new Set(measured)]] : [];
}

// A plan without the models that are named would be another one, and nobody would know.
function requireSome(
  reader: WorkspaceReader,
  pattern: string | undefined,
  files: readonly string[],
): void {
  if (pattern === undefined || files.length > 0 || reader.problems.length > 0) return;
  const hint = `mend "hypotheses: ${pattern}", or leave the key out`;
  reader.problem(workspaceFile, "names hypotheses, but no file fits", hint);
}

async function readHypotheses(
  reader: WorkspaceReader,
  paths: readonly string[],
  known: KnownFacts,
): Promise<readonly Hypothesis[]> {
  if (paths.length === 0) return [];
  const { parsePlatform } = await import("../workspace/platform/parse-platform.ts");
  return readNamed(reader, paths, "hypothesis", (text, file, name) =>
    parsePlatform(text, file, name, known),
  );
}

async function readScenarios(
  reader: WorkspaceReader,
  paths: readonly string[],
  known?: KnownEndpoints,
): Promise<readonly Scenario[]> {
  if (paths.length === 0) return [];
  const { parseScenario } = await import("../workspace/scenario/parse-scenario.ts");
  return readNamed(reader, paths, "scenario", (text, file, name) =>
    parseScenario(text, file, name, known),
  );
}

async function readImprovements(
  reader: WorkspaceReader,
  paths: readonly string[],
  known: KnownEndpoints,
): Promise<readonly Improvement[]> {
  if (paths.length === 0) return [];
  const { parseImprovement } = await import("../workspace/scenario/parse-scenario.ts");
  return readNamed(reader, paths, "improvement", (text, file, name) =>
    parseImprovement(text, file, name, known),
  );
}

const nameOf = (path: string) => basename(path).replace(/\.ya?ml$/i, "");

function hashesByName(
  paths: readonly string[],
  { inputs }: WorkspaceReader,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    paths.flatMap((path) => {
      const hash = inputs[path.split(sep).join("/")];
      return hash === undefined ? [] : [[nameOf(path), hash]];
    }),
  );
}

/** Parses each file under its name without the ending; a name that comes twice is a problem. */
function readNamed<T extends { readonly name: string }>(
  reader: WorkspaceReader,
  paths: readonly string[],
  what: string,
  parser: (text: string, file: string, name: string) => Parsed<T>,
): readonly T[] {
  const all: T[] = [];
  for (const path of paths) {
    const name = path === "-" ? "stdin" : nameOf(path);
    const one = reader.parse(path, (text, file) => parser(text, file, name));
    if (one === undefined) continue;
    if (all.some((other) => other.name === name)) {
      reader.problem(path, `is a second ${what} named "${name}"`, "rename one of the files");
    }
    all.push(one);
  }
  return all;
}
