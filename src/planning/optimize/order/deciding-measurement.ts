/** The measurement that tells the hypotheses about a target apart in the least time. */
import type { Scenario } from "../../../platform/scenario.ts";
import type { MeasurementAdvice } from "../../next/next-result.ts";
import { rankMeasurements } from "../../next/rank-measurements.ts";
import type { PlausibleGroup } from "../../what-if/plausible-groups.ts";

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
  const { groups, loads, users, ...others } = input;
  const { ranked, doubt } = rankMeasurements({
    ...others,
    groups,
    // Only what tells the hypotheses apart counts here, not where the platform breaks.
    breakingPoints: groups.map(({ draws }) => draws.map(() => null)),
    levels: { repeated: loads, between: [], beyond: [] },
    optional: true,
    top: 1000,
  });
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
