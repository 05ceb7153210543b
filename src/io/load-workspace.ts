/** Reads a whole workspace: measurements, policy, scenarios, and the hashes of all of them. */
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { defaultPolicy, type Policy } from "../limits/policy.ts";
import type { PublishedLimit } from "../limits/published-limit.ts";
import type { Campaign } from "../measurement/campaign.ts";
import type { Scenario } from "../platform/scenario.ts";
import { workspaceFile } from "./find-workspace.ts";
import { parseCampaign } from "./parse-campaign.ts";
import { WorkspaceReader } from "./workspace-reader.ts";

export interface Workspace {
  /** Folder that holds headroom.yaml. */
  readonly root: string;
  readonly campaign: Campaign;
  readonly policy: Policy;
  /** In the order of their file names. */
  readonly scenarios: readonly Scenario[];
  readonly published: readonly PublishedLimit[];
  /** Folder for whatever is generated. */
  readonly out: string;
  /** SHA-256 of each input file, by its path in the workspace, with "/" on every system. */
  readonly inputs: Readonly<Record<string, string>>;
}

/**
 * Reads the workspace in `root`. All problems of all its files are reported at once.
 *
 * @param cwd paths in messages are relative to this
 * @param withScenarios whether its scenario files are needed
 * @throws InputError when anything is missing or malformed
 */
export async function loadWorkspace(
  root: string,
  cwd: string,
  withScenarios = true,
): Promise<Workspace> {
  const reader = new WorkspaceReader(root, cwd);
  const { parseWorkspace } = await import("./parse-workspace.ts");
  const file = reader.parse(workspaceFile, parseWorkspace);
  if (file === undefined) throw reader.failure();

  const { parsePolicy } = await import("./parse-policy.ts");
  const policy = file.policy === undefined ? defaultPolicy : reader.parse(file.policy, parsePolicy);
  const scenarios =
    withScenarios && file.scenarios !== undefined
      ? await readScenarios(reader, listScenarios(reader, file.scenarios))
      : [];
  const campaign = parseCampaign(file.name, file.campaign, reader);
  if (policy === undefined || campaign === undefined || reader.problems.length > 0) {
    throw reader.failure();
  }
  const { inputs } = reader;
  return {
    root,
    campaign,
    policy,
    scenarios,
    published: file.published,
    out: join(root, file.out),
    inputs: Object.fromEntries(Object.entries(inputs).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** Scenario files named on the command line; "-" is standard input. */
export async function loadScenarios(
  root: string,
  cwd: string,
  paths: readonly string[],
): Promise<{ readonly scenarios: readonly Scenario[]; readonly inputs: Workspace["inputs"] }> {
  const reader = new WorkspaceReader(root, cwd);
  const scenarios = await readScenarios(
    reader,
    paths.map((path) => (path === "-" ? path : relative(root, resolve(cwd, path)))),
  );
  if (reader.problems.length > 0) throw reader.failure();
  return { scenarios, inputs: reader.inputs };
}

async function readScenarios(
  reader: WorkspaceReader,
  paths: readonly string[],
): Promise<readonly Scenario[]> {
  const { parseScenario } = await import("./parse-scenario.ts");
  const scenarios: Scenario[] = [];
  for (const path of paths) {
    const name = path === "-" ? "stdin" : basename(path).replace(/\.ya?ml$/i, "");
    const scenario = reader.parse(path, (text, file) => parseScenario(text, file, name));
    if (scenario === undefined) continue;
    if (scenarios.some((other) => other.name === name)) {
      reader.problem(path, `is a second scenario named "${name}"`, "rename one of the files");
    }
    scenarios.push(scenario);
  }
  return scenarios;
}

// Only the last part of the path may hold "*": enough to say "all of this folder".
function listScenarios(reader: WorkspaceReader, pattern: string): readonly string[] {
  if (!pattern.includes("*")) return [pattern];
  const folder = dirname(pattern);
  const name = new RegExp(
    `^${basename(pattern)
      .split("*")
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*")}$`,
  );
  if (folder.includes("*") || !existsSync(reader.at(folder))) {
    const hint = `mend "scenarios: ${pattern}" in ${workspaceFile}; only the last part may hold *`;
    reader.problem(folder, "is not a folder of scenarios", hint);
    return [];
  }
  const files = readdirSync(reader.at(folder)).filter((file) => name.test(file));
  return files.sort().map((file) => join(folder, file));
}
