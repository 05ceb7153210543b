/** Which of several numbers that nobody has said an explanation has. */
import type { HypothesisFit } from "../../calibration/fit-hypothesis.ts";
import type { Hypothesis } from "../../platform/platform.ts";

/** A hypothesis at its best. */
export interface AtItsBest {
  readonly hypothesis: Hypothesis;
  readonly fit: Pick<HypothesisFit, "noiseScale" | "position" | "others">;
}

/**
 * Of a hypothesis and those that stand for it with another number (`instead`) the one that lies nearest the
 * figures, and from where it is fitted best; the hypothesis alone where none stands for it or none can be fitted.
 *
 * @param fitOf its best fit, or why there is none
 */
export function nearestOf(
  { instead = [], ...hypothesis }: Hypothesis,
  fitOf: (one: Hypothesis) => AtItsBest | string,
): {
  readonly hypothesis: Hypothesis;
  readonly from: { readonly starts?: readonly (readonly number[])[] };
} {
  const candidates = instead.length === 0 ? [] : [hypothesis, ...instead];
  const [first, ...others] = candidates.map(fitOf).filter((one) => typeof one !== "string");
  if (first === undefined) return { hypothesis, from: {} };
  const { fit, hypothesis: nearest } = others.reduce(
    (a, b) => (b.fit.noiseScale < a.fit.noiseScale ? b : a),
    first,
  );
  return { hypothesis: nearest, from: { starts: [fit.position, ...fit.others] } };
}
