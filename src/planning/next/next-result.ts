/** What `headroom next` answers, as plain data. */
import type { Interval } from "../../stats/estimate.ts";
import type { Share } from "../../units.ts";
import type { OutcomeFigure } from "../what-if/predicted-outcome.ts";

/** One measurement that could be made. */
export interface MeasurementAdvice {
  readonly users: number;
  readonly kind: "repeated" | "between" | "beyond";
  /** What is changed before it; null: the platform as it is. */
  readonly change: string | null;
  /** Minutes of setting up and measuring. */
  readonly minutes: number;
  /** Bits of the doubt between hypotheses that it is expected to settle; null with one alone. */
  readonly information: number | null;
  /** Standard deviation of the breaking point that is expected to be left, users. */
  readonly deviation: number;
  /** The same as bits: log₂ of how many times narrower. */
  readonly narrowing: number;
  /** Information and narrowing together, bits. */
  readonly gain: number;
  readonly gainPerMinute: number;
  /** The figure in which the hypotheses differ most beside noise and their own uncertainty. */
  readonly tellingFigure: OutcomeFigure;
  readonly expected: readonly ExpectedOutcome[];
}

/** What one hypothesis expects a run to show, nine times of ten; times in seconds. */
export interface ExpectedOutcome {
  readonly name: string;
  readonly title: string;
  readonly weight: Share;
  readonly throughput: Interval;
  readonly mean: Interval;
  readonly p95: Interval;
  /** Whether it knows nothing that the change acts on. */
  readonly unchanged: boolean;
}

export interface RankedMeasurements {
  /** Bits of doubt between the hypotheses now; null with one alone. */
  readonly doubt: number | null;
  /** Breaking point as it is known now; draws past `searchedTo` count as there. */
  readonly breakingPoint: {
    readonly mean: number;
    readonly deviation: number;
    readonly beyond: Share;
    readonly searchedTo: number;
  };
  /** How many measurements were weighed. */
  readonly candidates: number;
  /** Best first, by gain per minute. */
  readonly ranked: readonly MeasurementAdvice[];
  /** The largest gain, whatever it takes; null where it is the first of the ranked. */
  readonly mostAtAnyCost: MeasurementAdvice | null;
  /** Changes that were left out, and why. */
  readonly skipped: readonly { readonly change: string; readonly reason: string }[];
}

export interface NextResult extends RankedMeasurements {
  /** What was asked, in words; null: which hypothesis is true and where it breaks. */
  readonly question: string | null;
  /** The answer, where every plausible platform gives the same one; else null. */
  readonly known: string | null;
  /** Levels with an incident, which the verdict may rest on, as measurements like the others. */
  readonly reruns: readonly MeasurementAdvice[];
  /** What all of this rests on, in sentences. */
  readonly assumptions: readonly string[];
}
