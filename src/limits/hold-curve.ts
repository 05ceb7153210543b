/**
 * A predicted curve held against every trusted measured level: its intervals reach what was
 * measured, to within what two runs differ by; what a level's interval is widened by, loads
 * between it and the next are widened by in proportion. Errors are no more than those of a heavier
 * level and no fewer than those of a lighter one.
 */

import type { Observation } from "../measurement/observations.ts";
import { recordOf } from "../record.ts";
import type { Estimate } from "../stats/estimate.ts";
import { wilsonInterval } from "../stats/wilson-interval.ts";
import type { Seconds } from "../units.ts";
import type { CurvePoint } from "./limits.ts";
import type { MeasuredLevels } from "./measured-levels.ts";
import type { Policy } from "./policy.ts";
import { zoneOf } from "./predict-curve.ts";
import { ERRORS_RUN_TO_RUN, RUN_TO_RUN } from "./run-to-run.ts";
import { unseenLoads } from "./unseen-loads.ts";

const times = ["mean", "p50", "p90", "p95", "p99"] as const;

type Quantity = "throughput" | (typeof times)[number];

/**
 * @param points ascending, every trusted level's load among them
 * @param lightLoadCycle Z + R_0, from which the most that a load could send follows
 */
export function holdCurve(
  points: readonly CurvePoint[],
  measured: MeasuredLevels,
  policy: Policy,
  lightLoadCycle: Seconds,
): CurvePoint[] {
  const stretches = recordOf(["throughput", ...times] as const, (name) =>
    stretchOf(points, measured, name),
  );
  const errorsAt = errorBounds(measured);
  const openAt = openBounds(measured, lightLoadCycle);
  return points.map((point) => {
    const { users } = point;
    const held = (name: Quantity, estimate: Estimate) =>
      openAt(users, name, stretched(estimate, stretches[name](users)));
    const errorRate = within(point.errorRate, errorsAt(users));
    const responseTime = recordOf(times, (name) => held(name, point.responseTime[name]));
    const throughput = held("throughput", point.throughput);
    return {
      ...point,
      throughput,
      goodput: {
        ...point.goodput,
        low: Math.min(point.goodput.low, throughput.low * (1 - errorRate.high)),
        high: Math.max(point.goodput.high, throughput.high * (1 - errorRate.low)),
      },
      responseTime,
      errorRate,
      zone: zoneOf(policy, responseTime.p95.value, errorRate.value),
    };
  });
}

/** ln of the factors by which the ends move out, 0 or more. */
interface Stretch {
  readonly down: number;
  readonly up: number;
}

function stretched({ value, low, high, basis }: Estimate, { down, up }: Stretch): Estimate {
  return { value, low: low * Math.exp(-down), high: high * Math.exp(up), basis };
}

function figureOf(level: Observation, name: Quantity): number | undefined {
  return level[name];
}

function estimateAt(point: CurvePoint, name: Quantity): Estimate {
  return name === "throughput" ? point.throughput : point.responseTime[name];
}

function noiseOf(name: Quantity): number {
  const { throughput, mean, percentile } = RUN_TO_RUN;
  return Math.log1p(name === "throughput" ? throughput : name === "mean" ? mean : percentile);
}

/** What each level needs, in proportion between levels, the same beyond the outermost. */
function stretchOf(
  points: readonly CurvePoint[],
  { trusted }: MeasuredLevels,
  name: Quantity,
): (users: number) => Stretch {
  const noise = noiseOf(name);
  const needs = points.flatMap((point) => {
    const seen = trusted
      .filter(({ users }) => users === point.users)
      .flatMap((level) => figureOf(level, name) ?? [])
      .filter((figure) => figure > 0);
    const { low, high } = estimateAt(point, name);
    if (seen.length === 0 || !(low > 0)) return [];
    return [
      {
        users: point.users,
        down: Math.max(0, Math.log(low / Math.min(...seen)) - noise),
        up: Math.max(0, Math.log(Math.max(...seen) / high) - noise),
      },
    ];
  });
  return (users) => {
    const after = needs.find((need) => need.users >= users);
    const before = needs.findLast((need) => need.users <= users);
    const [a, b] = [before ?? after, after ?? before];
    if (a === undefined || b === undefined) return { down: 0, up: 0 };
    const share = b.users === a.users ? 0 : (users - a.users) / (b.users - a.users);
    const between = (from: number, to: number) => from + share * (to - from);
    return { down: between(a.down, b.down), up: between(a.up, b.up) };
  };
}

/** Bounds of the error rate by load, where lighter and heavier levels agree on any. */
function errorBounds({
  trusted,
}: MeasuredLevels): (users: number) => Pick<Estimate, "low" | "high"> {
  const counted = trusted.flatMap(({ users, requests, failures }) => {
    if (requests === undefined || requests === 0 || failures === undefined) return [];
    const { low, high } = wilsonInterval(Math.min(failures, requests), requests);
    return [{ users, low: low / ERRORS_RUN_TO_RUN, high: Math.min(1, high * ERRORS_RUN_TO_RUN) }];
  });
  return (users) => {
    const low = Math.max(0, ...counted.filter((one) => one.users <= users).map((one) => one.low));
    const high = Math.min(1, ...counted.filter((one) => one.users >= users).map((one) => one.high));
    return low <= high ? { low, high } : { low: 0, high: 1 };
  };
}

function within(
  { value, low, high, basis }: Estimate,
  bounds: Pick<Estimate, "low" | "high">,
): Estimate {
  const inside = (rate: number) => Math.min(Math.max(rate, bounds.low), bounds.high);
  // Where nothing of the interval is left, what was counted is all that is known.
  const [from, to] =
    high < bounds.low || low > bounds.high
      ? [bounds.low, bounds.high]
      : [inside(low), inside(high)];
  return { value: inside(value), low: from, high: to, basis };
}

/** Beyond the heaviest level of data that do not reach the limits, see `unseenLoads`. */
function openBounds(
  measured: MeasuredLevels,
  lightLoadCycle: Seconds,
): (users: number, name: Quantity, estimate: Estimate) => Estimate {
  const reachAt = unseenLoads(measured, lightLoadCycle);
  return (users, name, estimate) => {
    const reach = reachAt(users, name);
    if (reach === null) return estimate;
    const { low, high } = estimate;
    return { ...estimate, low: Math.min(low, reach.low), high: Math.max(high, reach.high) };
  };
}
