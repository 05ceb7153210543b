/** A grid file and what it names beside it, read and checked before any work. */
import { basename, dirname, isAbsolute, join } from "node:path";
import type { WorkspaceReader } from "../../io/workspace-reader.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import type { Controls } from "../../simulation/course/profile.ts";
import type { SweepGrid } from "../../sweep/sweep-grid.ts";
import type { SweepTask } from "../../sweep/sweep-study.ts";
import { readProfile } from "../options/read-profile.ts";

export interface ReadGrid {
  readonly grid: SweepGrid;
  /** With the profile's controls and the seeds in it. */
  readonly task: SweepTask;
  /** The model file that it names; null where it goes through hypotheses of the workspace. */
  readonly model: Hypothesis | null;
}

/** @throws InputError naming every fault of the grid, its model and its profile */
export async function readGrid(
  path: string,
  reader: WorkspaceReader,
  seed: number,
): Promise<ReadGrid> {
  const { parseSweep } = await import("../../workspace/sweep/parse-sweep.ts");
  const grid = reader.parse(path, parseSweep);
  if (grid === undefined) throw reader.failure();
  const beside = (named: string) => (isAbsolute(named) ? named : join(dirname(path), named));
  const model = "file" in grid.models ? await readModel(beside(grid.models.file), reader) : null;
  const controls =
    grid.profile === null ? {} : (await readProfile(beside(grid.profile), reader)).controls;
  return { grid, task: taskOf(grid, controls, seed), model };
}

function taskOf({ task, seeds }: SweepGrid, controls: Controls, seed: number): SweepTask {
  if (task.method === "analytic") return task;
  return { ...task, controls, seeds: seeds ?? [seed] };
}

async function readModel(path: string, reader: WorkspaceReader): Promise<Hypothesis> {
  const { parsePlatform } = await import("../../workspace/platform/parse-platform.ts");
  const name = basename(path).replace(/\.ya?ml$/i, "");
  const model = reader.parse(path, (text, file) => parsePlatform(text, file, name));
  if (model === undefined) throw reader.failure();
  return model;
}
