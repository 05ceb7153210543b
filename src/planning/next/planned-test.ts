/** The load test that measures what was asked, as data for whoever writes it down. */

import { platformAt } from "../../limits/platform-at.ts";
import type { Policy } from "../../limits/policy.ts";
import { intervalOf } from "../../limits/summarize-draws.ts";
import type { Seconds, Share } from "../../units.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import type { MeasurementAdvice } from "./next-result.ts";

export interface PlannedRequest {
  readonly method: string;
  /** "/api/v1/tasks/{id}" */
  readonly path: string;
  /** Share of the mix in whole parts, 1 or more. */
  readonly weight: number;
}

export interface PlannedLevel {
  readonly users: number;
  /** Seconds after the ramp that are thrown away. */
  readonly warmUp: Seconds;
  /** Seconds that are measured. */
  readonly measured: Seconds;
}

export interface PlannedTest {
  /** What it measures, in a sentence. */
  readonly purpose: string;
  /** What must be changed on the platform before; null: nothing. */
  readonly change: string | null;
  /** Rising. */
  readonly levels: readonly PlannedLevel[];
  /** Users that start each second. */
  readonly spawnRate: number;
  /** Mean pause between an answer and the next request; drawn evenly from 0 to twice this. */
  readonly thinkTime: Seconds;
  /** The heaviest first. */
  readonly requests: readonly PlannedRequest[];
  /** Beyond these the test stops: the platform is not measured any more but broken. */
  readonly stop: { readonly errorRate: Share; readonly p95: Seconds };
}

/** Cycles of a user that are thrown away, and seconds at least. */
const WARM_UP = { cycles: 20, least: 60 };

/** Users start over this many seconds, or one by one. */
const RAMP: Seconds = 30;

/** Times the largest P95 expected, and of requests that fail: then something else is the matter. */
const STOP = { p95: 3, errorRate: 0.2 };

/** Parts that the mix is told in. */
const PARTS = 1000;

/**
 * @param advice what to measure, one change for all of them; loads that come twice are run once
 * @throws RangeError where there is nothing to measure, or the changes differ
 */
export function plannedTest(
  fitted: FittedCampaign,
  policy: Policy,
  advice: readonly MeasurementAdvice[],
  minutesPerLevel: number,
): PlannedTest {
  const [first] = advice;
  if (first === undefined) throw new RangeError("advice must hold a measurement or more, got none");
  if (advice.some(({ change }) => change !== first.change)) {
    throw new RangeError("advice must be about one change, got several");
  }
  const thinkTime = testedThinkTime(fitted);
  const p95 = advice.flatMap(({ expected }) => expected.map((one) => one.p95.high));
  const slowest = Math.max(policy.redLine.p95, ...p95);
  const warmUp = Math.max(WARM_UP.least, Math.ceil(WARM_UP.cycles * thinkTime), Math.ceil(slowest));
  const users = [...new Set(advice.map((one) => one.users))].sort((a, b) => a - b);
  return {
    purpose: `Measures ${users.join(", ")} users${first.change === null ? "" : ` with ${first.change}`}.`,
    change: first.change,
    levels: users.map((load) => ({
      users: load,
      warmUp,
      measured: Math.round(60 * minutesPerLevel),
    })),
    spawnRate: Math.max(1, Math.ceil((users.at(-1) ?? 1) / RAMP)),
    thinkTime,
    requests: mixOf(fitted),
    stop: { errorRate: STOP.errorRate, p95: Math.ceil(STOP.p95 * slowest) },
  };
}

/** Z = N/X − R of one user alone, the median of the plausible platforms. */
function testedThinkTime({ draws }: FittedCampaign): Seconds {
  const times = draws.map((draw) => {
    const { throughput, mean } = platformAt(draw, 1)(1);
    return Math.max(0, 1 / throughput - mean);
  });
  return Math.round(1000 * intervalOf(times).value) / 1000;
}

/** The mix of the likeliest model; where it names none, one request that is to be filled in. */
function mixOf({ hypotheses, campaign }: FittedCampaign): readonly PlannedRequest[] {
  const [heaviest] = hypotheses.members.toSorted((a, b) => b.weight.weight - a.weight.weight);
  const modelled = (heaviest?.draws[0]?.platform.endpoints ?? []).map(({ name, weight }) => ({
    name,
    weight,
  }));
  const listed = modelled.filter(({ name }) => name.includes("/"));
  const measured = campaign.endpoints.map(({ method, path, requests = 0 }) => ({
    name: `${method} ${path}`.trim(),
    weight: requests,
  }));
  const known = listed.length > 0 ? listed : summed(measured.filter(({ weight }) => weight > 0));
  const total = known.reduce((sum, { weight }) => sum + weight, 0);
  if (total <= 0) return [{ method: "GET", path: "/", weight: 1 }];
  return known
    .map(({ name, weight }) => {
      const [, method = "GET", path = "/"] = /^(?:([A-Za-z]+)\s+)?(\S.*)$/.exec(name) ?? [];
      const parts = Math.max(1, Math.round((PARTS * weight) / total));
      return { method: method.toUpperCase(), path, weight: parts };
    })
    .toSorted((a, b) => b.weight - a.weight);
}

function summed(rows: readonly { readonly name: string; readonly weight: number }[]) {
  const sums = new Map<string, number>();
  for (const { name, weight } of rows) sums.set(name, (sums.get(name) ?? 0) + weight);
  return [...sums].map(([name, weight]) => ({ name, weight }));
}
