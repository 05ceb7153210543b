/** Computes the cells of a sweep that its file of results has not, with progress and interruption. */
import { openResults } from "../../io/sweep/results-file.ts";
import { sha256Key } from "../../io/sweep/sha256-key.ts";
import type { SweepExecutor } from "../../io/sweep/sweep-executor.ts";
import { reusableLines } from "../../io/sweep/take-over.ts";
import { cellAt } from "../../sweep/cell-at.ts";
import { cellKeys } from "../../sweep/cell-key.ts";
import { ownCells, type ResultsHeader, resultsHeader } from "../../sweep/results-header.ts";
import type { Shard } from "../../sweep/shard.ts";
import type { SweepStudy } from "../../sweep/sweep-study.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatCount } from "../../wording/format-users.ts";
import type { World } from "../world.ts";

/** A file as the process finds it, and as the planner knows it. */
export interface NamedFile {
  readonly path: string;
  readonly shown: string;
}

export interface ComputedSweep {
  readonly header: ResultsHeader;
  /** Cells that belong into the file; that were there; that were computed now. */
  readonly own: number;
  readonly before: number;
  readonly computed: number;
  /** Whether the run was ended before all were there. */
  readonly partial: boolean;
}

/** Time between two words about progress. */
const TOLD_EVERY = 200;

/**
 * @param reuse files of results whose cells are taken where they are asked for
 * @throws InputError where a file of results is of something else or cannot be written
 */
export async function computeSweep(
  study: SweepStudy,
  shard: Shard | null,
  output: NamedFile,
  reuse: readonly NamedFile[],
  execute: SweepExecutor,
  world: World,
): Promise<ComputedSweep> {
  const keys = cellKeys(study, sha256Key);
  const header = resultsHeader(study, shard, sha256Key);
  const own = { header, keyOf: (cell: number) => keys(cellAt(study, cell)) };
  const results = openResults(output.path, output.shown, own);
  const controller = new AbortController();
  const release = world.onInterrupt?.(() => controller.abort());
  try {
    for (const { path, shown } of reuse) {
      for (const { text } of reusableLines(path, shown, own))
        if (text !== null) results.add([text]);
    }
    const before = results.count();
    const total = ownCells(header);
    const tell = progressOf(world, before, total);
    await execute({
      study,
      cells: results.missing(),
      count: total - before,
      onLines: (lines) => {
        results.add(lines);
        tell(results.count());
      },
      signal: controller.signal,
    });
    results.settle();
    const computed = results.count() - before;
    return { header, own: total, before, computed, partial: results.count() < total };
  } finally {
    if (world.terminal) world.stderr("\r\u001b[K");
    release?.();
    results.close();
  }
}

/** "4,200 of 10,000 cells, 310 a second, about 19 s left". */
function progressOf(world: World, before: number, total: number): (count: number) => void {
  if (!world.terminal) return () => {};
  const began = performance.now();
  let told = began;
  return (count) => {
    const now = performance.now();
    if (now - told < TOLD_EVERY) return;
    told = now;
    const rate = (count - before) / ((now - began) / 1000);
    const left = rate > 0 ? `, about ${formatDuration((total - count) / rate, 2)} left` : "";
    const words = `${formatCount(count)} of ${formatCount(total)} cells, ${formatNumber(rate, 2)} a second${left}`;
    world.stderr(`\r\u001b[K${words}`);
  };
}
