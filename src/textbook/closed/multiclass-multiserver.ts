/**
 * Several classes at first-come-first-served queues of several servers, approximately.
 *
 * Product form breaks when classes of unequal service time share such a queue, and treating it
 * as if it held gives quick requests far too short response times. Here all classes share one
 * waiting line, R_r = D_r + V_r·W_r, and the wait W_r of a class is that of a request that finds
 * the other N-1 users as a closed pool M/M/c//(N-1): their service time is the mean over what a
 * station of one user less of class r serves, their think time what they spend elsewhere. For
 * single servers the wait is Bard-Schweitzer's sum over what is found, D by D.
 *
 * Approximate: exact for one class with think time at one queue. How far off it was against the exact
 * Markov chain over random networks stands in `measuredErrors`, by the ratio of service times: a quick
 * request that seldom meets a slow one waits less than is said here, now and then several times less.
 */

import { requireNonNegative } from "../../require.ts";
import { at } from "../element.ts";
import { mmcn } from "./mmcn.ts";
import {
  assemble,
  type FlatNetwork,
  flatten,
  type IterativeSolution,
  type MulticlassNetwork,
} from "./multiclass-network.ts";

const PRECISION = 1e-10;
const MOST_ROUNDS = 100_000;

/** Share of the way to the new value that a round goes at first: the plain iteration may swing. */
const FIRST_STEP = 0.5;

/** Rounds in which the change has to halve; where it swings on instead, steps become half as long. */
const PATIENCE = 500;

/**
 * Solves the network approximately, to a fixed point. A round costs O(R·K) plus one M/M/c//N
 * chain of the whole population for each class and multi-server queue.
 *
 * Visits count as one per request and station: D is the service time of the visit. Queues are first
 * come, first served unless their discipline is "ps".
 *
 * @throws RangeError if a number is out of range
 */
export function multiclassMultiserver(network: MulticlassNetwork): IterativeSolution {
  const flat = flatten(network);
  const { R, K, demands } = flat;
  const shared = flat.queues.map((i) => network.stations[i]?.discipline === "ps");
  const state: Iterate = {
    flat,
    throughputs: new Float64Array(R),
    residences: Float64Array.from(demands),
    pressure: new Float64Array(K).fill(1),
  };
  renewThroughputs(state);
  let lastChange = 0;
  let iterations = 0;
  let step = FIRST_STEP;
  let changeToHalve = Number.POSITIVE_INFINITY;
  let ended: "converged" | "stalled" = "stalled";
  while (ended === "stalled" && iterations < MOST_ROUNDS) {
    iterations++;
    lastChange = 0;
    for (const [k, servers] of flat.servers.entries()) {
      for (let r = 0; r < R; r++) {
        const demand = at(demands, r * K + k);
        if (demand === 0) continue;
        const found =
          servers === 1
            ? singleWait(state, r, k, shared[k] ?? false)
            : poolWait(state, r, k, servers, shared[k] ?? false);
        const before = at(state.residences, r * K + k);
        const after = before + step * (demand + at(state.pressure, k) * found - before);
        lastChange = Math.max(lastChange, Math.abs(after - before) / after);
        state.residences[r * K + k] = after;
      }
    }
    renewThroughputs(state);
    lastChange = Math.max(lastChange, renewPressure(state, step));
    if (lastChange <= PRECISION * step) ended = "converged";
    if (iterations % PATIENCE > 0) continue;
    if (lastChange > changeToHalve / 2) step /= 2;
    changeToHalve = lastChange;
  }
  const { throughputs, residences } = state;
  return { ...assemble(network, flat, throughputs, residences), ended, iterations, lastChange };
}

interface Iterate {
  readonly flat: FlatNetwork;
  readonly throughputs: Float64Array;
  readonly residences: Float64Array;
  /** Factor on the waits at each queue: above 1 where the waits as estimated would overload it. */
  readonly pressure: Float64Array;
}

function cycleOf({ flat, residences }: Iterate, r: number): number {
  const { K, delays } = flat;
  return residences.subarray(r * K, r * K + K).reduce((a, b) => a + b, at(delays, r));
}

function renewThroughputs(state: Iterate): void {
  for (const [r, users] of state.flat.users.entries()) {
    state.throughputs[r] = users / cycleOf(state, r);
  }
}

/** No queue works more than all the time: waits are raised until it works no more than that. */
function renewPressure({ flat, throughputs, pressure }: Iterate, step: number): number {
  const { R, K, demands } = flat;
  let lastChange = 0;
  for (const [k, servers] of flat.servers.entries()) {
    let work = 0;
    for (let r = 0; r < R; r++) work += at(throughputs, r) * at(demands, r * K + k);
    const before = at(pressure, k);
    const after = Math.max(1, before * (work / servers) ** step);
    pressure[k] = after;
    lastChange = Math.max(lastChange, Math.abs(after - before) / after);
  }
  return lastChange;
}

/** Flow of class s when one user of class r is missing, taken as proportional to its users. */
function flowWithout({ flat, throughputs }: Iterate, r: number, s: number): number {
  const N = at(flat.users, s);
  const X = at(throughputs, s);
  return s === r && N > 0 ? (X * (N - 1)) / N : X;
}

/** At one server: the work of those found there, or one's own for each of them where it is shared. */
function singleWait(state: Iterate, r: number, k: number, shared: boolean): number {
  const { R, K, demands } = state.flat;
  let wait = 0;
  for (let s = 0; s < R; s++) {
    const queue = flowWithout(state, r, s) * at(state.residences, s * K + k);
    wait += queue * at(demands, (shared ? r : s) * K + k);
  }
  return wait;
}

/**
 * At several servers: the wait in a pool of one class of the mean service time; where they are
 * shared, one's own service stretched as much as the mean one is.
 */
function poolWait(state: Iterate, r: number, k: number, c: number, shared: boolean): number {
  const { R, K, users, demands } = state.flat;
  let others = 0;
  let flow = 0;
  let work = 0;
  let away = 0;
  for (let s = 0; s < R; s++) {
    const demand = at(demands, s * K + k);
    if (demand === 0) continue;
    const X = flowWithout(state, r, s);
    others += Math.max(0, at(users, s) - (s === r ? 1 : 0));
    flow += X;
    work += X * demand;
    away += X * (cycleOf(state, s) - at(state.residences, s * K + k));
  }
  if (others < c || flow === 0) return 0;
  const S = work / flow;
  const seen = { servers: c, serviceTime: S, thinkTime: requireNonNegative("away", away / flow) };
  // With N others, M/M/c//(N+1) is the pool in which a request finds them on arrival.
  const { waitingTime } = mmcn(seen, others + 1);
  return shared ? (waitingTime / S) * at(demands, r * K + k) : waitingTime;
}
