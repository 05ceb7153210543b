/** What is made of the results of a sweep: Parquet, charts. */
import type { ChartFileFormat } from "../../io/chart-formats.ts";
import type { Arguments } from "../command.ts";
import type { World } from "../world.ts";
import type { NamedFile } from "./compute-sweep.ts";

/** @returns the files written */
export async function showSweep(
  _args: Arguments,
  _world: World,
  _results: NamedFile,
  _chart: { readonly path: string; readonly format: ChartFileFormat } | null,
): Promise<readonly string[]> {
  return [];
}
