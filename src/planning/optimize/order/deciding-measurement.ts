/** The measurement that tells the hypotheses about a target apart in the least time. */

import { entryAt } from "../../../entry-at.ts";
import type { Scenario } from "../../../platform/scenario.ts";
import type { MeasurementAdvice } from "../../next/next-result.ts";
import { rankMeasurements } from "../../next/rank-measurements.ts";
import type { PlausibleGroup } from "../../what-if/plausible-groups.ts";
import { spaced } from "../draw-counter.ts";

export interface DecidingInput {
  /** Hypotheses that decide, two or more. */
  readonly groups: readonly PlausibleGroup[];
  /** Loads that could be run, users. */
  readonly loads: readonly number[];
  /** The target: of measurements that tell as much in as little time the nearest to it. */
  readonly users: number;
  readonly maxUsers: number;
  readonly changes: readonly Scenario[];
  readonly minutesPerLevel: number;
  readonly setupMinutes: number;
  readonly seed: number;
}

export interface Deciding {
  readonly advice: MeasurementAdvice;
  /** Share of the doubt between the hypotheses that it is expected to settle. */
  readonly settles: number;
}

/** A measurement that settles less of the doubt decides nothing. */
const DECIDES = 0.5;

/** As good in information as the best one. */
const AS_GOOD = 0.9;

/**
 * By the information of `rankMeasurements`: of those that settle nine tenths of what the best one
 * does the shortest. Null where none settles half of the doubt.
 */
export function decidingMeasurement(input: DecidingInput): Deciding | null {
  const { users } = input;
  // Few draws say which measurement, all of them how much it settles.
  const rough = bestOf(rankedBy({ ...input, groups: input.groups.map(thinned) }), users);
  if (rough === null || rough.settles < DECIDES) return null;
  const change = input.changes.filter(({ title }) => title === rough.advice.change);
  const found = rankedBy({ ...input, loads: [rough.advice.users], changes: change });
  const same = found.ranked.filter((one) => one.change === rough.advice.change);
  return bestOf({ ...found, ranked: same }, users);
}

/** Draws of each hypothesis by which measurements are compared. */
const FEW = 8;

function thinned(group: PlausibleGroup): PlausibleGroup {
  const kept = spaced(group.draws.length, FEW);
  return {
    ...group,
    drawn: kept.map((draw) => entryAt(group.drawn, draw)),
    draws: kept.map((draw) => entryAt(group.draws, draw)),
  };
}

function rankedBy({ groups, loads, users: _, ...others }: DecidingInput) {
  return rankMeasurements({
    ...others,
    groups,
    // Only what tells the hypotheses apart counts here, not where the platform breaks.
    breakingPoints: groups.map(({ draws }) => draws.map(() => null)),
    levels: { repeated: loads, between: [], beyond: [] },
    optional: true,
    top: 1000,
  });
}

/** The one that settles most, or the shortest of those that settle nearly as much. */
function bestOf(
  { ranked, doubt }: ReturnType<typeof rankMeasurements>,
  users: number,
): Deciding | null {
  if (doubt === null || doubt <= 0) return null;
  const settles = ({ information }: MeasurementAdvice) => (information ?? 0) / doubt;
  const most = ranked.reduce((a, one) => Math.max(a, settles(one)), 0);
  if (most < DECIDES) return null;
  const [advice] = ranked
    .filter((one) => settles(one) >= AS_GOOD * most)
    .toSorted(
      (a, b) => a.minutes - b.minutes || Math.abs(a.users - users) - Math.abs(b.users - users),
    );
  return advice === undefined ? null : { advice, settles: Math.min(1, settles(advice)) };
}
