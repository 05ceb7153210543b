/**
 * The closed platform at N users: M/M/c//N with a load-dependent rate, averaged over a
 * capacity that drifts slowly.
 *
 * For each capacity the chain of k requests at the pool is solved exactly: births
 * (N − k)/(Z + D) with D the time outside the pool, deaths μ(k), weights in logarithms (Gross,
 * Shortle, Thompson & Harris, Fundamentals of Queueing Theory, 4th ed., Wiley, 2008, §2.8).
 * What an arriving request finds follows from the arrival theorem (Sevcik & Mitrani, J. ACM
 * 28, 1981): the chain of N − 1 users. Its mean time at the pool with k others present is
 * (k + 1)/μ(k + 1), the load-dependent mean-value formula (Reiser & Lavenberg, J. ACM 27,
 * 1980), so that the mean over all requests is N/X − Z exactly.
 *
 * Approximate in two ways: the drift is taken as slow (each capacity reaches its own steady
 * state) and cut into equally likely capacities; and the response time of the requests that
 * met about the same queue is taken as lognormal with the right mean and variance.
 */
import { requireCount } from "../require.ts";
import { normalQuantile } from "../stats/normal-distribution.ts";
import type { PerSecond, Seconds, Share } from "../units.ts";
import type { PoolModel } from "./pool-model.ts";
import { poolRate } from "./pool-rate.ts";

/** Requests that met about the same queue: a lognormal part of the response times. */
export interface ResponsePart {
  /** Share of all admitted requests. */
  readonly weight: Share;
  readonly mean: Seconds;
  /** Mean of the squared response time, from which the spread follows. */
  readonly meanSquare: number;
}

export interface PoolSolution {
  readonly users: number;
  /** Throughput X: completions per second, failed ones included, refused ones not. */
  readonly throughput: PerSecond;
  /** Mean response time R of admitted requests. */
  readonly responseTime: Seconds;
  /** Mean share of the pool's connections in use. */
  readonly utilization: Share;
  /** Share of requests that the rate limit refuses. */
  readonly refusedShare: Share;
  /** The response-time distribution of admitted requests; the weights add up to 1. */
  readonly parts: readonly ResponsePart[];
}

/** Equally likely capacities that stand for the drift. */
const CAPACITIES = 8;

/** States less likely than e^-34 (1e-15) of the most likely one are left out of the sums. */
const NEGLIGIBLE = -34;

/** Requests that find a queue at most this much longer than another's are put together with them. */
const GROUP_WIDTH = 1.25;

const midpoints = Array.from({ length: CAPACITIES }, (_, i) =>
  normalQuantile((i + 0.5) / CAPACITIES),
);
// Cutting the normal law into midpoints loses some of its variance; this gives it back.
const spread = Math.sqrt(midpoints.reduce((sum, z) => sum + (z * z) / CAPACITIES, 0));
const drift = midpoints.map((z) => z / spread);

/** What does not depend on N: the rate law and the response time of who makes it k at the pool. */
interface Tables {
  /** ln(μ(1)…μ(k)·(Z + D)ᵏ). */
  readonly logRates: Float64Array;
  readonly logFactorials: Float64Array;
  /** Mean time at the pool, at capacity 1. */
  readonly mean: Float64Array;
  /** Mean of its product with the request's own time outside the pool, divided by the latter's mean. */
  readonly cross: Float64Array;
  readonly meanSquare: Float64Array;
  /** Group of k: requests of one group form one part of the response-time distribution. */
  readonly group: Int32Array;
}

/**
 * Prepares a model for solving at any number of users up to `maxUsers`: the rate law is read
 * once. Each solve then costs O(N × capacities) additions.
 *
 * @throws RangeError unless maxUsers is a whole number ≥ 1; the solver it returns throws
 * unless users is a whole number from 1 to maxUsers
 */
export function poolSolver(model: PoolModel, maxUsers: number): (users: number) => PoolSolution {
  const most = requireCount("maxUsers", maxUsers);
  const tables = readTables(model, most);
  return (users) => {
    const N = requireCount("users", users);
    if (N > most) throw new RangeError(`users must be at most ${most}, got ${N}`);
    return solveAt(model, N, tables);
  };
}

/**
 * Mean time between two visits of a user to the pool, without queueing. Cache hits never get
 * there: after a geometric number of them the user arrives, still exponentially.
 */
function timeAway(model: PoolModel): Seconds {
  const { thinkTime, apiTime, bypassShare, bypassTime } = model;
  return apiTime + (thinkTime + bypassShare * bypassTime) / (1 - bypassShare);
}

function readTables(model: PoolModel, most: number): Tables {
  const tables: Tables = {
    logRates: new Float64Array(most + 1),
    logFactorials: new Float64Array(most + 1),
    mean: new Float64Array(most + 1),
    cross: new Float64Array(most + 1),
    meanSquare: new Float64Array(most + 1),
    group: new Int32Array(most + 1),
  };
  const away = timeAway(model);
  const own = Math.log1p(model.holdVariation ** 2);
  const delayed = Math.log1p(model.delayVariation ** 2);
  const ownSquare = Math.exp(own);
  const delayedSquare = Math.exp(delayed);
  // A heavy request works longer and is delayed longer: the two lognormals move together.
  const together = Math.exp(Math.sqrt(own * delayed));
  const limit = Math.max(model.sharedLimit, model.poolSize);
  for (let k = 1; k <= most; k++) {
    const rate = poolRate(model, k);
    tables.logRates[k] = (tables.logRates[k - 1] as number) + Math.log(rate * away);
    tables.logFactorials[k] = (tables.logFactorials[k - 1] as number) + Math.log(k);
    const inProcess = Math.min(k, limit) / rate;
    const hold = Math.min(inProcess, model.serviceTime);
    const delay = inProcess - hold;
    const backlog = k / rate - inProcess;
    // Waiting lasts for (k − c) completions, each exponential.
    const jitter = Math.max(k - model.poolSize, 0) / (rate * rate);
    tables.mean[k] = k / rate;
    tables.cross[k] = hold * ownSquare + delay * together + backlog;
    tables.meanSquare[k] =
      hold * hold * ownSquare +
      delay * delay * delayedSquare +
      2 * hold * delay * together +
      (2 * inProcess + backlog) * backlog +
      jitter;
    tables.group[k] = Math.floor(Math.log(k) / Math.log(GROUP_WIDTH));
  }
  return tables;
}

function solveAt(model: PoolModel, N: number, tables: Tables): PoolSolution {
  const away = timeAway(model);
  const capacities = model.capacityVariation > 0 ? drift : [0];
  const groups = (tables.group[N] as number) + 1;
  const weights = new Float64Array(N + 1);
  const sums = new Float64Array(4 * groups);
  let offered = 0; // requests per second that ask for the pool
  let admitted = 0;
  let queueLength = 0;
  let busy = 0;
  for (const z of capacities) {
    const logCapacity = model.capacityVariation * z;
    const capacity = Math.exp(logCapacity);
    const total = chainWeights(model, N, tables, logCapacity, weights);
    const scale = 1 / (total * capacities.length);
    for (let k = 0; k <= N; k++) {
      const weight = weights[k] as number;
      if (weight === 0) continue;
      const p = weight * scale;
      queueLength += p * k;
      busy += p * Math.min(k, model.poolSize);
      if (k === N) continue;
      const asking = (N - k) / away;
      const arrivals = p * Math.min(asking, poolLimit(model));
      offered += p * asking;
      admitted += arrivals;
      const at = 4 * (tables.group[k + 1] as number);
      sums[at] = (sums[at] as number) + arrivals;
      const stretched = arrivals / capacity;
      sums[at + 1] = (sums[at + 1] as number) + stretched * (tables.mean[k + 1] as number);
      sums[at + 2] = (sums[at + 2] as number) + stretched * (tables.cross[k + 1] as number);
      sums[at + 3] =
        (sums[at + 3] as number) + (stretched / capacity) * (tables.meanSquare[k + 1] as number);
    }
  }
  const passed = 1 - model.bypassShare;
  const atPool = queueLength / admitted;
  return {
    users: N,
    throughput: admitted / passed,
    responseTime: passed * (model.apiTime + atPool) + model.bypassShare * model.bypassTime,
    utilization: busy / model.poolSize,
    refusedShare: Math.max(0, 1 - admitted / offered),
    parts: [...poolParts(model, sums, passed / admitted), ...hitParts(model)],
  };
}

/** The rate limit as seen by the pool; cache hits count against the limit too. */
function poolLimit(model: PoolModel): PerSecond {
  if (model.rateLimit === null) return Number.POSITIVE_INFINITY;
  return model.rateLimit * (1 - model.bypassShare);
}

/** Fills in the chain's weights, the likeliest state being 1, and returns their sum. */
function chainWeights(
  model: PoolModel,
  N: number,
  tables: Tables,
  logCapacity: number,
  weights: Float64Array,
): number {
  const { logRates, logFactorials } = tables;
  const base = logFactorials[N] as number;
  const limit = poolLimit(model) * timeAway(model);
  let highest = 0;
  let refused = 0; // logarithm of the share of births that the rate limit takes away
  for (let k = 0; k <= N; k++) {
    if (k > 0 && N - k + 1 > limit) refused += Math.log(limit / (N - k + 1));
    const log =
      base - (logFactorials[N - k] as number) - (logRates[k] as number) - k * logCapacity + refused;
    weights[k] = log;
    if (log > highest) highest = log;
  }
  let total = 0;
  for (let k = 0; k <= N; k++) {
    const log = (weights[k] as number) - highest;
    const weight = log > NEGLIGIBLE ? Math.exp(log) : 0;
    weights[k] = weight;
    total += weight;
  }
  return total;
}

/** Turns the sums of rate and moments, four for each group, into parts. */
function poolParts(model: PoolModel, sums: Float64Array, share: number): ResponsePart[] {
  const D = model.apiTime;
  const ownSquare = 1 + model.holdVariation ** 2;
  const parts: ResponsePart[] = [];
  for (let at = 0; at < sums.length; at += 4) {
    const rate = sums[at] as number;
    if (rate === 0) continue;
    const cross = (sums[at + 2] as number) / rate;
    parts.push({
      weight: share * rate,
      mean: D + (sums[at + 1] as number) / rate,
      meanSquare: D * D * ownSquare + 2 * D * cross + (sums[at + 3] as number) / rate,
    });
  }
  return parts;
}

/** Cache hits as a part of their own. */
function hitParts(model: PoolModel): ResponsePart[] {
  if (model.bypassShare === 0) return [];
  const time = model.bypassTime;
  const meanSquare = time * time * (1 + model.holdVariation ** 2);
  return [{ weight: model.bypassShare, mean: time, meanSquare }];
}
