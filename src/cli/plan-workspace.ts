/** The steps that most commands share: find the workspace, read it, plan, refuse a bad fit. */
import type { Workspace } from "../io/load-workspace.ts";
import type { PlanInput } from "../planning/plan.ts";
import type { PlanResult } from "../planning/plan-result.ts";
import type { Scenario } from "../platform/scenario.ts";
import { type Arguments, seedOf, text } from "./command.ts";
import { RefusedError } from "./refused-error.ts";
import type { World } from "./world.ts";

export interface Prepared {
  readonly workspace: Workspace;
  readonly input: PlanInput;
}

export interface Wanted {
  /** The workspace's own scenarios; off where a command does not show them. */
  readonly scenarios?: boolean;
  /** Scenarios of the command line, instead. */
  readonly chosen?: readonly Scenario[];
  readonly inputs?: Workspace["inputs"];
}

/** The folder of the workspace that a command works in. */
export async function workspaceRoot(args: Arguments, world: World): Promise<string> {
  const { findWorkspace } = await import("../io/find-workspace.ts");
  const named = text(args, "workspace");
  if (named === undefined) return findWorkspace(world.cwd);
  const { resolve } = await import("node:path");
  return findWorkspace(resolve(world.cwd, named), true);
}

/** Reads the workspace into what `plan`, `predict` and `check` ask for. */
export async function prepare(
  args: Arguments,
  world: World,
  wanted: Wanted = {},
): Promise<Prepared> {
  const seed = seedOf(args);
  const root = await workspaceRoot(args, world);
  const { loadWorkspace } = await import("../io/load-workspace.ts");
  const { program } = await import("../io/program.ts");
  const workspace = await loadWorkspace(root, world.cwd, wanted.scenarios ?? false);
  const input: PlanInput = {
    campaign: workspace.campaign,
    policy: workspace.policy,
    scenarios: wanted.chosen ?? workspace.scenarios,
    seed,
    program: program(),
    inputs: { ...workspace.inputs, ...wanted.inputs },
    ...(world.terminal ? { onProgress: progressOn(world) } : {}),
  };
  return { workspace, input };
}

/** @throws RefusedError when the fit has not converged */
export async function planOf({ input }: Prepared, world: World): Promise<PlanResult> {
  const { plan } = await import("../io/pending.ts");
  const result = plan(input);
  if (world.terminal) world.stderr("\r\u001b[K");
  requireConverged(result);
  return result;
}

export function requireConverged({ fit }: PlanResult): void {
  if (fit.ended === "converged") return;
  const why = fit.ended === "too-few-data" ? "there are too few measured figures" : fit.ended;
  throw new RefusedError(
    `the fit has not converged (${why}, ${fit.iterations} iterations): no limits are given`,
    "see headroom audit for doubtful levels; measure more levels, at least two past the knee",
  );
}

function progressOn(world: World): (stage: string, done: number) => void {
  return (stage, done) => {
    world.stderr(`\r\u001b[K${stage} … ${Math.round(100 * done)} %`);
  };
}
