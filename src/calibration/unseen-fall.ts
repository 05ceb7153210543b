/**
 * A fall of throughput right beyond the loads that were measured, where none of them shows one: what
 * bends the figures otherwise, such as pauses that are all alike, must not be told as a collapse to come.
 */
import { largestLoad, type MeasuredRun } from "./figures.ts";

/** Throughput falls where a level has less than this share of a lighter one's. */
const FALLEN = 0.96;

/** So many times the largest measured load. */
const BEYOND = 2;

/** Deviation of the logarithm of how far throughput has fallen there: a prior like any other. */
const SPREAD = 0.2;

/** The load at which a fall would be one that nobody saw; null where the runs show that throughput falls. */
export function loadBeyond(runs: readonly MeasuredRun[]): number | null {
  const seen = runs
    .flatMap(({ users, observation: { throughput } }) =>
      throughput === undefined ? [] : [{ users, throughput }],
    )
    .sort((a, b) => a.users - b.users);
  const falls = seen.some(({ users, throughput }) =>
    seen.some((one) => one.users < users && throughput < FALLEN * one.throughput),
  );
  const most = largestLoad(runs);
  return falls ? null : Math.ceil(BEYOND * most);
}

/**
 * Residual of the belief that throughput goes on as it was seen.
 *
 * @param fall throughput at the largest load over that beyond it
 */
export function unseenFall(fall: number): number {
  return Math.max(0, Math.log(fall)) / SPREAD;
}

/** Its derivative by ln of the fall. */
export function unseenFallSlope(logFall: number): number {
  return logFall > 0 ? 1 / SPREAD : 0;
}
