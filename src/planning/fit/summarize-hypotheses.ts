/** Hypotheses as a planner reads them: weights, what each says of the platform, how well it fits. */

import { figuresOver } from "../../calibration/hypothesis-misfit.ts";
import { endpointInWords } from "../../calibration/pooling/endpoint-in-words.ts";
import { priorValue } from "../../calibration/prior-law.ts";
import { summarizeLimits } from "../../limits/find-limits.ts";
import { intervalOf } from "../../limits/summarize-draws.ts";
import type {
  HypothesesSummary,
  HypothesisParameter,
  HypothesisResidual,
  HypothesisSummary,
  UtilizationPoint,
} from "../plan/plan-result.ts";
import type { ScenarioBase, ScenarioGroup } from "../what-if/run-scenario.ts";
import { wallOf } from "../what-if/wall-of.ts";
import type { FittedCampaign } from "./fit-campaign.ts";
import type { FittedHypotheses, FittedHypothesis } from "./fit-hypotheses.ts";
import { parameterMeaning } from "./parameter-meaning.ts";

/** Half the width of a 90 % interval of the standard normal law. */
const HALF_WIDTH = 1.645;

/** Draws whose medians are drawn as curves of utilization: they hardly differ from one another. */
const UTILIZATION_DRAWS = 8;

export function summarizeHypotheses(fitted: FittedCampaign, base: ScenarioBase): HypothesesSummary {
  const { hypotheses } = fitted;
  const { members, best, excluded } = hypotheses;
  return {
    best: best === null ? null : (members[best]?.posterior.hypothesis.name ?? null),
    sentence: sentenceOf(hypotheses),
    list: members.map((member, i) => summaryOf(member, base.groups[i] as ScenarioGroup, base)),
    excluded,
  };
}

function summaryOf(
  member: FittedHypothesis,
  group: ScenarioGroup,
  { policy, search, loads }: ScenarioBase,
): HypothesisSummary {
  const { posterior, weight } = member;
  const { hypothesis, fit, solved, effectiveSize, rHat } = posterior;
  return {
    name: hypothesis.name,
    title: hypothesis.platform.title,
    source: hypothesis.source,
    weight: weight.weight,
    weightError: weight.standardError,
    logDensity: weight.logDensity,
    behind: weight.behind,
    behindError: weight.behindError,
    noiseScale: fit.noiseScale,
    parameters: parametersOf(member),
    residuals: residualsOf(member),
    utilization: utilizationOf(group, loads),
    limits: summarizeLimits(group.ofDraws, policy, search).limits,
    wall: wallOf(group.draws, group.ofDraws, search.maxUsers),
    diagnostics: { solved, effectiveSize, rHat },
  };
}

function parametersOf({ posterior }: FittedHypothesis): HypothesisParameter[] {
  const { hypothesis, unknowns, draws } = posterior;
  return unknowns.map(({ name, prior }, i) => {
    const positions = intervalOf(draws.map((draw) => draw[i] as number));
    const learned = 1 - (positions.high - positions.low) / (2 * HALF_WIDTH);
    return {
      name,
      ...parameterMeaning(hypothesis.platform, name),
      ...intervalOf(draws.map((draw) => priorValue(prior, draw[i] as number))),
      learned: Math.min(Math.max(learned, 0), 1),
      prior: {
        value: priorValue(prior, 0),
        low: priorValue(prior, -HALF_WIDTH),
        high: priorValue(prior, HALF_WIDTH),
      },
    };
  });
}

function utilizationOf({ draws }: ScenarioGroup, loads: readonly number[]): UtilizationPoint[] {
  const step = Math.max(1, Math.ceil(draws.length / UTILIZATION_DRAWS));
  const platforms = draws
    .filter((_, i) => i % step === 0)
    .map((draw) => draw.upTo(Math.max(...loads, 1)));
  return loads.map((users) => {
    const points = platforms.map((at) => at(users).utilization);
    const names = Object.keys(points[0] ?? {});
    return {
      users,
      byStation: Object.fromEntries(
        names.map((name) => [name, intervalOf(points.map((point) => point[name] ?? 0)).value]),
      ),
    };
  });
}

function residualsOf({ posterior, leftOut }: FittedHypothesis): HypothesisResidual[] {
  const { hypothesis, unknowns, runs, fit } = posterior;
  const fitted = figuresOver(hypothesis, unknowns, runs)(fit.position);
  const predicted = new Map(
    leftOut.flatMap((level) => {
      const figures = level.runs.flatMap((run) => run.figures);
      return figures.map((figure, i) => [figure, level.predicted[i] as number] as const);
    }),
  );
  return runs
    .flatMap((run) => run.figures.map((figure) => ({ run, figure })))
    .map(({ run, figure }, i) => ({ run, figure, fitted: fitted[i] as number }))
    .filter(({ figure }) => figure.watched === undefined && figure.errors === undefined)
    .map(({ run, figure, fitted }) => ({
      users: run.users,
      run: run.run,
      quantity: figure.quantity,
      endpoint: endpointInWords(figure),
      measured: figure.measured,
      fitted,
      leftOut: predicted.get(figure) ?? null,
    }));
}

function sentenceOf({ members, best }: FittedHypotheses): string {
  const only = members[0]?.posterior.hypothesis.platform.title ?? "";
  if (members.length === 1) return `One explanation could be fitted: ${only}.`;
  const ranked = members.toSorted((a, b) => b.weight.weight - a.weight.weight);
  const named = ranked
    .map(({ posterior, weight }) => {
      const { title } = posterior.hypothesis.platform;
      return `${title} ${percent(weight.weight)} ± ${percent(weight.standardError)}`;
    })
    .join(", ");
  if (best === null) return `The data cannot tell which explanation is right: ${named}.`;
  return `${ranked[0]?.posterior.hypothesis.platform.title} predicts left-out levels best, by more than two standard errors: ${named}.`;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
