/**
 * Closed networks with several classes of users: the description, its checks, the answer.
 *
 * Classes differ in users, think time and demands. Demand D = V·S is the time per request at
 * the station over all visits, without waiting.
 */

import { requireCount, requireNonNegative } from "../../require.ts";
import type { PerSecond, Seconds } from "../../units.ts";
import { at, nth } from "../element.ts";

export interface CustomerClass {
  readonly name?: string;
  /** Users N of the class; 0 is a class that only watches: its times are those of a lone request. */
  readonly users: number;
  /** Mean think time Z of the class. */
  readonly thinkTime: Seconds;
}

export interface MulticlassStation {
  readonly name?: string;
  readonly kind: "queue" | "delay";
  /** Demand D of each class, in the order of the classes; 0 where it never comes. */
  readonly demands: readonly Seconds[];
  /** Equal servers c of a queue, default 1. */
  readonly servers?: number;
  /**
   * How a queue serves: "ps" shares its servers evenly among all who are there, "fifo" in order of
   * arrival, with exponential service. Where it is not given, it is what the method assumes.
   */
  readonly discipline?: "ps" | "fifo";
}

export interface MulticlassNetwork {
  readonly classes: readonly CustomerClass[];
  readonly stations: readonly MulticlassStation[];
}

export interface ClassSolution {
  /** Requests of the class per second, X. */
  readonly throughput: PerSecond;
  /** Mean response time R of the class, think time not included. */
  readonly responseTime: Seconds;
}

export interface ClassAtStation {
  /** Time per request of the class at the station, waiting included. */
  readonly residenceTime: Seconds;
  /** Mean number of users of the class at the station. */
  readonly queueLength: number;
  /** X·D/c: share of the station's capacity; at a delay X·D. */
  readonly utilization: number;
}

export interface MulticlassStationSolution {
  /** One for each class. */
  readonly classes: readonly ClassAtStation[];
  readonly queueLength: number;
  readonly utilization: number;
}

export interface MulticlassSolution {
  readonly classes: readonly ClassSolution[];
  readonly stations: readonly MulticlassStationSolution[];
}

/** How an iteration ended: at its fixed point, or at the limit of rounds. */
export interface IterativeSolution extends MulticlassSolution {
  readonly ended: "converged" | "stalled";
  readonly iterations: number;
  /** Largest relative change of the last round. */
  readonly lastChange: number;
}

/** The network in flat arrays; element r·K+k belongs to class r at queue k. */
export interface FlatNetwork {
  readonly R: number;
  /** Queues only; delays are part of `delays`. */
  readonly K: number;
  readonly users: Float64Array;
  /** Think time plus all demands at delays, for each class. */
  readonly delays: Float64Array;
  readonly demands: Float64Array;
  readonly servers: readonly number[];
  /** Index in `network.stations` of each queue. */
  readonly queues: readonly number[];
}

/**
 * Checks the network and lays it out flat.
 *
 * @throws RangeError if a number is out of range, a station has not one demand for each class,
 *   nobody is there, or a class with users takes no time anywhere
 */
export function flatten(network: MulticlassNetwork): FlatNetwork {
  const { classes, stations } = network;
  const R = classes.length;
  const users = Float64Array.from(classes, (c, r) =>
    requireCount(`classes[${r}].users`, c.users, 0),
  );
  const delays = Float64Array.from(classes, (c, r) =>
    requireNonNegative(`classes[${r}].thinkTime`, c.thinkTime),
  );
  if (!users.some((n) => n > 0)) throw new RangeError("users must be above 0 in some class, got 0");
  const queues: number[] = [];
  for (const [i, station] of stations.entries()) {
    if (station.demands.length !== R) {
      throw new RangeError(
        `stations[${i}].demands must be ${R}, one for each class, got ${station.demands.length}`,
      );
    }
    station.demands.forEach((demand, r) => {
      requireNonNegative(`stations[${i}].demands[${r}]`, demand);
      if (station.kind === "delay") delays[r] = at(delays, r) + demand;
    });
    if (station.kind === "queue") queues.push(i);
  }
  const K = queues.length;
  const demands = new Float64Array(R * K);
  for (const [k, i] of queues.entries()) {
    stations[i]?.demands.forEach((demand, r) => {
      demands[r * K + k] = demand;
    });
  }
  for (let r = 0; r < R; r++) {
    const busy = demands.subarray(r * K, r * K + K).some((demand) => demand > 0);
    if (!busy && delays[r] === 0 && users[r] !== 0) {
      throw new RangeError(`classes[${r}] must take some time somewhere: think time or demand`);
    }
  }
  const servers = queues.map((i) =>
    requireCount(`stations[${i}].servers`, stations[i]?.servers ?? 1),
  );
  return { R, K, users, delays, demands, servers, queues };
}

/**
 * Refuses stations of several servers where the method knows only one.
 *
 * @throws RangeError naming the station and the method that takes it
 */
export function requireSingleServers(flat: FlatNetwork, instead: string): void {
  flat.servers.forEach((servers, k) => {
    if (servers !== 1) {
      const where = `stations[${flat.queues[k]}].servers`;
      throw new RangeError(`${where} must be 1 here, got ${servers}; ${instead} takes more`);
    }
  });
}

/** Relative difference of two demands that are the same number, typed or computed. */
const SAME = 1e-12;

/** Whether a first-come-first-served queue serves classes in unequal times: no product form then. */
export function isUnequalFifo({ kind, discipline, demands }: MulticlassStation): boolean {
  if (kind !== "queue" || discipline !== "fifo") return false;
  const visiting = demands.filter((demand) => demand > 0);
  return Math.max(...visiting) - Math.min(...visiting) > SAME * Math.max(...visiting);
}

/**
 * Refuses queues without a product form: the answer would be that of processor sharing.
 *
 * @throws RangeError naming the station and the methods that take it
 */
export function requireProductForm({ stations }: MulticlassNetwork): void {
  const i = stations.findIndex(isUnequalFifo);
  if (i < 0) return;
  throw new RangeError(
    `stations[${i}].demands must be equal for all classes that come where it is first come, first ` +
      `served, got ${stations[i]?.demands.join(" and ")}; exactFifoNetwork takes unequal ones for a ` +
      "few users, multiclassMultiserver approximately",
  );
}

/** The answer from throughputs of the classes and residence times at the queues (r·K+k). */
export function assemble(
  network: MulticlassNetwork,
  flat: FlatNetwork,
  throughputs: Float64Array,
  residences: Float64Array,
): MulticlassSolution {
  const { K, queues } = flat;
  const responseTimes = network.classes.map(() => 0);
  const stations = network.stations.map((station, i) => {
    const k = queues.indexOf(i);
    const classes = station.demands.map((demand, r): ClassAtStation => {
      const X = at(throughputs, r);
      const residenceTime = k < 0 ? demand : at(residences, r * K + k);
      responseTimes[r] = nth(responseTimes, r) + residenceTime;
      const servers = station.kind === "queue" ? (station.servers ?? 1) : 1;
      return { residenceTime, queueLength: X * residenceTime, utilization: (X * demand) / servers };
    });
    return {
      classes,
      queueLength: classes.reduce((sum, c) => sum + c.queueLength, 0),
      utilization: classes.reduce((sum, c) => sum + c.utilization, 0),
    };
  });
  return {
    classes: responseTimes.map((responseTime, r) => ({
      throughput: at(throughputs, r),
      responseTime,
    })),
    stations,
  };
}
