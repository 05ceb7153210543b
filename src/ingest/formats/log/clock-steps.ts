/**
 * Where the clock of a log was put back. A load generator writes a row as its request ends, so ends
 * ascend but for the little that threads overtake each other by; where many rows in a row lie before
 * what was written already, the clock was corrected, summer time ended, or another log follows.
 */
import type { Seconds } from "../../../units.ts";

/** Rows overtake each other by less, and engines that send theirs in parcels by no more rows. */
const overtaking: Seconds = 10;
const parcel = 50;
const leastRows = 5;
/** A log with more steps is in no order of time at all: sorted by label, say. */
const mostSteps = 20;

/** Indices at which the clock was put back; ascending, empty where the rows are in another order. O(n). */
export function clockSteps(ends: Float64Array): readonly number[] {
  const steps: number[] = [];
  let latest = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < ends.length; at++) {
    const end = ends[at] as number;
    if (end >= latest - overtaking) {
      latest = Math.max(latest, end);
      continue;
    }
    const until = Math.min(ends.length, at + parcel);
    let behind = at;
    while (behind < until && (ends[behind] as number) < latest - overtaking) behind++;
    if (behind < until || until - at < leastRows) {
      at = behind - 1;
      continue;
    }
    steps.push(at);
    if (steps.length > mostSteps) return [];
    latest = end;
  }
  return steps;
}
