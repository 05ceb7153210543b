/** Which of several numbers that nobody has said an explanation has. */
import type { HypothesisFit } from "../../calibration/fit-hypothesis.ts";
import type { Hypothesis } from "../../platform/platform.ts";

/** A hypothesis fitted as far as it takes to compare it. */
export interface FittedRoughly {
  readonly hypothesis: Hypothesis;
  readonly fit: HypothesisFit;
}

/**
 * Of a hypothesis and those that stand for it with another number (`instead`) the one that lies nearest the
 * figures, and the fit that says so; the hypothesis alone where none stands for it or none can be fitted.
 *
 * @param fitOf its fit, or why there is none
 */
export function nearestOf(
  { instead = [], ...hypothesis }: Hypothesis,
  fitOf: (one: Hypothesis) => FittedRoughly | string,
): { readonly hypothesis: Hypothesis; readonly near: HypothesisFit | null } {
  const candidates = instead.length === 0 ? [] : [hypothesis, ...instead];
  const [first, ...others] = candidates.map(fitOf).filter((one) => typeof one !== "string");
  if (first === undefined) return { hypothesis, near: null };
  const { fit, hypothesis: nearest } = others.reduce(
    (a, b) => (b.fit.noiseScale < a.fit.noiseScale ? b : a),
    first,
  );
  return { hypothesis: nearest, near: fit };
}
