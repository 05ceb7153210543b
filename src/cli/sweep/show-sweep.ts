/** What is made of the results of a sweep: Parquet, charts. */
import type { ResultsHeader } from "../../sweep/results-header.ts";
import { type Arguments, text } from "../command.ts";
import type { World } from "../world.ts";
import type { NamedFile } from "./compute-sweep.ts";
import type { AskedChart } from "./sweep-options.ts";

/** @returns the files written */
export async function showSweep(
  args: Arguments,
  world: World,
  results: NamedFile,
  header: ResultsHeader,
  chart: AskedChart | null,
): Promise<readonly string[]> {
  const { resolve } = await import("node:path");
  const parquet = text(args, "parquet");
  if (parquet !== undefined) {
    const { writeParquet } = await import("../../io/sweep/write-parquet.ts");
    await writeParquet(results.path, header, resolve(world.cwd, parquet), parquet);
  }
  if (chart !== null) {
    const { sweepPicture } = await import("./sweep-picture.ts");
    const { chartFormats } = await import("../../io/chart-formats.ts");
    const { writeAtomically } = await import("../../io/write-atomically.ts");
    const spec = await sweepPicture(args, results.path, header, chart.drawn);
    const content = await chartFormats[chart.format](spec);
    writeAtomically([{ path: resolve(world.cwd, chart.path), content }]);
  }
  return [...(parquet === undefined ? [] : [parquet]), ...(chart === null ? [] : [chart.path])];
}
