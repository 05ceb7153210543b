/** From a grid file to a sweep whose cells can be computed anywhere. */
import type { WorkspaceReader } from "../../io/workspace-reader.ts";
import { defaultPolicy, type Policy } from "../../limits/policy.ts";
import type { Shard } from "../../sweep/shard.ts";
import { sweepSize } from "../../sweep/sweep-axes.ts";
import type { SweepGrid } from "../../sweep/sweep-grid.ts";
import type { SweepStudy } from "../../sweep/sweep-study.ts";
import { formatCount } from "../../wording/format-users.ts";
import { type Arguments, seedOf, text } from "../command.ts";
import { pathFrom } from "../path-from.ts";
import { prepare, workspaceRoot } from "../plan-workspace.ts";
import { UsageError } from "../usage-error.ts";
import type { World } from "../world.ts";
import { programOf } from "./program-of.ts";
import { type ReadGrid, readGrid } from "./read-grid.ts";
import { fittedPlatforms, modelPlatform, requireNamed } from "./swept-platforms.ts";

/** Cells of one process at most: some hours of work, and 120 MB to know which are there. */
const MOST_CELLS = 10_000_000;

/**
 * @param shard the part that this process is to compute; null: all of it
 * @throws InputError for a faulty file, UsageError for too many cells, before any work;
 *   RefusedError where there is too little for a fit
 */
export async function sweepStudyOf(
  args: Arguments,
  world: World,
  shard: Shard | null,
): Promise<SweepStudy> {
  const { WorkspaceReader } = await import("../../io/workspace-reader.ts");
  const root = await rootOf(args, world);
  const reader = new WorkspaceReader(root ?? world.cwd, world.cwd);
  const path = await pathFrom(world, reader, text(args, "grid") ?? "-");
  const read = await readGrid(path, reader, seedOf(args));
  requireFew(read, fewestPlatforms(read), shard);
  const { grid, task, model } = read;
  const { platforms, policy } =
    model === null
      ? await fitted(args, world, root, grid)
      : { platforms: await modelPlatform(model), policy: await policyOf(reader, root) };
  requireFew(read, platforms.length, shard);
  return {
    title: grid.title,
    program: await programOf(),
    design: grid.design,
    platforms,
    task,
    redLine: grid.redLine ?? policy.redLine,
  };
}

/** Null where there is no workspace: a grid that names its model needs none. */
async function rootOf(args: Arguments, world: World): Promise<string | null> {
  const { InputError } = await import("../../workspace/input-error.ts");
  try {
    return await workspaceRoot(args, world);
  } catch (error) {
    if (error instanceof InputError && text(args, "workspace") === undefined) return null;
    throw error;
  }
}

async function fitted(args: Arguments, world: World, root: string | null, grid: SweepGrid) {
  if (root === null) {
    const hint = "name a model file in the grid (model: …), or give --workspace";
    throw new UsageError("there is no workspace whose hypotheses could be fitted", hint);
  }
  const prepared = await prepare(args, world);
  const { hypotheses, policy } = prepared.workspace;
  await requireNamed(grid, hypotheses);
  return { platforms: await fittedPlatforms(grid, prepared, world), policy };
}

/** A grid with a model of its own takes nothing of the workspace but its policy. */
async function policyOf(reader: WorkspaceReader, root: string | null): Promise<Policy> {
  if (root === null) return defaultPolicy;
  const { parseWorkspace } = await import("../../workspace/parse-workspace.ts");
  const { readPolicy } = await import("../../io/read-policy.ts");
  const { workspaceFile } = await import("../../io/find-workspace.ts");
  const file = reader.parse(workspaceFile, parseWorkspace);
  const policy = file === undefined ? undefined : await readPolicy(reader, file);
  if (policy === undefined || reader.problems.length > 0) throw reader.failure();
  return policy;
}

/** What is known before the fit. */
function fewestPlatforms({ grid }: ReadGrid): number {
  const { models, draws } = grid;
  const named =
    "file" in models || !Array.isArray(models.hypotheses) ? 1 : models.hypotheses.length;
  return named * (draws ?? 1);
}

function requireFew({ grid, task }: ReadGrid, platforms: number, shard: Shard | null): void {
  const cells = sweepSize({ design: grid.design, task, platforms: { length: platforms } });
  if (cells > Number.MAX_SAFE_INTEGER) {
    const message = `${grid.title}: more than ${formatCount(Number.MAX_SAFE_INTEGER)} cells`;
    throw new UsageError(message, "take fewer values, or random: { points: 10000 }");
  }
  const own = cells / (shard?.of ?? 1);
  if (own <= MOST_CELLS) return;
  const least = Math.ceil(cells / MOST_CELLS);
  throw new UsageError(
    `${grid.title}: ${formatCount(cells)} cells, and one process computes ${formatCount(MOST_CELLS)} at most`,
    `take fewer values or random: { points: 10000 }; or share them: --shard 1/${least} and so on`,
  );
}
