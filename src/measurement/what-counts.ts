/**
 * What the figures of a level count: all requests, failed ones included, or successful ones alone. Tools
 * differ (Locust, JMeter and k6 time and count all), and a table may say it in its columns
 * `throughput_of` and `times_of`. A table that says nothing counts all, unless its own figures show that
 * its throughput is of successes: then its times are taken for theirs too.
 */
import type { PerSecond, Seconds } from "../units.ts";
import type { Counted } from "./counted.ts";

/** Throughput agrees with a count over the duration within this share. */
const AGREES = 0.005;
/** And is further than this from the other count. */
const DIFFERS = 0.01;

/** What of a level tells it. */
interface Figures {
  readonly requests?: number;
  readonly failures?: number;
  readonly duration?: Seconds;
  readonly throughput?: PerSecond;
  readonly throughputOf?: Counted;
  readonly timesOf?: Counted;
}

export function throughputCounts(level: Figures): Counted {
  return level.throughputOf ?? (showsSuccesses(level) ? "successes" : "all");
}

export function timesCount(level: Figures): Counted {
  return level.timesOf ?? (showsSuccesses(level) ? "successes" : "all");
}

/** Completions per second of all requests, X; undefined where none was stated. */
export function throughputOfAll(level: Figures): PerSecond | undefined {
  const { throughput, requests = 0, failures = 0 } = level;
  if (throughput === undefined || throughputCounts(level) === "all") return throughput;
  const successes = requests - failures;
  return successes > 0 ? (throughput * requests) / successes : throughput;
}

function showsSuccesses({ requests, failures, duration, throughput }: Figures): boolean {
  if (!requests || !failures || !duration || !throughput || failures >= requests) return false;
  const ofAll = throughput / (requests / duration) - 1;
  const ofSuccesses = throughput / ((requests - failures) / duration) - 1;
  return Math.abs(ofSuccesses) <= AGREES && Math.abs(ofAll) > DIFFERS;
}
