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
  const logRates = cumulativeLogRate((present) => rate(present) * away, singles, most);
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
  const c = model.poolSize;
  const logWeight = logWeightsOf(prepared, N, limit * away);
  const lowest = model.capacityVariation * (drift[0] as number);
  const states = statesToSum(N, prepared.singles, (k) => logWeight(k) - k * lowest);
  const logBase = Float64Array.from(states.present, logWeight);
  const weights = new Float64Array(states.count);
  const sums = new PartSums(prepared, states);
  let offered = 0; // requests per second that ask for the pool
  let admitted = 0;
  let queueLength = 0;
  let busy = 0;
  const capacities = model.capacityVariation > 0 ? drift : [0];
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
      sums.add(i, arrivals, slowness);
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
    parts: [...sums.parts(passed / admitted), ...hitParts(model)],
  };
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

/** Rates and moments of the requests that find about the same queue, four sums for each group. */
class PartSums {
  private readonly prepared: Prepared;
  private readonly states: States;
  /** Sums of rate, rate·mean, rate·cross, rate·meanSquare for each group. */
  private readonly sums: Float64Array;
  /** The group and the moments of who makes it one more than state i; made when first asked for. */
  private readonly group: Int32Array;
  private readonly moments: Float64Array;

  constructor(prepared: Prepared, states: States) {
    const N = states.present[states.count - 1] as number;
    this.prepared = prepared;
    this.states = states;
    this.sums = new Float64Array(4 * (groupOf(N) + 1));
    this.group = new Int32Array(states.count).fill(-1);
    this.moments = new Float64Array(3 * states.count);
  }

  add(i: number, arrivals: PerSecond, slowness: number): void {
    if (this.group[i] === -1) this.read(i);
    const { sums, moments } = this;
    const at = 4 * (this.group[i] as number);
    const stretched = arrivals * slowness;
    sums[at] = (sums[at] as number) + arrivals;
    sums[at + 1] = (sums[at + 1] as number) + stretched * (moments[3 * i] as number);
    sums[at + 2] = (sums[at + 2] as number) + stretched * (moments[3 * i + 1] as number);
    sums[at + 3] = (sums[at + 3] as number) + stretched * slowness * (moments[3 * i + 2] as number);
  }

  private read(i: number): void {
    const present = (this.states.present[i] as number) + 1;
    const { mean, cross, meanSquare } = this.prepared.moments(present, this.prepared.rate(present));
    this.group[i] = groupOf(present);
    this.moments[3 * i] = mean;
    this.moments[3 * i + 1] = cross;
    this.moments[3 * i + 2] = meanSquare;
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
