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
import { requireCount } from "../../require.ts";
import type { PerSecond, Seconds, Share } from "../../units.ts";
import type { PoolModel } from "../pool-model.ts";
import { averageOverDrift, drift } from "./average-over-drift.ts";
import { cumulativeLogRate } from "./cumulative-log-rate.ts";
import { poolRate } from "./pool-rate.ts";
import { type ResponsePart, ResponseParts } from "./response-parts.ts";
import { statesToSum } from "./states-to-sum.ts";

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

/** Up to this many requests present the rate law is summed term by term: looking a sum up is cheaper than interpolating it. */
const TERM_BY_TERM = 1024;

/** States up to this one are summed one by one, whatever their number. */
const SINGLE_STATES = 64;

/** What does not depend on N. */
interface Prepared {
  readonly model: PoolModel;
  /** States up to this one are summed one by one: the rate law bends among them. */
  readonly singles: number;
  /** ln(μ(1)…μ(k)·(Z + D)ᵏ). */
  readonly logRates: (present: number) => number;
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
  const prepared: Prepared = { model, singles, logRates };
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
  const { probability, slowness, slownessSquare } = averageOverDrift(
    model.capacityVariation,
    states,
    logWeight,
  );
  const parts = new ResponseParts(model, N);
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
    parts.add(
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
    parts: parts.all(passed / admitted),
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
