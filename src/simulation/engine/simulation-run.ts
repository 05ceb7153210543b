import { requireCount, requireNonNegative, requirePositive } from "../../require.ts";
import type { PerSecond, Seconds } from "../../units.ts";
import type { Load } from "../load/load.ts";
import { type LoadProfile, requireLoadProfile, steadyLoad } from "../load/load-profile.ts";
import { classTimes } from "../stations/class-times.ts";
import {
  requireNoUsers,
  requirePlatform,
  requireTimePasses,
} from "../stations/require-platform.ts";
import type { SimulatedPlatform } from "../stations/simulated-platform.ts";
import { atCapacity } from "./at-capacity.ts";
import type { Replication } from "./replicate.ts";
import { meanTime } from "./time-law.ts";

/** What to simulate and for how long. */
export interface SimulationRun {
  readonly seed: number;
  /** Users, arrivals per second, either of them over time, or measured times of arrival. */
  readonly load:
    | { readonly users: number | LoadProfile }
    | { readonly arrivalRate: PerSecond | LoadProfile }
    | { readonly arrivalTimes: readonly Seconds[] };
  /**
   * Requests that are sent at time 0 as if they had piled up before: of users, who begin with a
   * request instead of a pause, or of an open load besides what arrives; 0 by default.
   */
  readonly backlog?: number;
  /** Simulated time of each replication, warm-up included, or answers and failures to wait for. */
  readonly until: { readonly time: Seconds } | { readonly requests: number };
  /**
   * What is cut from the start: so many seconds, or what MSER-5 says. By default automatic for a
   * steady load and 0 for one that changes, since it never settles.
   */
  readonly warmUp?: Seconds | "automatic";
  /** Independent runs; 1 by default. With a precision, the fewest. */
  readonly replications?: number;
  /** Goes on with replications until the mean response time is known this well. */
  readonly precision?: {
    /** Half of the 95 % interval over the value. */
    readonly relative: number;
    readonly mostReplications: number;
  };
  /** Deviations of the logarithm of a station's capacity, by its name, from one replication to the next. */
  readonly drifts?: Readonly<Record<string, number>>;
  /** Length of the buckets of the time series; none without it. Only for runs of a set time. */
  readonly bucket?: Seconds;
}

/** Windows of a run of a set time, at least: what the warm-up rule and the batches are made of. */
const WINDOWS = 200;

/** The same where the warm-up is known and only batches are made of them. */
const WINDOWS_WITHOUT_RULE = 40;

/** Fewest replications that a precision is judged by. */
const FEWEST_FOR_PRECISION = 3;

/**
 * The task of one replication, for `replicate`.
 *
 * @throws RangeError as `simulate`
 */
export function replicationOf(
  platform: SimulatedPlatform,
  run: SimulationRun,
  replication: number,
): Replication {
  requirePlatform(platform);
  const load = requireLoad(run);
  if (load.kind === "closed") requireTimePasses(platform);
  else requireNoUsers(platform);
  requireCount("seed", run.seed, 0);
  requireCount("replications", run.replications ?? 1);
  if (run.precision) {
    requirePositive("precision.relative", run.precision.relative);
    requireCount("precision.mostReplications", run.precision.mostReplications);
  }
  if (run.warmUp !== undefined && run.warmUp !== "automatic") {
    requireNonNegative("warmUp", run.warmUp);
    if ("time" in run.until && run.warmUp >= run.until.time) {
      throw new RangeError(`warmUp must be less than ${run.until.time} s, got ${run.warmUp}`);
    }
  }
  return {
    platform: capacityOf(platform, run, replication),
    load,
    seed: run.seed,
    replication,
    window: windowLength(platform, run),
    until: run.until,
  };
}

/** One replication that is alone stands at the median of what drifts. */
function capacityOf(
  platform: SimulatedPlatform,
  { drifts, precision, replications = 1 }: SimulationRun,
  replication: number,
): SimulatedPlatform {
  const isAlone = precision === undefined && replications === 1;
  return drifts === undefined || isAlone ? platform : atCapacity(platform, drifts, replication);
}

/** Fewest replications that the run asks for. */
export function fewestReplications(run: SimulationRun): number {
  const asked = run.replications ?? 1;
  if (!run.precision) return asked;
  return Math.min(Math.max(asked, FEWEST_FOR_PRECISION), run.precision.mostReplications);
}

function requireLoad(run: SimulationRun): Load {
  const backlog = requireCount("backlog", run.backlog ?? 0, 0);
  const { load } = run;
  if ("arrivalTimes" in load) {
    return { kind: "trace", times: requireArrivalTimes(load.arrivalTimes, run), backlog };
  }
  const kind = "users" in load ? "closed" : "open";
  const name = kind === "closed" ? "users" : "arrivalRate";
  const value = "users" in load ? load.users : load.arrivalRate;
  if (typeof value === "object") {
    if ("requests" in run.until && !((value.points.at(-1)?.value ?? 0) > 0)) {
      throw new RangeError(`${name} must not end at 0 in a run that waits for requests`);
    }
    return { kind, profile: requireLoadProfile(name, value, kind === "closed"), backlog };
  }
  if (kind === "closed") requireCount(name, value);
  else requirePositive(name, value);
  return { kind, profile: steadyLoad(value), backlog };
}

function requireArrivalTimes(times: readonly Seconds[], run: SimulationRun): readonly Seconds[] {
  let last = 0;
  for (const time of times) {
    requireNonNegative("arrivalTimes", time);
    if (time < last) {
      throw new RangeError(`arrivalTimes must not fall, got ${time} after ${last}`);
    }
    last = time;
  }
  if ("requests" in run.until && run.until.requests > times.length) {
    throw new RangeError(
      `arrivalTimes must hold the ${run.until.requests} requests that the run waits for, got ${times.length}`,
    );
  }
  return times;
}

/** A whole number of windows to each bucket and at least 200 to the run. */
function windowLength(platform: SimulatedPlatform, run: SimulationRun): Seconds {
  const { until, bucket } = run;
  if ("time" in until) {
    const time = requirePositive("until.time", until.time);
    const least = typeof run.warmUp === "number" ? WINDOWS_WITHOUT_RULE : WINDOWS;
    if (bucket === undefined) return time / least;
    requirePositive("bucket", bucket);
    return bucket / Math.ceil((least * bucket) / time);
  }
  requireCount("until.requests", until.requests);
  if (bucket !== undefined) {
    throw new RangeError("bucket must be left out unless the run has a set time");
  }
  // Any start will do, windows double as the run goes on: about one round of a user.
  const longest = classTimes(platform).reduce((most, { time }) => Math.max(most, time), 0);
  const round = meanTime(platform.thinkTime) + longest;
  return round > 0 ? round : 1;
}
