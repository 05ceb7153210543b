/** The fits that an answer rests on, noted down in the order in which they were asked for, and given out again. */
import type { HypothesisOptions } from "../calibration/calibrate-hypothesis.ts";
import type { HypothesisFits } from "../calibration/hypothesis-fits.ts";
import { type KeptLevel, keptLeftOut, restoredLeftOut } from "../calibration/kept-left-out.ts";
import {
  type KeptPosterior,
  keptPosterior,
  restoredPosterior,
} from "../calibration/kept-posterior.ts";

/** One fit as plain data: the posterior, the levels left out, or why there is none. */
export type RecordedFit =
  | { readonly of: string; readonly posterior: KeptPosterior }
  | { readonly of: string; readonly leftOut: readonly KeptLevel[] }
  | { readonly of: string; readonly refused: string };

export interface FitRecord {
  readonly fits: HypothesisFits;
  /** What was asked for so far. */
  readonly recorded: readonly RecordedFit[];
}

/**
 * A fit as the page needs it: the covariance of its unknowns, half of its bytes, says only what a
 * measured figure would move, which no page is asked. Zeros of the same shape stand in its place.
 */
export function withoutCovariance(recorded: RecordedFit): RecordedFit {
  if (!("posterior" in recorded)) return recorded;
  const { fit } = recorded.posterior;
  const covariance = fit.covariance.map((row) => row.map(() => 0));
  return { ...recorded, posterior: { ...recorded.posterior, fit: { ...fit, covariance } } };
}

/** Fits that come about as given, with a note of each. */
export function recordedFits(fits: HypothesisFits): FitRecord {
  const recorded: RecordedFit[] = [];
  return {
    recorded,
    fits: {
      calibrate: (hypothesis, runs, options) => {
        const of = hypothesis.name;
        try {
          const posterior = fits.calibrate(hypothesis, runs, options);
          recorded.push({ of, posterior: keptPosterior(posterior) });
          return posterior;
        } catch (error) {
          if (error instanceof RangeError) recorded.push({ of, refused: error.message });
          throw error;
        }
      },
      leaveLevelOut: (posterior) => {
        const levels = fits.leaveLevelOut(posterior);
        recorded.push({ of: posterior.hypothesis.name, leftOut: keptLeftOut(levels) });
        return levels;
      },
    },
  };
}

/**
 * The same fits once more, none of them made. They must be asked for in the order in which they
 * were recorded, which the same campaign with the same models and seed does.
 *
 * @throws Error where another fit is asked for, or the data do not belong to it
 */
export function replayedFits(recorded: readonly RecordedFit[]): HypothesisFits {
  let next = 0;
  const take = (of: string): RecordedFit => {
    const one = recorded[next];
    next += 1;
    if (one === undefined || one.of !== of) throw damaged(of);
    return one;
  };
  return {
    calibrate: (hypothesis, runs, options) => {
      const one = take(hypothesis.name);
      if ("refused" in one) throw new RangeError(one.refused);
      const kept = "posterior" in one ? one.posterior : null;
      const posterior = restoredPosterior(
        kept,
        hypothesis,
        runs,
        leastDraws(options),
        ANOTHER_ENGINE,
      );
      if (posterior === null) throw damaged(hypothesis.name);
      options.onProgress?.(1);
      return posterior;
    },
    leaveLevelOut: (posterior) => {
      const one = take(posterior.hypothesis.name);
      const kept = "leftOut" in one ? one.leftOut : null;
      const levels = kept?.length === 0 ? [] : restoredLeftOut(kept, posterior.runs);
      if (levels === null) throw damaged(posterior.hypothesis.name);
      return levels;
    },
  };
}

/**
 * By what share a cost may differ that another JavaScript engine computes: its exponentials end in
 * other digits, and the solver's iterations carry these on. A damaged record is off by far more.
 */
const ANOTHER_ENGINE = 1e-4;

const leastDraws = ({ draws }: HypothesisOptions) => (draws === 0 ? 0 : 1);

const damaged = (of: string) =>
  new Error(`the kept fit of “${of}” is damaged or of another workspace: write the page anew`);
