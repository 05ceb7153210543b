import type { ImportedRun } from "./imported-run.ts";

/** Four months: no request takes longer, and no test. */
const LONGEST = 1e7;

/** A trillion: more than any load machine sends in a second or counts in a test. */
const MOST = 1e12;

/** A femtosecond. */
const SHORTEST = 1e-15;

/** A request in thirty years. */
const LEAST_RATE = 1e-9;

/**
 * What no test can have measured, in words, or null where every figure is possible. Digits of a
 * damaged file run together into such figures, and a table of them could not be read again.
 */
export function beyondBelief({ levels }: ImportedRun): string | null {
  for (const level of levels) {
    for (const { responseTime, requests, throughput } of [level, ...level.endpoints]) {
      const times = [level.duration ?? 0, ...Object.values(responseTime)];
      const longest = Math.max(...times);
      if (longest > LONGEST) return `a time of ${longest.toPrecision(3)} s`;
      const shortest = times.find((time) => time > 0 && time < SHORTEST);
      if (shortest !== undefined) return `a time of ${shortest.toPrecision(3)} s`;
      const most = Math.max(requests ?? 0, throughput ?? 0, level.users ?? 0);
      if (throughput !== undefined && throughput > 0 && throughput < LEAST_RATE) {
        return `a rate of ${throughput.toPrecision(3)}`;
      }
      if (most > MOST) return `a count or rate of ${most.toPrecision(3)}`;
    }
  }
  return null;
}
