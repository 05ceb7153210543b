import { requireCount, requireNonNegative, requirePositive } from "../../require.ts";
import type { Seconds } from "../../units.ts";

/**
 * The distribution of a time: a pause between requests, work at a station. Variation is the
 * coefficient of variation, standard deviation over mean.
 */
export type TimeLaw =
  | { readonly law: "constant"; readonly mean: Seconds }
  | { readonly law: "exponential"; readonly mean: Seconds }
  | { readonly law: "uniform"; readonly low: Seconds; readonly high: Seconds }
  /** Sum of `stages` equal exponentials: variation 1/√stages. */
  | { readonly law: "erlang"; readonly mean: Seconds; readonly stages: number }
  | { readonly law: "lognormal"; readonly mean: Seconds; readonly variation: number }
  | { readonly law: "gamma"; readonly mean: Seconds; readonly variation: number }
  /**
   * Two exponentials that carry half of the mean each ("balanced means"; Allen, Probability,
   * Statistics and Queueing Theory, 2nd ed., 1990, §3.2.9); variation 1 or more.
   */
  | { readonly law: "hyperexponential"; readonly mean: Seconds; readonly variation: number }
  /** One of measured values, each as likely as any other. */
  | { readonly law: "empirical"; readonly values: readonly Seconds[] };

/** The mean of a law of time. */
export function meanTime(law: TimeLaw): Seconds {
  switch (law.law) {
    case "uniform":
      return (law.low + law.high) / 2;
    case "empirical":
      return law.values.reduce((sum, value) => sum + value, 0) / law.values.length;
    default:
      return law.mean;
  }
}

/** The law of a time that takes so many times as long. */
export function scaledTimeLaw(law: TimeLaw, factor: number): TimeLaw {
  switch (law.law) {
    case "uniform":
      return { ...law, low: law.low * factor, high: law.high * factor };
    case "empirical":
      return { ...law, values: law.values.map((value) => value * factor) };
    default:
      return { ...law, mean: law.mean * factor };
  }
}

/** Fewest stages, most stages: beyond, use the gamma law. */
const MOST_STAGES = 1000;

/**
 * @param name what the law is of, for the message
 * @throws RangeError unless mean, bounds and values are 0 or more and finite, stages a whole
 *   number from 1 to 1000, variation above 0 (hyperexponential: 1 or more)
 */
export function requireTimeLaw(name: string, law: TimeLaw): TimeLaw {
  switch (law.law) {
    case "constant":
    case "exponential":
      requireNonNegative(`${name}.mean`, law.mean);
      break;
    case "uniform":
      requireNonNegative(`${name}.low`, law.low);
      if (!(law.high >= law.low && law.high < Number.POSITIVE_INFINITY)) {
        throw new RangeError(`${name}.high must be a number, low or more, got ${law.high}`);
      }
      break;
    case "erlang":
      requireNonNegative(`${name}.mean`, law.mean);
      requireCount(`${name}.stages`, law.stages);
      if (law.stages > MOST_STAGES) {
        throw new RangeError(`${name}.stages must be at most ${MOST_STAGES}, got ${law.stages}`);
      }
      break;
    case "lognormal":
    case "gamma":
      requireNonNegative(`${name}.mean`, law.mean);
      requirePositive(`${name}.variation`, law.variation);
      break;
    case "hyperexponential":
      requireNonNegative(`${name}.mean`, law.mean);
      requirePositive(`${name}.variation`, law.variation);
      if (law.variation < 1) {
        throw new RangeError(`${name}.variation must be 1 or more, got ${law.variation}`);
      }
      break;
    case "empirical":
      if (law.values.length === 0) throw new RangeError(`${name}.values must not be empty`);
      for (const value of law.values) requireNonNegative(`${name}.values`, value);
      break;
  }
  return law;
}
