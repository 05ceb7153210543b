/** The hypothesis that carries most weight, and its unknowns at their posterior medians. */
import type { HypothesisPosterior } from "../../calibration/calibrate-hypothesis.ts";
import { priorValue } from "../../calibration/prior-law.ts";
import { intervalOf } from "../../limits/summarize-draws.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import type { Share } from "../../units.ts";
import type { HypothesesSummary } from "../plan/plan-result.ts";
import type { FittedHypotheses } from "./fit-hypotheses.ts";

/** One platform to stand for a posterior where only one can be looked at: simulated, say. */
export interface MedianHypothesis {
  readonly hypothesis: Hypothesis;
  readonly weight: Share;
  /** Median of each unknown over the posterior, by its name. */
  readonly values: Readonly<Record<string, number>>;
}

export function heaviestHypothesis({ members }: FittedHypotheses): MedianHypothesis {
  const ranked = members.toSorted((a, b) => b.weight.weight - a.weight.weight);
  const [first] = ranked;
  if (!first) throw new RangeError("members must hold at least one, got none");
  const { posterior, weight } = first;
  return {
    hypothesis: posterior.hypothesis,
    weight: weight.weight,
    values: posteriorMedians(posterior),
  };
}

/** The same read off a plan's summary, null where no hypothesis was fitted. */
export function heaviestOfSummary(
  summary: HypothesesSummary | null,
  hypotheses: readonly Hypothesis[],
): MedianHypothesis | null {
  const first = summary?.list.toSorted((a, b) => b.weight - a.weight)[0];
  const hypothesis = hypotheses.find(({ name }) => name === first?.name);
  if (!first || !hypothesis) return null;
  const values = first.parameters.map(({ name, value }) => [name, value] as const);
  return { hypothesis, weight: first.weight, values: Object.fromEntries(values) };
}

/** Each unknown of a hypothesis at its posterior median. */
export function posteriorMedians({
  unknowns,
  draws,
}: Pick<HypothesisPosterior, "unknowns" | "draws">): Readonly<Record<string, number>> {
  const medians = unknowns.map(({ name, prior }, i) => {
    const values = draws.map((draw) => priorValue(prior, draw[i] as number));
    return [name, intervalOf(values).value] as const;
  });
  return Object.fromEntries(medians);
}
