/**
 * The users of a k6 test by its totals. `vus.max` is the peak of all stages, while rates and times
 * average over the whole test; the users who go with them are the mean over the test, by Little's law
 * iterations/s × length of an iteration, since a virtual user is always in an iteration.
 *
 * Source: Little, Operations Research 9 (1961); grafana/k6, lib/executor.
 */
import type { PerSecond, Seconds } from "../../../units.ts";
import { type WindowUsers, windowUsers } from "../log/mean-users.ts";

export interface K6Totals {
  /** Largest and smallest gauge of virtual users, 0 where it is absent. */
  readonly most: number;
  readonly least: number;
  readonly iterationRate: PerSecond | undefined;
  readonly iterationTime: Seconds | undefined;
}

/** Null where the totals do not tell. Iterations cut off at the end are not among those counted. */
export function k6Users(totals: K6Totals): (WindowUsers & { readonly from: string }) | null {
  const { most, least, iterationRate, iterationTime } = totals;
  if (most < 1) return null;
  if (iterationRate === undefined || iterationTime === undefined || !(iterationRate > 0)) {
    return least === most
      ? { users: Math.round(most), from: "in the file (virtual users, held)" }
      : null;
  }
  const mean = Math.min(most, Math.max(least, iterationRate * iterationTime));
  const found = windowUsers(mean, most);
  const from =
    found.mostUsers === undefined
      ? "in the file (largest number of virtual users)"
      : "in the file (iterations/s × their mean length)";
  return { ...found, from };
}

/** A test that ends in the middle of its iterations leaves fewer out of its counts. */
const mostlyIdle = 0.5;
/** A single user may pause between scenarios. */
const fewestHeld = 2;

/**
 * Whether virtual users waited for iterations to arrive. Where they loop, each is always in one; an
 * arrival-rate executor keeps those that it was given ready, and the gauge counts them all.
 *
 * @param users held by the gauge, and busy with an iteration in the mean
 */
export function areIdle({ held, busy }: { readonly held: number; readonly busy: number }): boolean {
  return held >= fewestHeld && busy < mostlyIdle * held;
}

/** The same by the totals of a test; false where they do not tell. */
export function vusIdle({ least, most, iterationRate, iterationTime }: K6Totals): boolean {
  if (least !== most || iterationRate === undefined || iterationTime === undefined) return false;
  return areIdle({ held: least, busy: iterationRate * iterationTime });
}
