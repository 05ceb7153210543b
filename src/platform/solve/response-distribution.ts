import { fastNormalCdf } from "../../stats/fast-normal-cdf.ts";
import type { Seconds, Share } from "../../units.ts";
import type { ResponsePart } from "./response-parts.ts";

/** P(R > t) and percentiles of a mixture of lognormal parts; exact for the mixture to 1e-8. */
export interface ResponseDistribution {
  readonly survival: (time: Seconds) => Share;
  /** @throws RangeError unless 0 < share < 1 */
  readonly percentile: (share: Share) => Seconds;
}

/** A part as the normal law of ln R: center, 1/standard deviation, weight. */
interface NormalPart {
  readonly weight: Share;
  readonly center: number;
  readonly sharpness: number;
}

/** Narrower parts than this count as this wide, so that one root finder serves all. */
const LEAST_DEVIATION = 1e-6;

/** The search for a percentile ends when it is known to this share of itself. */
const TOLERANCE = 1e-9;

/** Prepares the distribution; each percentile costs some ten passes over the parts. */
export function responseDistribution(parts: readonly ResponsePart[]): ResponseDistribution {
  const normals: NormalPart[] = parts.map(({ weight, mean, meanSquare }) => {
    const variance = Math.max(Math.log(meanSquare / (mean * mean)), 0);
    return {
      weight,
      center: Math.log(mean) - variance / 2,
      sharpness: 1 / Math.max(Math.sqrt(variance), LEAST_DEVIATION),
    };
  });
  const tail = (log: number) => {
    let sum = 0;
    for (const { weight, center, sharpness } of normals) {
      sum += weight * fastNormalCdf((center - log) * sharpness);
    }
    return Math.min(sum, 1);
  };
  return {
    survival: (time) => (time > 0 ? tail(Math.log(time)) : 1),
    percentile: (share) => {
      if (!(share > 0 && share < 1)) {
        throw new RangeError(`share must lie between 0 and 1, got ${share}`);
      }
      return Math.exp(findLogPercentile(normals, tail, 1 - share));
    },
  };
}

/**
 * Solves tail(x) = target by the Illinois rule (Dowell & Jarratt, BIT 11, 1971) on the scale of
 * log-odds, where the tail of one part is almost a straight line.
 */
function findLogPercentile(
  parts: readonly NormalPart[],
  tail: (log: number) => number,
  target: Share,
): number {
  const aim = logOdds(target);
  const miss = (x: number) => aim - logOdds(tail(x));
  // The normal law's log-odds are about 1.7 z; the bracket grows if that was not enough.
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { center, sharpness } of parts) {
    low = Math.min(low, center - (aim / 1.5 + 0.2) / sharpness);
    high = Math.max(high, center - (aim / 1.8 - 0.2) / sharpness);
  }
  let missLow = miss(low);
  for (let step = 1; missLow > 0; step *= 2) {
    low -= step;
    missLow = miss(low);
  }
  let missHigh = miss(high);
  for (let step = 1; missHigh < 0; step *= 2) {
    high += step;
    missHigh = miss(high);
  }
  let side = 0;
  while (high - low > TOLERANCE) {
    const middle =
      missHigh > missLow ? (low * missHigh - high * missLow) / (missHigh - missLow) : low;
    if (middle <= low || middle >= high) break;
    const value = miss(middle);
    if (Math.abs(value) < TOLERANCE) return middle;
    if (value < 0) {
      low = middle;
      missLow = value;
      if (side === -1) missHigh /= 2;
      side = -1;
    } else {
      high = middle;
      missHigh = value;
      if (side === 1) missLow /= 2;
      side = 1;
    }
  }
  return (low + high) / 2;
}

/** ln(p/(1 − p)), kept finite. */
function logOdds(p: Share): number {
  return Math.log(Math.max(p, 1e-300) / Math.max(1 - p, 1e-16));
}
