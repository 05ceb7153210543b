/** What a figure at a load is made of: its formula, and what stands in it. */

import { entryAt } from "../../entry-at.ts";
import type { CurvePoint } from "../../limits/limits.ts";
import type { PlatformPoint } from "../../limits/plausible-platform.ts";
import { intervalOf } from "../../limits/summarize-draws.ts";
import type { Interval } from "../../stats/estimate.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import type { LimitInput } from "../limit-reasons/limit-explanation.ts";
import { fullestParts } from "../predict/fullest-parts.ts";
import { figureReadings, type LoadFigure } from "./figure-at.ts";

export interface FigureGround {
  readonly fitted: FittedCampaign;
  readonly users: number;
  /** As `predict` has it. */
  readonly point: CurvePoint;
  /** Each draw at the load, in the order of the draws. */
  readonly points: readonly PlatformPoint[];
}

const MEDIAN = "the median of the platforms that explain the measurements";

export function formulaOf(figure: LoadFigure, { point }: FigureGround): string {
  const refuses = point.refusedShare.high > 0;
  switch (figure) {
    case "throughput":
      return refuses
        ? `(1 − r) × N / (Z + (1 − r) × R), what N users send who think Z between answer and next request, less the share r that is turned away (Little's law); ${MEDIAN}`
        : `N / (Z + R), users over think time and mean response time (Little's law); ${MEDIAN}`;
    case "mean":
      return refuses
        ? `N / X − Z / (1 − r), users over throughput, less the think time, with the share r that is turned away (Little's law); ${MEDIAN}`
        : `N / X − Z, users over throughput, less the think time (Little's law); ${MEDIAN}`;
    case "errorRate":
      return `1 − (1 − e) × (1 − f), errors e that load does not make and the share f that waits in vain or is refused as an error at this load; ${MEDIAN}`;
    case "refused":
      return `1 − X / (X + what is turned away), by the platform's own rate limit; ${MEDIAN}`;
    default:
      return `the time that ${figure.slice(1)} % of the requests stay below, all endpoints in the mix of the test: what a request waits and works at each part, with N users on the platform; ${MEDIAN}`;
  }
}

export function inputsOf(figure: LoadFigure, ground: FigureGround): readonly LimitInput[] {
  return [
    { name: "users N", value: ground.users, low: null, high: null, unit: "users" },
    ...partsOf(figure, ground),
    ...measuredBeside(figure, ground),
  ];
}

function partsOf(figure: LoadFigure, ground: FigureGround): readonly LimitInput[] {
  const { point, points, fitted, users } = ground;
  const drawn = fitted.hypotheses.draws;
  const think = input(
    "think time Z",
    intervalOf(drawn.map(({ platform }) => platform.thinkTime)),
    "s",
  );
  const refused =
    point.refusedShare.high > 0 ? [input("turned away, r", point.refusedShare, "share")] : [];
  switch (figure) {
    case "throughput":
      return [think, input("mean response time R", point.responseTime.mean, "s"), ...refused];
    case "mean":
      return [think, input("throughput X", point.throughput, "req/s"), ...refused];
    case "errorRate": {
      const background = drawn.map(({ platform }) => platform.backgroundErrorRate);
      const byLoad = points.map(({ errorRate }, i) => {
        const kept = 1 - entryAt(background, i);
        return kept > 0 ? Math.max(0, 1 - (1 - errorRate) / kept) : 0;
      });
      return [
        input("errors e that load does not make", intervalOf(background), "share"),
        input("errors f that load makes here", intervalOf(byLoad), "share"),
      ];
    }
    case "refused":
      return [input("throughput X", point.throughput, "req/s"), ...rateLimitOf(ground)];
    default: {
      const [fullest] = fullestParts(fitted.draws, [users]);
      return [
        input("mean response time", point.responseTime.mean, "s"),
        ...(fullest === undefined
          ? []
          : [input(`in use of the fullest part, ${fullest.name}`, fullest.inUse, "share")]),
      ];
    }
  }
}

function rateLimitOf({ fitted }: FigureGround): readonly LimitInput[] {
  const rates = fitted.draws.flatMap(({ rateLimit }) => rateLimit ?? []);
  return rates.length === 0 ? [] : [input("the platform's rate limit", intervalOf(rates), "req/s")];
}

/** What was measured at the levels next to the load, or at it. */
function measuredBeside(
  figure: LoadFigure,
  { fitted, users }: FigureGround,
): readonly LimitInput[] {
  const { ofLevel, unit } = figureReadings[figure];
  const seen = (fitted.search.measured?.trusted ?? []).flatMap((level) => {
    const value = ofLevel(level);
    return value === undefined ? [] : [{ load: level.users, value }];
  });
  const below = Math.max(...seen.filter(({ load }) => load <= users).map(({ load }) => load));
  const above = Math.min(...seen.filter(({ load }) => load >= users).map(({ load }) => load));
  return seen
    .filter(({ load }) => load === below || load === above)
    .map(({ load, value }) => ({
      ...{ name: `measured at ${load} users`, value },
      ...{ low: null, high: null, unit, measured: true as const },
    }));
}

function input(name: string, { value, low, high }: Interval, unit: LimitInput["unit"]): LimitInput {
  return { name, value, low, high, unit };
}
