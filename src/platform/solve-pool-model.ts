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
const CAPACITIES = 6;

/** States less likely than e^-25 (1e-11) of the most likely one are left out of the sums. */
const NEGLIGIBLE = -25;

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
    ...countTables(most),
    mean: new Float64Array(most + 1),
    cross: new Float64Array(most + 1),
    meanSquare: new Float64Array(most + 1),
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
  }
  return tables;
}

/** ln k! and the group of k, which no model changes: made once, for as many users as asked for. */
let counted = { logFactorials: new Float64Array(1), group: new Int32Array(1) };

function countTables(most: number): Pick<Tables, "logFactorials" | "group"> {
  if (counted.group.length > most) return counted;
  const logFactorials = new Float64Array(most + 1);
  const group = new Int32Array(most + 1);
  for (let k = 1; k <= most; k++) {
    logFactorials[k] = (logFactorials[k - 1] as number) + Math.log(k);
    group[k] = Math.floor(Math.log(k) / Math.log(GROUP_WIDTH));
  }
  counted = { logFactorials, group };
  return counted;
}

function solveAt(model: PoolModel, N: number, tables: Tables): PoolSolution {
  const away = timeAway(model);
  const limit = poolLimit(model);
  const { group, mean, cross, meanSquare } = tables;
  const c = model.poolSize;
  const capacities = model.capacityVariation > 0 ? drift : [0];
  const sums = new Float64Array(4 * ((group[N] as number) + 1));
  const logWeight = logWeightsOf(N, tables, limit * away);
  const states = statesToSum(model, N, logWeight);
  const logBase = Float64Array.from(states.present, logWeight);
  const weights = new Float64Array(states.count);
  let offered = 0; // requests per second that ask for the pool
  let admitted = 0;
  let queueLength = 0;
  let busy = 0;
  for (const z of capacities) {
    const logCapacity = model.capacityVariation * z;
    const slowness = Math.exp(-logCapacity);
    const { from, to, total } = chainWeights(logBase, logCapacity, states, weights);
    const scale = 1 / (total * capacities.length);
    for (let i = from; i <= to; i++) {
      const k = states.present[i] as number;
      const p = (weights[i] as number) * scale;
      queueLength += p * k;
      busy += p * (k < c ? k : c);
      if (k === N) break;
      const asking = (N - k) / away;
      const arrivals = p * (asking < limit ? asking : limit);
      offered += p * asking;
      admitted += arrivals;
      const at = 4 * (group[k + 1] as number);
      const stretched = arrivals * slowness;
      sums[at] = (sums[at] as number) + arrivals;
      sums[at + 1] = (sums[at + 1] as number) + stretched * (mean[k + 1] as number);
      sums[at + 2] = (sums[at + 2] as number) + stretched * (cross[k + 1] as number);
      sums[at + 3] =
        (sums[at + 3] as number) + stretched * slowness * (meanSquare[k + 1] as number);
    }
  }
  const passed = 1 - model.bypassShare;
  const atPool = queueLength / admitted;
  return {
    users: N,
    throughput: admitted / passed,
    responseTime: passed * (model.apiTime + atPool) + model.bypassShare * model.bypassTime,
    utilization: busy / c,
    refusedShare: Math.max(0, 1 - admitted / offered),
    parts: [...poolParts(model, sums, passed / admitted), ...hitParts(model)],
  };
}

/** The rate limit as seen by the pool; cache hits count against the limit too. */
function poolLimit(model: PoolModel): PerSecond {
  if (model.rateLimit === null) return Number.POSITIVE_INFINITY;
  return model.rateLimit * (1 - model.bypassShare);
}

/**
 * Logarithm of the chain's weight of k at capacity 1. Where more than `most` users would ask in
 * one time away, a rate limit takes the excess from the births: for each of those births a
 * factor most/(N − k + 1).
 */
function logWeightsOf(N: number, tables: Tables, most: number): (k: number) => number {
  const { logRates, logFactorials } = tables;
  const base = logFactorials[N] as number;
  const limited = (k: number) => base - (logFactorials[N - k] as number) - (logRates[k] as number);
  if (N <= most) return limited;
  // Births out of states with more than `most` users thinking are those out of 0…last − 1.
  const last = N - Math.floor(most);
  const logMost = Math.log(most);
  return (k) => {
    const refusing = Math.min(k, last);
    const asked = base - (logFactorials[N - refusing] as number);
    return limited(k) + refusing * logMost - asked;
  };
}

/** The states that are summed, with the number of neighbors each stands for. */
interface States {
  readonly count: number;
  readonly present: Int32Array;
  readonly widths: Float64Array;
}

/** States up to this one are summed one by one, whatever their number. */
const SINGLE_STATES = 64;

/** Steps in one standard deviation of the number present; from 2 on the error is below 1e-15. */
const STEPS_PER_DEVIATION = 4;

/** The search for the fullest likely state looks at about this many. */
const LOOKS = 32;

/**
 * Which states to sum. Near an empty pool each counts; in a long queue neighbors hardly
 * differ, and the trapezoidal rule over every h-th state is as good as the whole sum. There the
 * number present spreads at least by √(N − k): those who think come back one by one. Where the
 * step changes, up to 1e-5 of the total is lost.
 */
function statesToSum(model: PoolModel, N: number, logWeight: (k: number) => number): States {
  const h = strideOf(model, N, logWeight);
  const kinks = Math.max(SINGLE_STATES, Math.ceil(model.poolSize) + 1);
  const single = h === 1 ? N : Math.min(N, kinks);
  const strides = Math.floor((N - single) / h);
  const last = single + strides * h;
  const count = single + 1 + strides + (N - last);
  const present = new Int32Array(count);
  const widths = new Float64Array(count).fill(1);
  for (let k = 0; k <= single; k++) present[k] = k;
  for (let i = 1; i <= strides; i++) {
    present[single + i] = single + i * h;
    widths[single + i] = h;
  }
  for (let i = 1; i <= N - last; i++) present[single + strides + i] = last + i;
  if (strides > 0) {
    widths[single] = (1 + h) / 2;
    widths[single + strides] = (1 + h) / 2;
  }
  return { count, present, widths };
}

/** The step h that the fullest likely state allows: the mode at the lowest capacity. */
function strideOf(model: PoolModel, N: number, logWeight: (k: number) => number): number {
  const lowest = model.capacityVariation * (drift[0] as number);
  const look = Math.ceil(N / LOOKS);
  let mode = 0;
  let highest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k <= N; k += look) {
    const log = logWeight(k) - k * lowest;
    if (log > highest) {
      highest = log;
      mode = k;
    }
  }
  const thinking = Math.max(N - Math.min(mode + look, N), 1);
  return Math.max(1, Math.floor(Math.sqrt(thinking) / STEPS_PER_DEVIATION));
}

/**
 * The chain's weights at one capacity times the states each stands for, the likeliest being 1,
 * their sum, and the range that counts. A retrograde rate law can have two likely regions; the
 * range spans both.
 */
function chainWeights(
  logBase: Float64Array,
  logCapacity: number,
  { count, present, widths }: States,
  weights: Float64Array,
): { readonly from: number; readonly to: number; readonly total: number } {
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    const log = (logBase[i] as number) - (present[i] as number) * logCapacity;
    weights[i] = log;
    if (log > highest) highest = log;
  }
  let from = -1;
  let to = 0;
  let total = 0;
  for (let i = 0; i < count; i++) {
    const log = (weights[i] as number) - highest;
    if (log > NEGLIGIBLE) {
      const weight = Math.exp(log) * (widths[i] as number);
      weights[i] = weight;
      total += weight;
      if (from < 0) from = i;
      to = i;
    } else {
      weights[i] = 0;
    }
  }
  return { from, to, total };
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
