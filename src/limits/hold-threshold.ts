/** A predicted load held against the measured loads on both sides of the same line. */
import type { Basis, Threshold } from "../stats/estimate.ts";
import type { Bracket } from "./bracket.ts";

export interface HeldThreshold {
  readonly threshold: Threshold;
  /** The measured loads leave none of the predicted interval. */
  readonly contradicted: boolean;
}

/**
 * The interval's low end is at least the heaviest load measured on the good side, its high end at
 * most the lightest past the line; where measured loads contradict one another it spans both. Where
 * nothing of it is left the measured loads stand in its place: between them, at least the good
 * one, or, with one past the line only, nothing is said.
 */
export function holdThreshold(
  predicted: Threshold,
  bracket: Bracket,
  basisAt: (users: number) => Basis,
): HeldThreshold {
  const { good, past, contradictory, between } = bracket;
  const least = good ?? 0;
  const most = past ?? Number.POSITIVE_INFINITY;
  const open = (value: number | null) => value ?? Number.POSITIVE_INFINITY;
  const [predictedLow, predictedHigh] = [open(predicted.low), open(predicted.high)];
  const [first, last] = contradictory ?? [predictedLow, predictedHigh];
  const low = Math.min(predictedLow, first);
  const high = Math.max(predictedHigh, last);
  const { searchedTo } = predicted;
  if (high < least || low > most) {
    if (between !== null && good !== null && past !== null) {
      const threshold = {
        ...{ value: between, low: good, high: past },
        ...{ basis: basisAt(between), searchedTo },
      };
      return { threshold, contradicted: true };
    }
    return {
      threshold:
        good !== null
          ? { value: null, low: good, high: null, basis: "at least", searchedTo }
          : { value: null, low: null, high: null, basis: "withheld", searchedTo },
      contradicted: true,
    };
  }
  const inside = (value: number) => Math.min(Math.max(value, least), most);
  const ends = {
    low: Math.min(inside(low), ...bracket.leaningPast.map(inside)),
    high: Math.max(inside(high), ...bracket.leaningGood.map(inside)),
  };
  const value = Math.min(Math.max(inside(open(predicted.value)), ends.low), ends.high);
  const finite = (load: number) => (Number.isFinite(load) ? load : null);
  const changed = finite(value) !== predicted.value && Number.isFinite(value);
  return {
    threshold: {
      value: finite(value),
      low: finite(ends.low),
      high: finite(ends.high),
      basis: changed ? basisAt(value) : predicted.basis,
      searchedTo,
    },
    contradicted: false,
  };
}
