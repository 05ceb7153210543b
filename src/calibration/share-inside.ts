import type { Share } from "../units.ts";
import type { MeasuredRun } from "./figures.ts";

/**
 * Share of a user's cycle that is spent waiting for an answer, R/(Z + R), as measured: X·R of N users are
 * inside (Little's law). 0 where throughput or time was not measured.
 */
export function shareInside({
  users,
  observation,
}: Pick<MeasuredRun, "users" | "observation">): Share {
  const { throughput = 0, mean, p50 = 0 } = observation;
  return Math.min((throughput * (mean ?? p50)) / users, 1);
}
