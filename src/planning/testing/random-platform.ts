/** Platforms drawn at random, of any scale, and what a planner would believe of each. */

import { platformLimits } from "../../limits/platform-limits.ts";
import { plausiblePlatform } from "../../limits/plausible-platform.ts";
import { defaultPolicy, type Policy } from "../../limits/policy.ts";
import { plainQueue } from "../../platform/plain-queue.ts";
import type { Hypothesis, Platform, PlatformModel, PlatformOf } from "../../platform/platform.ts";
import type { Prior, Quantity } from "../../platform/quantity.ts";
import { preparePlatform } from "../../platform/solve/prepare-platform.ts";
import { platformResponseTimes } from "../../platform/solve/response/platform-response-times.ts";
import { normal } from "../../random/normal.ts";
import type { RandomStream } from "../../random/random-stream.ts";
import type { Seconds } from "../../units.ts";

export interface RandomPlatform {
  /** What runs out first. */
  readonly bound: Bound;
  readonly truth: Platform;
  /** The same structure; of each number only a guess is known, off by as much as its prior says. */
  readonly hypothesis: Hypothesis;
  /** A red line at some multiple of the P95 of one user. */
  readonly policy: Policy;
  /** Users at which the truth crosses it. */
  readonly breakingPoint: number;
}

export type Bound = "connections" | "cores" | "workers";

const bounds: readonly Bound[] = ["connections", "cores", "workers"];

/** Deviations of ln(guess/truth): a factor of 2.7 for work, 2 for sizes, 1.35 for think time. */
const GUESS = { work: 1, variation: 0.5, size: 0.7, thinkTime: 0.3, overload: 1 };

/** Platforms outside are drawn anew. */
const FEWEST_USERS = 20;
const MOST_USERS = 5000;

/**
 * Two to four endpoints on an API and a database of shared cores, within a pool of connections
 * and a pool of workers, one of which runs out; half of them slowed by overload. Work from 5 ms to
 * 2 s a request, breaking points from 20 to 5,000 users.
 */
export function randomPlatform(random: RandomStream): RandomPlatform {
  for (;;) {
    const bound = bounds[Math.floor(bounds.length * random.uniform())] as Bound;
    const numbers = randomNumbers(bound, random);
    const truth = platformOf<number>(numbers);
    const light = platformResponseTimes(preparePlatform(truth, 1), 1, "all").all.p95;
    const policy = withRedLine(light * between(3, 10, random));
    const { breakingPoint } = platformLimits(plausiblePlatform(truth), policy, MOST_USERS);
    if (breakingPoint === null || breakingPoint < FEWEST_USERS) continue;
    const platform: PlatformModel = platformOf<Quantity>(guessed(numbers, random));
    const { variation } = GUESS;
    const named = {
      apiVariation: guessOf(numbers.apiVariation, variation, random),
      databaseVariation: guessOf(numbers.databaseVariation, variation, random),
    };
    const hypothesis = { name: bound, source: "drawn at random", numbers: named, platform };
    return { bound, truth, hypothesis, policy, breakingPoint };
  }
}

interface Numbers<V> {
  readonly thinkTime: V;
  readonly weights: readonly number[];
  readonly apiTime: readonly V[];
  readonly databaseTime: readonly V[];
  readonly apiVariation: V;
  readonly databaseVariation: V;
  readonly cores: V;
  readonly connections: V;
  readonly workers: V;
  readonly overload: V;
}

function randomNumbers(bound: Bound, random: RandomStream): Numbers<number> {
  const draw = (from: number, to: number) => between(from, to, random);
  const endpoints = 2 + Math.floor(3 * random.uniform());
  const each = <T>(make: () => T) => Array.from({ length: endpoints }, make);
  const total = draw(0.005, 2);
  const apiShare = bound === "workers" ? draw(0.3, 0.8) : draw(0.05, 0.4);
  const narrow = Math.round(draw(2, 32));
  // What does not run out has room: it still shapes the waits near saturation.
  const wide = () => Math.ceil(narrow * draw(1.3, 6));
  const cores = bound === "cores" ? narrow : wide();
  const connections = bound === "connections" ? narrow : wide();
  const workers =
    bound === "workers" ? narrow : Math.ceil(draw(1.3, 4) * Math.max(cores, connections));
  const overload = random.uniform() < 0.5 ? draw(0.02, 0.3) / (10 * narrow) : 0;
  return {
    thinkTime: total * draw(2, 60),
    weights: each(() => draw(0.2, 1)),
    apiTime: each(() => total * apiShare * draw(0.5, 2)),
    databaseTime: each(() => total * (1 - apiShare) * draw(0.3, 3)),
    apiVariation: draw(0.4, 1.2),
    databaseVariation: draw(0.5, 1.5),
    cores,
    connections,
    workers,
    overload,
  };
}

function between(from: number, to: number, random: RandomStream): number {
  return from * (to / from) ** random.uniform();
}

/** A guess is off by what its prior says: so the truth is a draw of the prior. */
function guessed(numbers: Numbers<number>, random: RandomStream): Numbers<Quantity> {
  const guess = (value: number, spread: number) => guessOf(value, spread, random);
  return {
    thinkTime: guess(numbers.thinkTime, GUESS.thinkTime),
    weights: numbers.weights,
    apiTime: numbers.apiTime.map((time) => guess(time, GUESS.work)),
    databaseTime: numbers.databaseTime.map((time) => guess(time, GUESS.work)),
    apiVariation: { of: "apiVariation", times: 1 },
    databaseVariation: { of: "databaseVariation", times: 1 },
    cores: guess(numbers.cores, GUESS.size),
    connections: guess(numbers.connections, GUESS.size),
    workers: guess(numbers.workers, GUESS.size),
    overload: guess(numbers.overload, GUESS.overload),
  };
}

function guessOf(value: number, spread: number, random: RandomStream): number | Prior {
  if (value === 0) return 0;
  return { prior: "logNormal", median: value * Math.exp(spread * normal(random)), spread };
}

function withRedLine(p95: Seconds): Policy {
  return { ...defaultPolicy, objectives: {}, zones: [], redLine: { p95, errorRate: 0.5 } };
}

function platformOf<V>(numbers: Numbers<V | number>): PlatformOf<V | number> {
  const nameOf = (i: number) => `GET /${"abcd"[i]}`;
  const work = (times: readonly (V | number)[], variation: V | number) =>
    times.map((demand, i) => ({ endpoint: nameOf(i), demand, visits: 1, variation }));
  const pool = {
    perReplica: false,
    perNode: false,
    held: "request",
    acquireTimeOut: null,
  } as const;
  return {
    title: "drawn at random",
    thinkTime: numbers.thinkTime,
    apiReplicas: 1,
    endpoints: numbers.weights.map((weight, i) => ({
      name: nameOf(i),
      weight,
      kind: "read",
      cacheHits: 0,
      cacheTime: 0,
    })),
    stations: [
      {
        kind: "delay",
        name: "api",
        role: "api",
        work: work(numbers.apiTime, numbers.apiVariation),
      },
      {
        ...plainQueue,
        name: "database",
        role: "database",
        discipline: "ps",
        servers: numbers.cores,
        overloadContention: numbers.overload,
        work: work(numbers.databaseTime, numbers.databaseVariation),
      },
    ],
    pools: [
      {
        ...pool,
        name: "connections",
        role: "connections",
        size: numbers.connections,
        around: ["database"],
      },
      {
        ...pool,
        name: "workers",
        role: "workers",
        size: numbers.workers,
        around: ["api", "connections"],
      },
    ],
    rateLimit: null,
    clientTimeOut: null,
    backgroundErrorRate: 0,
  };
}
