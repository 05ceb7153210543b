import type { Interval } from "../../stats/estimate.ts";
import { studentQuantile, studentTail } from "../../stats/student-t.ts";
import type { Share } from "../../units.ts";
import type { NoisyLog } from "./level-figures.ts";
import { noiseOf, type Repeatability } from "./repeatability.ts";

/** What one figure is before and after, and how sure the difference is. */
export interface Change {
  readonly before: number;
  readonly after: number;
  /** after/before − 1 with its 90 % interval: −0.1 is a tenth less. */
  readonly change: Interval;
  /** Chance of such a fall, or such a rise, if nothing has changed. */
  readonly chance: { readonly fall: Share; readonly rise: Share };
  /** Standard deviation of ln(after/before). */
  readonly deviation: number;
  /** Degrees of freedom of its Student law. */
  readonly freedom: number;
}

export function changeOf(before: NoisyLog, after: NoisyLog, usual: Repeatability): Change {
  const { deviation, freedom } = noiseOf(
    { known: before.known + after.known, repeat: before.repeat + after.repeat },
    usual,
  );
  const moved = after.log - before.log;
  const reach = studentQuantile(0.95, freedom) * deviation;
  const t = moved / deviation;
  return {
    before: Math.exp(before.log),
    after: Math.exp(after.log),
    change: {
      value: Math.expm1(moved),
      low: Math.expm1(moved - reach),
      high: Math.expm1(moved + reach),
    },
    chance: { fall: studentTail(-t, freedom), rise: studentTail(t, freedom) },
    deviation,
    freedom,
  };
}

/**
 * The smallest loss that is found with 90 % power: it must be surely there at the level α and be
 * seen to exceed the tolerance. 1 where no loss would be.
 */
export function smallestLoss(
  { deviation, freedom }: Pick<Change, "deviation" | "freedom">,
  alpha: Share,
  tolerance: Share,
): Share {
  const power = studentQuantile(POWER, freedom) * deviation;
  const sure = studentQuantile(1 - alpha, freedom) * deviation;
  return -Math.expm1(-Math.max(sure, -Math.log1p(-tolerance)) - power);
}

const POWER: Share = 0.9;
