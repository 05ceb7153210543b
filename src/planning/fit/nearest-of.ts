/** Which of several ways to stand in line, and of several numbers that nobody has said, an explanation has. */
import type { HypothesisFit } from "../../calibration/fit-hypothesis.ts";
import type { Hypothesis } from "../../platform/platform.ts";

/** A hypothesis fitted as far as it takes to compare it. */
export interface FittedRoughly {
  readonly hypothesis: Hypothesis;
  readonly fit: HypothesisFit;
}

/**
 * Of a hypothesis and those that stand for it (`instead`) the one that lies nearest the figures, and the fit that
 * says so; then the same among that one and its other numbers of `instances`. The hypothesis alone where none
 * stands for it or none can be fitted.
 *
 * @param fitOf its fit, or why there is none
 */
export function nearestOf(
  hypothesis: Hypothesis,
  fitOf: (one: Hypothesis) => FittedRoughly | string,
): { readonly hypothesis: Hypothesis; readonly near: HypothesisFit | null } {
  const { instead = [], instances = [] } = hypothesis;
  if (instead.length === 0 && instances.length === 0) return { hypothesis, near: null };
  const tried = [hypothesis, ...instead].flatMap((one) => {
    const found = fitOf(alone(one));
    return typeof found === "string" ? [] : [{ ...found, numbers: one.instances ?? [] }];
  });
  const [first, ...others] = tried;
  if (first === undefined) return nearestNumber(alone(hypothesis), null, instances, fitOf);
  const nearest = others.reduce(nearer, first);
  return nearestNumber(nearest.hypothesis, nearest.fit, nearest.numbers, fitOf);
}

function nearestNumber(
  hypothesis: Hypothesis,
  fit: HypothesisFit | null,
  instances: readonly Hypothesis[],
  fitOf: (one: Hypothesis) => FittedRoughly | string,
) {
  const tried = instances.map((one) => fitOf(alone(one))).filter((one) => typeof one !== "string");
  const [first, ...others] = fit === null ? tried : [{ hypothesis, fit }, ...tried];
  if (first === undefined) return { hypothesis, near: null };
  const nearest = others.reduce(nearer, first);
  return { hypothesis: nearest.hypothesis, near: nearest.fit };
}

function nearer<T extends FittedRoughly>(a: T, b: T): T {
  return b.fit.noiseScale < a.fit.noiseScale ? b : a;
}

function alone({ instead: _, instances: __, ...hypothesis }: Hypothesis): Hypothesis {
  return hypothesis;
}
