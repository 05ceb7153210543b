/** A simulated platform as its parameters are written down, and the model of it. */

import type { PlatformChange } from "../levers/change/change-platform.ts";
import { plainQueue } from "../plain-queue.ts";
import type { Platform } from "../platform.ts";

export interface SimulatedClass {
  readonly name: string;
  readonly weight: number;
  readonly kind: "read" | "write";
  readonly apiMean: number;
  readonly apiCv: number;
  readonly dbMean: number;
  readonly dbCv: number;
}

export interface SimulatedSystem {
  readonly thinkTime: number;
  /** API workers, each held for the whole request. */
  readonly workers: number;
  /** Connections of each database node. */
  readonly pool: number;
  readonly cores: number;
  readonly replicas: number;
  readonly classes: readonly SimulatedClass[];
  readonly cacheClass: string;
  readonly halveClass: string;
}

/** One load of a long run. */
export interface SimulatedLevel {
  readonly users: number;
  readonly throughput: number;
  readonly response: Readonly<Record<"mean" | "p50" | "p90" | "p95" | "p99", number>>;
}

export function platformOfSystem(system: SimulatedSystem): Platform {
  const work = (mean: "apiMean" | "dbMean", variation: "apiCv" | "dbCv") =>
    system.classes.map((one) => ({
      endpoint: one.name,
      demand: one[mean],
      visits: 1,
      variation: one[variation],
    }));
  return {
    title: "simulated",
    thinkTime: system.thinkTime,
    apiReplicas: 1,
    endpoints: system.classes.map(({ name, weight, kind }) => ({
      name,
      weight,
      kind,
      cacheHits: 0,
      cacheTime: 0,
    })),
    stations: [
      { kind: "delay", name: "api", role: "api", work: work("apiMean", "apiCv") },
      {
        ...plainQueue,
        name: "database",
        role: "database",
        discipline: "ps",
        servers: system.cores,
        readReplicas: system.replicas,
        work: work("dbMean", "dbCv"),
      },
    ],
    pools: [
      {
        name: "connections",
        role: "connections",
        size: system.pool,
        perReplica: false,
        perNode: true,
        around: ["database"],
        held: "request",
        acquireTimeOut: null,
      },
      {
        name: "workers",
        role: "workers",
        size: system.workers,
        perReplica: false,
        perNode: false,
        around: ["api", "connections"],
        held: "request",
        acquireTimeOut: null,
      },
    ],
    rateLimit: null,
    clientTimeOut: null,
    backgroundErrorRate: 0,
  };
}

/** The levers of the eight changes that were simulated; none for the baseline. */
export function leversOfChange(system: SimulatedSystem, change: string): readonly PlatformChange[] {
  switch (change) {
    case "baseline":
      return [];
    case "pool_x2":
      return [{ name: "pool.size", value: 2 * system.pool }];
    case "pool_x5":
      return [{ name: "pool.size", value: 5 * system.pool }];
    case "workers_x2":
      return [{ name: "api.workers", value: 2 * system.workers }];
    case "workers_x3":
      return [{ name: "api.workers", value: 3 * system.workers }];
    case "replicas_plus1":
      return [{ name: "db.readReplicas", value: system.replicas + 1 }];
    case "replicas_plus2":
      return [{ name: "db.readReplicas", value: system.replicas + 2 }];
    case "cache60":
      return [{ name: "cache", value: 0.6, endpoints: system.cacheClass }];
    case "demand_half":
      return [{ name: "demand", value: 0.5, endpoints: system.halveClass }];
    default:
      throw new RangeError(`change must be one of the simulated ones, got ${change}`);
  }
}
