/**
 * A level as those saw it who were let in: what is turned away at once is part of a load generator's
 * throughput and makes its response times look fast, and is neither work nor an answer.
 */
import { keysOf } from "../../record.ts";
import { normalQuantile } from "../../stats/normal-distribution.ts";
import type { Share } from "../../units.ts";
import type { Campaign, Level } from "../campaign.ts";
import type { Counted } from "../counted.ts";
import { keyOfLevel } from "../level-key.ts";
import type { Observation } from "../observations.ts";
import { throughputOfAll, timesCount } from "../what-counts.ts";
import { refusalLaw } from "./refusal-law.ts";

/** Fewer move a percentile by less than runs differ by. */
const LEAST_SHARE: Share = 0.01;

type Times = Pick<Observation, "mean" | "p50" | "p90" | "p95" | "p99">;

/** Throughput and times of what is let in. Errors stay, but for refusals by which a platform protects itself. */
export function admittedPart(observation: Observation): Observation {
  const { limited, full = 0, requests, failures, throughput } = observation;
  const limitedShare = limited?.share ?? 0;
  const away = 1 - (1 - limitedShare) * (1 - full);
  if (away === 0 || away >= 1) return observation;
  const { mean: _, p50, p90, p95, p99, ...rest } = observation;
  const asRefusals = limited?.counts === "refusals" ? limitedShare : 0;
  return {
    ...rest,
    ...(throughput === undefined ? {} : { throughput: throughput * (1 - away) }),
    ...withoutRefusals(requests, failures, asRefusals),
    ...answersOf(observation, away),
  };
}

/**
 * The level as a platform without a limit of requests would show it, which is what is fitted: at more than
 * a few refusals its lines are shorter than such a platform's, and throughput alone is told.
 */
export function servedPart(observation: Observation): Observation {
  const { full = 0, requests, throughput } = observation;
  if (full === 0 || full >= 1) return observation;
  const { mean, p50, p90, p95, p99, ...rest } = observation;
  return {
    ...rest,
    ...(full < LEAST_SHARE ? answersOf(observation, full) : {}),
    ...(throughput === undefined ? {} : { throughput: throughput * (1 - full) }),
    ...(requests === undefined ? {} : { requests: requests * (1 - full) }),
  };
}

const wholeCounts = ({ requests, failures }: Pick<Level, "requests" | "failures">) => ({
  ...(requests === undefined ? {} : { requests: Math.round(requests) }),
  ...(failures === undefined ? {} : { failures: Math.round(failures) }),
});

/**
 * The levels with throughput and times of those who were let in, as what is predicted is of them; levels
 * where all were are the campaign's own.
 *
 * @param byFull whether a full server turns away; false where the platforms have a time-out that
 *   says so instead, for their predictions are of all that was let in
 */
export function answeredLevels(campaign: Campaign, byFull = true): readonly Level[] {
  const law = refusalLaw(campaign);
  const { rateLimit, limited } = law;
  const full = byFull ? law.full : new Map<string, Share>();
  if (limited.size === 0 && full.size === 0) return campaign.levels;
  const protects = rateLimit?.counts === "refusals";
  return campaign.levels.map((level) => {
    const key = keyOfLevel(level);
    const away = 1 - (1 - (limited.get(key) ?? 0)) * (1 - (full.get(key) ?? 0));
    const all = throughputOfAll(level);
    if (away === 0 || away >= 1) return level;
    const { max } = level.responseTime;
    const asRefusals = protects ? (limited.get(key) ?? 0) : 0;
    const counts = withoutRefusals(level.requests, level.failures, asRefusals);
    const times = answersOf({ ...level.responseTime, timesOf: timesCount(level) }, away);
    return {
      ...level,
      ...wholeCounts(counts),
      ...(all === undefined ? {} : { throughput: all * (1 - away), throughputOf: "all" as const }),
      responseTime: { ...times, ...(max === undefined ? {} : { max }) },
    };
  });
}

/** Requests and failures without those that a rate limit turned away. */
export function countedErrors({ limited, requests, failures }: Observation): {
  readonly requests?: number;
  readonly failures?: number;
} {
  return withoutRefusals(requests, failures, limited?.share ?? 0);
}

function withoutRefusals(
  requests: number | undefined,
  failures: number | undefined,
  share: Share,
): { readonly requests?: number; readonly failures?: number } {
  if (requests === undefined) return {};
  const turned = share * requests;
  const left = { requests: requests - turned };
  return failures === undefined ? left : { ...left, failures: Math.max(0, failures - turned) };
}

const percentiles = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const;

/** Times that are of successes alone are those of answers as they stand. */
function answersOf(
  { timesOf, mean, p50, p90, p95, p99 }: Times & { readonly timesOf?: Counted },
  away: Share,
): Times {
  const times = present({ mean, p50, p90, p95, p99 });
  return timesOf === "successes" ? times : timesOfAnswers(times, away);
}

function present(times: { readonly [name in keyof Times]: number | undefined }): Times {
  const given = keysOf(times).flatMap((name) => {
    const time = times[name];
    return time === undefined ? [] : [[name, time] as const];
  });
  return Object.fromEntries(given);
}

/**
 * Times of the answers where a share of all requests returns at once: R/(1 − e); a share p of the answers
 * is the share e + (1 − e)·p of all, read between the percentiles on both sides as a lognormal law has
 * it. What lies beyond them is not known.
 */
function timesOfAnswers(times: Times, away: Share): Times {
  const known = keysOf(percentiles).flatMap((name) => {
    const [time, share] = [times[name], percentiles[name]];
    return time === undefined || !(time > 0) || share <= away
      ? []
      : [{ z: normalQuantile(share), log: Math.log(time) }];
  });
  const read = (share: Share): number | undefined => {
    const z = normalQuantile(away + (1 - away) * share);
    const after = known.findIndex((one) => one.z >= z);
    const [a, b] = [known[after - 1], known[after]];
    if (a === undefined || b === undefined) return undefined;
    return Math.exp(a.log + ((z - a.z) / (b.z - a.z)) * (b.log - a.log));
  };
  const answers = keysOf(percentiles).flatMap((name) => {
    const time = away < LEAST_SHARE ? times[name] : read(percentiles[name]);
    return time === undefined ? [] : [[name, time] as const];
  });
  const mean = times.mean === undefined ? {} : { mean: times.mean / (1 - away) };
  return { ...mean, ...Object.fromEntries(answers) };
}
