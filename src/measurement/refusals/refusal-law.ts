/**
 * Whether requests are turned away by rate or by number. Above a rate limit of L the succeeded
 * throughput stays at L while users send more, and the share turned away is 1 − L/sent; what is let in is
 * answered as fast as before. A server that is full turns away what comes while all places are taken, and
 * answers are slow then. Answers 429 are a limit of rate by what they say (RFC 6585 §4), as long as
 * throughput shows one limit for all; so are other refusals whose answers are as fast as at light load.
 */
import type { PerSecond, Seconds, Share } from "../../units.ts";
import type { Campaign } from "../campaign.ts";
import type { Counted } from "../counted.ts";
import { errorsByCause, type LevelErrors } from "../errors-by-cause.ts";
import { least, most } from "../extremes.ts";
import { keyOfLevel } from "../level-key.ts";
import { operatingPoint } from "../operating-point.ts";
import { timesCount } from "../what-counts.ts";

export interface MeasuredRateLimit {
  readonly rate: PerSecond;
  /**
   * refusals: answers 429, by which a platform protects itself; errors: any others, which whoever
   * uses the platform takes for its failure.
   */
  readonly counts: "refusals" | "errors";
}

export interface RefusalLaw {
  /** The limit that the platform has; null: none was met. */
  readonly rateLimit: MeasuredRateLimit | null;
  /** By level: share of its requests that the rate limit turned away. */
  readonly limited: ReadonlyMap<string, Share>;
  /** By level: share of its requests that a full server turned away. */
  readonly full: ReadonlyMap<string, Share>;
}

/** Fewer refusals say nothing of a limit: one in a hundred, and ten. */
const LEAST_SHARE: Share = 0.01;
const LEAST_COUNT = 10;

/** Succeeded throughputs above one limit lie within this factor: bursts after a quiet time, short runs. */
const FLAT = 1.15;

/** Nobody below the limit gets through by more than runs differ by. */
const ABOVE = 1.05;

/**
 * Answers that take longer than so many times those at light load have stood in a line that fills. Just
 * below it limit and full server turn away alike. A chosen figure.
 */
const SLOWED = 3;

/** O(n log n) in levels and rows of failures. */
export function refusalLaw(campaign: Campaign): RefusalLaw {
  const errors = new Map(errorsByCause(campaign).map((one) => [keyOfLevel(one), one]));
  const points = campaign.levels.flatMap((level) => {
    const counted = errors.get(keyOfLevel(level));
    const { throughput } = operatingPoint(level);
    return counted === undefined || throughput === undefined
      ? []
      : [
          {
            ...{ key: keyOfLevel(level), counted, throughput },
            mean: level.responseTime.mean,
            timesOf: timesCount(level),
          },
        ];
  });
  const byRate = points.map((point) => ({
    ...point,
    turned: shareOf(point.counted, "rate limit"),
  }));
  const byRefusal = points.map((point) => ({
    ...point,
    turned: shareOf(point.counted, "refusal"),
  }));
  const said = plateau(byRate);
  const seen = said === null && answersFast(byRefusal) ? plateau(byRefusal) : null;
  const shares = (list: readonly TurnedAway[]) =>
    new Map(list.flatMap(({ key, turned }) => (turned > 0 ? [[key, turned] as const] : [])));
  // What was not listed may be anything that fails under load, slowly too, unless throughput tells.
  const told = fillsUp(byRefusal);
  const full = shares(byRefusal.filter(({ counted }) => told || counted.toldBy === "kinds"));
  if (said !== null) {
    return { rateLimit: { rate: said, counts: "refusals" }, limited: shares(byRate), full };
  }
  if (seen === null) return { rateLimit: null, limited: new Map(), full };
  return {
    rateLimit: { rate: seen, counts: "errors" },
    limited: shares(byRefusal),
    full: new Map(),
  };
}

interface TurnedAway {
  readonly key: string;
  readonly counted: LevelErrors;
  readonly throughput: PerSecond;
  readonly mean: Seconds | undefined;
  readonly timesOf: Counted;
  readonly turned: Share;
}

const shareOf = ({ byCause, requests }: LevelErrors, cause: "rate limit" | "refusal") =>
  byCause[cause] / requests;

const met = ({ turned, counted }: TurnedAway) =>
  turned >= LEAST_SHARE && turned * counted.requests >= LEAST_COUNT;

/**
 * The throughput that gets through wherever some do not; null where it is not one and the same. Where hardly
 * any are turned away users often send less than the limit for a moment, and less gets through than it lets
 * in: each load counts by how many it turns away.
 */
function plateau(points: readonly TurnedAway[]): PerSecond | null {
  const above = points.filter(met);
  if (above.length === 0) return null;
  const through = above.map(({ throughput, turned }) => throughput * (1 - turned));
  if (!(least(through) > 0) || most(through) > FLAT * least(through)) return null;
  const refused = above.reduce((sum, { counted, turned }) => sum + counted.requests * turned, 0);
  const rate = above.reduce(
    (sum, { counted, throughput, turned }) =>
      sum + ((counted.requests * turned) / refused) * throughput * (1 - turned),
    0,
  );
  const below = points.filter((point) => !met(point)).map(({ throughput }) => throughput);
  return below.some((throughput) => throughput > ABOVE * rate) ? null : rate;
}

/** Throughput beyond one that succeeds, by a tenth and more: nothing was done for what it adds. */
const ADDED = 1.1;

/** Whether all throughputs alike succeed, however many requests come: the rest is turned away. */
function fillsUp(points: readonly TurnedAway[]): boolean {
  const sent = points.filter(met).map(({ throughput }) => throughput);
  return sent.length > 1 && most(sent) > ADDED * least(sent) && plateau(points) !== null;
}

const answerOf = ({ turned, timesOf }: TurnedAway, mean: Seconds): Seconds =>
  timesOf === "successes" ? mean : mean / (1 - turned);

/** Whether those who get through wait no longer than at light load; refusals themselves take no time. */
function answersFast(points: readonly TurnedAway[]): boolean {
  const timed = points.flatMap((point) =>
    point.mean === undefined ? [] : [{ ...point, answer: answerOf(point, point.mean) }],
  );
  const light = least(timed.map(({ answer }) => answer));
  const above = timed.filter(met);
  return above.length > 0 && above.every(({ answer }) => answer <= SLOWED * light);
}
