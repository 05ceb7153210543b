/**
 * How a part of the platform behaves with n requests in it: seen from outside as one
 * load-dependent station (Norton's theorem), and by an arriving request as waits and slowdowns.
 */
import type { PerSecond } from "../../../units.ts";
import type { Stratified } from "./strata.ts";

export interface Behavior {
  /**
   * Completions per second with n = 0…most requests in the part; of requests, not of visits; those
   * who have waited in vain among them.
   */
  readonly rates: Float64Array;
  readonly nodes: readonly NodeBehavior[];
  readonly waits: readonly WaitBehavior[];
  /**
   * By n: requests that wait in line, each weighted by 1 − 2/(1 + CV²) of what it waits for: by so
   * much variable work stretches the line (see `chainProbabilities`).
   */
  readonly stretched: Float64Array;
  /** By n: how many of them count for the rates but are not there (see `acquireTimeOuts`). */
  readonly beyond: Float64Array;
  /**
   * A request of the mix that finds n others: share that will wait in vain, and the mean time lost by
   * that, if it is not counted in n.
   */
  readonly late: Float64Array;
  readonly vainTime: Float64Array;
  /** By n: how many of them will fail. */
  readonly doomed: Float64Array;
  /** Where the part is full: 2/(1 + CV²) of the work that limits it. */
  readonly evenness: number;
  /** Requests in line for what limits the part when it is full, and places it has. */
  readonly backlog: number;
  readonly scale: number;
  /** Rate of the part when full. */
  readonly ceiling: PerSecond;
}

/** Servers, and what sharing them does to a request. */
export interface NodeBehavior {
  readonly name: string;
  /** Index of the class's work is that of the part's. */
  readonly work: readonly ({
    readonly service: number;
    readonly visits: number;
    readonly variation: number;
  } | null)[];
  readonly capacity: number;
  readonly delay: boolean;
  /** A delay whose requests are not counted in n; its `present` is without overload. */
  readonly apart: boolean;
  /** 2/(1 + CV²) of the work of the mix here. */
  readonly evenness: number;
  readonly overloadContention: number;
  readonly overloadCoherency: number;
  readonly overloadCounts: "platform" | "queues";
  /** Coefficient of variation of the delay that sharing adds; null: in proportion to the work. */
  readonly delayVariation: number | null;
  /** Mean number of servers at work, by the number n in the part. */
  readonly busy: Float64Array;
  /** Mean number of requests there, in line or at work. */
  readonly present: Float64Array;
  /** Mean slowdown of the work of a request that finds n others in the part; 1 on an idle node. */
  readonly slowdown: Float64Array;
  /** The same for each stratum, where requests are dealt out. */
  readonly strata: readonly Stratified<Float64Array>[];
}

/** A request that finds n others: share that does not wait, mean wait, mean square. */
export interface WaitMoments {
  readonly free: Float64Array;
  readonly mean: Float64Array;
  readonly square: Float64Array;
}

/** A line in front of places, first come first served. */
export interface WaitBehavior extends WaitMoments {
  readonly name: string;
  /** Places, 0 for the servers of a fifo node, which are no pool. */
  readonly places: number;
  readonly acquireTimeOut: number | null;
  /** Names of the nodes that a place holds; none for a line at a node, which is among those present there. */
  readonly around: readonly string[];
  /** By class: how often a request stands in line. */
  readonly visits: readonly number[];
  /** Mean number of places in use, and of requests in line, by the number n in the part. */
  readonly used: Float64Array;
  readonly waiting: Float64Array;
  /** For each stratum, where requests are dealt out. */
  readonly strata: readonly Stratified<WaitMoments>[];
}
