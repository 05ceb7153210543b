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
import { cumulativeLogRate } from "./cumulative-log-rate.ts";
import type { PoolModel } from "./pool-model.ts";
import { poolRate } from "./pool-rate.ts";
import { type States, statesToSum } from "./states-to-sum.ts";
import { visitMoments } from "./visit-moments.ts";

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

/** Up to this many requests present the rate law is summed term by term: looking a sum up is cheaper than interpolating it. */
const TERM_BY_TERM = 1024;

/** States up to this one are summed one by one, whatever their number. */
const SINGLE_STATES = 64;

/** Requests that find a queue at most this much longer than another's are put together with them. */
const GROUP_WIDTH = 1.25;

const midpoints = Array.from({ length: CAPACITIES }, (_, i) =>
  normalQuantile((i + 0.5) / CAPACITIES),
);
// Cutting the normal law into midpoints loses some of its variance; this gives it back.
const spread = Math.sqrt(midpoints.reduce((sum, z) => sum + (z * z) / CAPACITIES, 0));
const drift = midpoints.map((z) => z / spread);

/** What does not depend on N. */
interface Prepared {
  readonly model: PoolModel;
  /** States up to this one are summed one by one: the rate law bends among them. */
  readonly singles: number;
  readonly rate: (present: number) => PerSecond;
  /** ln(μ(1)…μ(k)·(Z + D)ᵏ). */
  readonly logRates: (present: number) => number;
  readonly moments: ReturnType<typeof visitMoments>;
}

/**
 * Prepares a model for solving at any number of users up to `maxUsers`: the rate law is read
 * once. Each solve then costs some 200 states for each capacity, however many users.
 *
 * @throws RangeError unless maxUsers is a whole number ≥ 1; the solver it returns throws
 * unless users is a whole number from 1 to maxUsers
 */
export function poolSolver(model: PoolModel, maxUsers: number): (users: number) => PoolSolution {
  const most = requireCount("maxUsers", maxUsers);
  const rate = (present: number) => poolRate(model, present);
  const bends = Math.max(Math.ceil(model.poolSize), Math.ceil(model.apiReplicas)) + 1;
  const singles = Math.max(SINGLE_STATES, bends);
  const away = timeAway(model);
  const logRates = cumulativeLogRate(
    (present) => rate(present) * away,
    Math.max(singles, TERM_BY_TERM),
    most,
  );
  const prepared: Prepared = { model, singles, rate, logRates, moments: visitMoments(model) };
  return (users) => {
    const N = requireCount("users", users);
    if (N > most) throw new RangeError(`users must be at most ${most}, got ${N}`);
    return solveAt(prepared, N);
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

function solveAt(prepared: Prepared, N: number): PoolSolution {
  const { model } = prepared;
  const away = timeAway(model);
  const limit = poolLimit(model);
  const logWeight = logWeightsOf(prepared, N, limit * away);
  const lowest = model.capacityVariation * (drift[0] as number);
  const states = statesToSum(N, prepared.singles, (k) => logWeight(k) - k * lowest);
  const { probability, slowness, slownessSquare } = averageOverDrift(model, states, logWeight);
  const sums = new PartSums(prepared, N);
  let offered = 0; // requests per second that ask for the pool
  let admitted = 0;
  let queueLength = 0;
  let busy = 0;
  for (let i = 0; i < states.count; i++) {
    const p = probability[i] as number;
    if (p === 0) continue;
    const k = states.present[i] as number;
    queueLength += p * k;
    busy += p * Math.min(k, model.poolSize);
    if (k === N) continue;
    const asking = (N - k) / away;
    const entering = Math.min(asking, limit);
    offered += p * asking;
    admitted += p * entering;
    sums.add(
      k + 1,
      p * entering,
      (slowness[i] as number) * entering,
      (slownessSquare[i] as number) * entering,
    );
  }
  const passed = 1 - model.bypassShare;
  const atPool = queueLength / admitted;
  return {
    users: N,
    throughput: admitted / passed,
    responseTime: passed * (model.apiTime + atPool) + model.bypassShare * model.bypassTime,
    utilization: busy / model.poolSize,
    refusedShare: Math.max(0, 1 - admitted / offered),
    parts: [...sums.parts(passed / admitted), ...hitParts(model)],
  };
}

/** Of each state: its probability, and its mean slowness (1/capacity) and slowness² times that. */
interface DriftAverage {
  readonly probability: Float64Array;
  readonly slowness: Float64Array;
  readonly slownessSquare: Float64Array;
}

/** Solves the chain at each capacity of the drift and adds up. */
function averageOverDrift(
  model: PoolModel,
  states: States,
  logWeight: (present: number) => number,
): DriftAverage {
  const { count, present, widths } = states;
  // A plain loop: Float64Array.from with a function takes the slow way of iterators.
  const logBase = new Float64Array(count);
  for (let i = 0; i < count; i++) logBase[i] = logWeight(present[i] as number);
  const weights = new Float64Array(count);
  const probability = new Float64Array(count);
  const slowness = new Float64Array(count);
  const slownessSquare = new Float64Array(count);
  const capacities = model.capacityVariation > 0 ? drift : [0];
  for (const z of capacities) {
    const logCapacity = model.capacityVariation * z;
    const { from, to, total } = chainWeights(logBase, logCapacity, present, widths, weights);
    const scale = 1 / (total * capacities.length);
    const slow = Math.exp(-logCapacity);
    for (let i = from; i <= to; i++) {
      const p = (weights[i] as number) * scale;
      probability[i] = (probability[i] as number) + p;
      slowness[i] = (slowness[i] as number) + p * slow;
      slownessSquare[i] = (slownessSquare[i] as number) + p * slow * slow;
    }
  }
  return { probability, slowness, slownessSquare };
}

/** The rate limit as seen by the pool; cache hits count against the limit too. */
function poolLimit(model: PoolModel): PerSecond {
  if (model.rateLimit === null) return Number.POSITIVE_INFINITY;
  return model.rateLimit * (1 - model.bypassShare);
}

/** ln k!, made once for as many users as anybody asked for. */
let logFactorials = new Float64Array(1);

function logFactorialsUpTo(most: number): Float64Array {
  if (logFactorials.length <= most) {
    const longer = new Float64Array(most + 1);
    for (let k = 1; k <= most; k++) longer[k] = (longer[k - 1] as number) + Math.log(k);
    logFactorials = longer;
  }
  return logFactorials;
}

/**
 * Logarithm of the chain's weight of k at capacity 1. Where more than `most` users would ask in
 * one time away, a rate limit takes the excess from the births: for each of those births a
 * factor most/(N − k + 1).
 */
function logWeightsOf(prepared: Prepared, N: number, most: number): (present: number) => number {
  const { logRates } = prepared;
  const factorials = logFactorialsUpTo(N);
  const base = factorials[N] as number;
  const free = (k: number) => base - (factorials[N - k] as number) - logRates(k);
  if (N <= most) return free;
  // Births out of states with more than `most` users thinking are those out of 0…last − 1.
  const last = N - Math.floor(most);
  const logMost = Math.log(most);
  return (k) => {
    const refusing = Math.min(k, last);
    return free(k) + refusing * logMost - (base - (factorials[N - refusing] as number));
  };
}

/**
 * The chain's weights at one capacity times the states each stands for, the likeliest being 1,
 * their sum, and the range that counts. A retrograde rate law can have two likely regions; the
 * range spans both.
 */
function chainWeights(
  logBase: Float64Array,
  logCapacity: number,
  present: Int32Array,
  widths: Float64Array,
  weights: Float64Array,
): { readonly from: number; readonly to: number; readonly total: number } {
  const count = present.length;
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

/** Rates and moments of the requests that find about the same queue, four sums for each group. */
class PartSums {
  private readonly prepared: Prepared;
  /** Sums of rate, rate·mean, rate·cross, rate·meanSquare for each group. */
  private readonly sums: Float64Array;

  constructor(prepared: Prepared, users: number) {
    this.prepared = prepared;
    this.sums = new Float64Array(4 * (groupOf(users) + 1));
  }

  /** Adds requests that make it k present; `slowed` and `slowedSquare` are their rate × slowness, × slowness². */
  add(k: number, rate: PerSecond, slowed: number, slowedSquare: number): void {
    const { sums, prepared } = this;
    const { mean, cross, meanSquare } = prepared.moments(k, prepared.rate(k));
    const at = 4 * groupOf(k);
    sums[at] = (sums[at] as number) + rate;
    sums[at + 1] = (sums[at + 1] as number) + slowed * mean;
    sums[at + 2] = (sums[at + 2] as number) + slowed * cross;
    sums[at + 3] = (sums[at + 3] as number) + slowedSquare * meanSquare;
  }

  parts(share: number): ResponsePart[] {
    const { model } = this.prepared;
    const D = model.apiTime;
    const ownSquare = 1 + model.holdVariation ** 2;
    const parts: ResponsePart[] = [];
    for (let at = 0; at < this.sums.length; at += 4) {
      const rate = this.sums[at] as number;
      if (rate === 0) continue;
      const cross = (this.sums[at + 2] as number) / rate;
      parts.push({
        weight: share * rate,
        mean: D + (this.sums[at + 1] as number) / rate,
        meanSquare: D * D * ownSquare + 2 * D * cross + (this.sums[at + 3] as number) / rate,
      });
    }
    return parts;
  }
}

function groupOf(present: number): number {
  return Math.floor(Math.log(present) / Math.log(GROUP_WIDTH));
}

/** Cache hits as a part of their own. */
function hitParts(model: PoolModel): ResponsePart[] {
  if (model.bypassShare === 0) return [];
  const time = model.bypassTime;
  const meanSquare = time * time * (1 + model.holdVariation ** 2);
  return [{ weight: model.bypassShare, mean: time, meanSquare }];
}
