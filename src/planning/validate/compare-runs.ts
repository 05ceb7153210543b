/** Predictions of every run of a later test beside what it measured. */

import type { MeasuredRun } from "../../calibration/figures.ts";
import type { Quantity } from "../../calibration/quantity.ts";
import { numberAt } from "../../entry-at.ts";
import { intervalOf } from "../../limits/summarize-draws.ts";
import type { unseenLoads } from "../../limits/unseen-loads.ts";
import { audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import { observations } from "../../measurement/observations.ts";
import type { PredictedRuns } from "./predict-runs.ts";
import { countedShare, predictiveInterval } from "./predictive-interval.ts";
import type { ValidatedFigure, ValidatedQuantity } from "./validated-figure.ts";

/** What a planner without a model would go by. */
export interface Before {
  readonly campaign: Campaign;
  /** By what capacity was multiplied. */
  readonly ratio: number;
}

/** Every figure of every run in its order; where requests were counted, failures after them. */
export function compareRuns(
  runs: readonly MeasuredRun[],
  after: Campaign,
  predictions: readonly PredictedRuns[],
  before: Before,
  reachAt: ReturnType<typeof unseenLoads>,
): readonly ValidatedFigure[] {
  const known = measuredBefore(before.campaign);
  let next = 0;
  return runs.flatMap((run, r) => {
    const figures = run.figures.map((figure) => {
      const told = compareFigure(run, figure, predictions, next++, known, before.ratio);
      return reaching(told, reachAt);
    });
    const failed = predictions.map((one) => numberAt(one.failed, r));
    return [...figures, ...compareFailures(run, after, failed, before.campaign)];
  });
}

function compareFigure(
  { users, run }: MeasuredRun,
  figure: MeasuredRun["figures"][number],
  predictions: readonly PredictedRuns[],
  at: number,
  known: ReturnType<typeof measuredBefore>,
  ratio: number,
): ValidatedFigure {
  const { quantity, measured } = figure;
  const of = (one: PredictedRuns) => numberAt(one.figures, at);
  const platform = intervalOf(predictions.map(of));
  const told = predictiveInterval(
    predictions.map((one) => ({
      value: of(one),
      noise: Math.hypot(figure.known, one.noiseScale * figure.repeat),
    })),
  );
  // A single run strays no less than the platform: ends of few draws are taken further out.
  const test = {
    value: told.value,
    low: Math.min(told.low, platform.low),
    high: Math.max(told.high, platform.high),
  };
  const noChange = known(users, quantity);
  const isThroughput = quantity === "throughput";
  return {
    users,
    run,
    quantity: quantity as ValidatedQuantity,
    platform,
    test,
    measured,
    error: test.value / measured - 1,
    inside: test.low <= measured && measured <= test.high,
    noChange,
    capacityRule: isThroughput && noChange !== null ? noChange * ratio : null,
  };
}

/** As far as anything may be where the campaign before did not reach. */
function reaching(told: ValidatedFigure, reachAt: ReturnType<typeof unseenLoads>): ValidatedFigure {
  const { users, quantity, measured } = told;
  const reach = quantity === "errors" ? null : reachAt(users, quantity);
  if (reach === null) return told;
  const widened = <T extends { readonly low: number; readonly high: number }>(interval: T): T => ({
    ...interval,
    low: Math.min(interval.low, reach.low),
    high: Math.max(interval.high, reach.high),
  });
  const test = widened(told.test);
  const inside = test.low <= measured && measured <= test.high;
  return { ...told, platform: widened(told.platform), test, inside };
}

function compareFailures(
  { users, run }: MeasuredRun,
  after: Campaign,
  failed: readonly number[],
  before: Campaign,
): readonly ValidatedFigure[] {
  const level = after.levels.find((one) => one.users === users && one.run === run);
  const { requests, failures } = level ?? {};
  if (requests === undefined || requests === 0 || failures === undefined) return [];
  const test = countedShare(failed, requests);
  const measured = failures / requests;
  return [
    {
      users,
      run,
      quantity: "errors",
      platform: intervalOf(failed),
      test,
      measured,
      error: test.value - measured,
      inside: test.low <= measured && measured <= test.high,
      noChange: failuresBefore(before, users),
      capacityRule: null,
    },
  ];
}

function measuredBefore(before: Campaign) {
  const observed = observations(before, audit(before));
  return (users: number, quantity: Quantity): number | null =>
    mean(
      observed
        .filter((observation) => observation.users === users)
        .flatMap((observation) => observation[quantity] ?? []),
    );
}

function failuresBefore(before: Campaign, users: number): number | null {
  const counted = before.levels.flatMap((level) =>
    level.users === users && level.requests && level.failures !== undefined
      ? [level.failures / level.requests]
      : [],
  );
  return mean(counted);
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length;
}
