/** On which side of a line a measured level lies: below it, past it, or too near to tell. */
import type { Observation } from "../measurement/observations.ts";
import { wilsonInterval } from "../stats/wilson-interval.ts";
import type { Objectives, Policy } from "./policy.ts";
import { RUN_TO_RUN } from "./run-to-run.ts";

/** What a level is held against; `refused` where those that a rate limit turns away count, too. */
export type Lines = Objectives & Partial<Pick<Policy, "refused">>;

/** ln of the figure over its line, the worst of them: below 0 on the good side; may be infinite. */
export interface Excess {
  readonly low: number;
  readonly high: number;
  /** As measured; null where a figure is missing. */
  readonly middle: number | null;
  /** The figure that lies highest against its line. */
  readonly worst: keyof Lines | null;
}

/**
 * Response times within the noise of a run, errors within what their count tells. A percentile that
 * is missing is bounded by its neighbors and by Markov: at most a share q of requests takes
 * more than mean/q. Beside a measured P95 a missing mean or P99 is silent, and errors that were not
 * counted count as none.
 */
export function excessOf(level: Observation, lines: Lines): Excess {
  const parts = (["mean", "p95", "p99", "errorRate", "refused"] as const).flatMap((name) => {
    const line = lines[name];
    if (line === undefined) return [];
    const { low, high, middle } = boundsOf(level, name);
    const against = (value: number) => Math.log(value / line);
    return [
      {
        name,
        low: against(low),
        high: against(high),
        middle: middle === null ? null : against(middle),
      },
    ];
  });
  if (parts.length === 0) {
    const none = Number.NEGATIVE_INFINITY;
    return { low: none, high: none, middle: none, worst: null };
  }
  const worst = parts.reduce((a, b) => ((b.middle ?? b.low) > (a.middle ?? a.low) ? b : a));
  const middles = parts.flatMap(({ middle }) => (middle === null ? [] : [middle]));
  return {
    low: Math.max(...parts.map(({ low }) => low)),
    high: Math.max(...parts.map(({ high }) => high)),
    middle: middles.length < parts.length ? null : Math.max(...middles),
    worst: worst.name,
  };
}

interface Bounds {
  readonly low: number;
  readonly high: number;
  readonly middle: number | null;
}

function boundsOf(level: Observation, name: keyof Lines): Bounds {
  if (name === "errorRate") return errorsOf(level);
  if (name !== "refused") return timeOf(level, name);
  const { limited } = level;
  const share = limited?.counts === "refusals" ? limited.share : 0;
  return { low: share, high: share, middle: share };
}

function timeOf(level: Observation, name: "mean" | "p95" | "p99"): Bounds {
  const { mean, p50, p90, p95, p99 } = level;
  const noise = 1 + (name === "mean" ? RUN_TO_RUN.mean : RUN_TO_RUN.percentile);
  const measured = level[name];
  if (measured !== undefined) {
    return { low: measured / noise, high: measured * noise, middle: measured };
  }
  if (name !== "p95" && p95 !== undefined) {
    return { low: name === "p99" ? p95 / noise : 0, high: 0, middle: 0 };
  }
  const beyond = name === "p95" ? 0.05 : 0.01;
  const below = name === "mean" ? [] : [p50, p90, name === "p99" ? p95 : undefined];
  const above = name === "mean" ? [] : [name === "p95" ? p99 : undefined, mean && mean / beyond];
  const given = (values: readonly (number | undefined)[]) =>
    values.flatMap((value) => (value === undefined ? [] : [value]));
  return {
    low: Math.max(0, ...given(below)) / noise,
    high: Math.min(Number.POSITIVE_INFINITY, ...given(above)) * noise,
    middle: null,
  };
}

function errorsOf({ requests, failures }: Observation): Bounds {
  if (requests === undefined || requests === 0 || failures === undefined) {
    return { low: 0, high: 0, middle: 0 };
  }
  return { ...wilsonInterval(Math.min(failures, requests), requests), middle: failures / requests };
}
