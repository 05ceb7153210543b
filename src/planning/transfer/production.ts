/** What production is, beside the staging platform that was measured. */
import type { Campaign } from "../../measurement/campaign.ts";
import type { Scenario } from "../../platform/scenario.ts";

/** How fast a station of production works through one request, as a multiple of staging; log-normal. */
export interface SpeedPrior {
  /** Name of a station or its role ("api", "database", "other"). */
  readonly station: string;
  /** Above 0; 1.2: a request takes 1/1.2 of the time there. */
  readonly median: number;
  /** Standard deviation of ln(speed), above 0. */
  readonly spread: number;
}

export interface Production {
  /** Sizes of production, set as levers are; null where they are those of staging. */
  readonly sizes: Scenario | null;
  /** The first that names a station, or its role, counts; the usual one where none does. */
  readonly speeds: readonly SpeedPrior[];
  /** What was measured on production; one level suffices. Null: nothing yet. */
  readonly levels: Campaign | null;
}

/** ln of the 95th percentile of a standard normal deviate: half a 90 % interval in deviations. */
const HALF = 1.6449;

/** The prior whose 90 % interval ends at two numbers above 0, the first the smaller. */
export function speedBetween(station: string, low: number, high: number): SpeedPrior {
  if (!(low > 0 && high > low && high < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`speed must lie between two rising numbers above 0, got ${low}..${high}`);
  }
  return {
    station,
    median: Math.sqrt(low * high),
    spread: Math.log(high / low) / (2 * HALF),
  };
}

/** A core of another machine type or generation, nothing else known of it: 0.75 to 1.35 times as fast. */
export const usualSpeed = speedBetween("*", 0.75, 1.35);
