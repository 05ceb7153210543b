/** What the command line asks of a sweep, checked. */
import type { ChartOptions } from "../../charts/layers/theme.ts";
import { type ChartFileFormat, chartEndings, chartFormatOf } from "../../io/chart-formats.ts";
import { requireShard, type Shard } from "../../sweep/shard.ts";
import { shardOfEnvironment } from "../../sweep/shard-of-environment.ts";
import { type Arguments, text } from "../command.ts";
import { chartOptionsOf } from "../options/chart-options.ts";
import { UsageError } from "../usage-error.ts";
import type { World } from "../world.ts";

/** Threads beyond some for each core only take memory. */
const THREADS_PER_CORE = 8;

/**
 * "3/8": the third of eight shards; "env": the one that a scheduler gives this process, "env/8"
 * where it does not say how many there are.
 *
 * @throws UsageError
 */
export function shardOf(args: Arguments, world: World): Shard | null {
  const typed = text(args, "shard");
  if (typed === undefined) return null;
  const hint = "--shard 3/8, counted from 1; --shard env or env/8 under a scheduler";
  const [, index = "", of] = /^(env|\d{1,9})(?:\/(\d{1,9}))?$/.exec(typed) ?? [];
  try {
    if (index === "env") return shardOfEnvironment(world.env, of === undefined ? null : Number(of));
    if (of !== undefined) return requireShard({ index: Number(index), of: Number(of) });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`--shard ${typed}: ${error.message}`, hint);
  }
  throw new UsageError(`--shard must name one of several shards, got "${typed}"`, hint);
}

/** @throws UsageError */
export async function threadsOf(args: Arguments): Promise<number> {
  const { everyCore } = await import("../../io/run-replications.ts");
  const typed = text(args, "workers");
  if (typed === undefined) return everyCore();
  const most = THREADS_PER_CORE * everyCore();
  const value = /^\d{1,9}$/.test(typed) ? Number(typed) : 0;
  if (value >= 1 && value <= most) return value;
  const message = `--workers must be a whole number from 1 to ${most} on this machine, got "${typed}"`;
  throw new UsageError(message, "leave it out for one thread a core");
}

/** @throws UsageError */
export function queueOf(args: Arguments): string | null {
  const typed = text(args, "queue");
  if (typed === undefined) return null;
  if (/^rediss?:\/\/[^\s/]/.test(typed)) return typed;
  const message = `--queue must be the address of a Redis or Valkey, got "${typed}"`;
  throw new UsageError(message, "e.g. --queue redis://127.0.0.1:6379");
}

/** A picture of the results. */
export interface AskedChart {
  readonly path: string;
  readonly format: ChartFileFormat;
  readonly drawn: ChartOptions;
}

/** @throws UsageError */
export async function chartFileOf(args: Arguments): Promise<AskedChart | null> {
  const drawn = await chartOptionsOf(args);
  const path = text(args, "chart");
  if (path === undefined) return null;
  const format = chartFormatOf(path);
  if (format !== undefined) return { path, format, drawn };
  const hint = `let it end in ${chartEndings.join(", ")}`;
  throw new UsageError(`--chart ${path}: the format is told by the ending`, hint);
}

/** The file of results: named, or after the grid. */
export async function resultsPath(args: Arguments, shard: Shard | null): Promise<string> {
  const named = text(args, "output");
  if (named !== undefined) return named;
  const { basename } = await import("node:path");
  const grid = basename(text(args, "grid") ?? "sweep").replace(/\.ya?ml$/i, "");
  const part = shard === null ? "" : `.shard-${shard.index}-of-${shard.of}`;
  return `${grid === "-" ? "sweep" : grid}${part}.jsonl`;
}
