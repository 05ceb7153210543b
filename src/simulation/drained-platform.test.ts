import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SimulatedIncident } from "./dynamics/platform-dynamics.ts";
import { replicate } from "./engine/replicate.ts";
import { replicationOf, type SimulationRun } from "./engine/simulation-run.ts";
import type { SimulationResult } from "./result/simulation-result.ts";
import { summarizeSimulation } from "./result/summarize-simulation.ts";
import { type TieredPlatform, tiered } from "./testing/tiered-platform.ts";

const exponential = (mean: number) => ({ law: "exponential" as const, mean });

const discipline = fc.constantFrom("fifo" as const, "ps" as const, "delay" as const);

const incident = fc.record({
  kind: fc.constantFrom("apiDown" as const, "readReplicaDown" as const),
  replica: fc.integer({ min: 1, max: 2 }),
  from: fc.double({ min: 0, max: 30, noNaN: true }),
  length: fc.option(fc.double({ min: 0.1, max: 20, noNaN: true }), { nil: undefined }),
  work: fc.constantFrom("lost" as const, "rerouted" as const),
});

const any = fc.record({
  api: discipline,
  database: discipline,
  slowed: fc.boolean(),
  pool: fc.option(fc.integer({ min: 1, max: 6 })),
  per: fc.constantFrom("node" as const, "replica" as const),
  held: fc.constantFrom("visit" as const, "request" as const),
  shards: fc.integer({ min: 1, max: 3 }),
  primaryReads: fc.boolean(),
  timeOut: fc.option(fc.double({ min: 0.3, max: 2, noNaN: true })),
  acquireTimeOut: fc.option(fc.double({ min: 0.05, max: 1, noNaN: true })),
  deadlocks: fc.boolean(),
  scaled: fc.boolean(),
  paced: fc.boolean(),
  limited: fc.boolean(),
  few: fc.boolean(),
  incidents: fc.array(incident, { minLength: 2, maxLength: 6 }),
  lock: fc.option(fc.constantFrom("fifo" as const, "ps" as const)),
  sharedPool: fc.boolean(),
  seed: fc.nat(1000),
});

type Any = typeof any extends fc.Arbitrary<infer Value> ? Value : never;

function platformOf(one: Any): TieredPlatform {
  const law = { contention: 0.02, overloadContention: 0.001 };
  const slowdown = (kind: string) => (one.slowed && kind !== "delay" ? { slowdown: law } : {});
  const read = {
    name: "read",
    weight: 3,
    kind: "read" as const,
    apiTime: exponential(0.02),
    databaseTime: exponential(0.1),
    visits: 2,
    cache: { hitShare: 0.3, time: exponential(0.01), keys: { count: 30, timeToLive: 1 } },
  };
  const write = {
    name: "write",
    weight: 1,
    kind: "write" as const,
    apiTime: { law: "constant" as const, mean: 0 },
    databaseTime: exponential(0.1),
    ...(one.lock ? { lockTime: exponential(0.02) } : {}),
    ...(one.deadlocks ? { deadlock: { share: 0.3, retries: 2, backOff: 0.05 } } : {}),
  };
  return {
    endpoints: [read, write],
    thinkTime: exponential(0.3),
    ...(one.lock ? { lock: { discipline: one.lock, servers: 1, ...slowdown(one.lock) } } : {}),
    ...(one.paced ? { pace: 0.5 } : {}),
    api: {
      discipline: one.api,
      servers: 8,
      replicas: 2,
      ...slowdown(one.api),
      ...(one.scaled
        ? { autoscale: { measure: "users", above: 15, below: 8, most: 5, delay: 2, every: 1 } }
        : {}),
    },
    pool: one.pool
      ? {
          size: one.pool,
          per: one.per,
          held: one.held,
          sharedByNodes: one.sharedPool,
          ...(one.acquireTimeOut ? { acquireTimeOut: one.acquireTimeOut } : {}),
        }
      : null,
    database: {
      discipline: one.database,
      servers: 3,
      readReplicas: 2,
      shards: one.shards,
      primaryReads: one.primaryReads,
      ...slowdown(one.database),
    },
    clients: {
      ...(one.timeOut ? { timeOut: one.timeOut } : {}),
      retry: { attempts: 3, backOff: 0.1 },
    },
    ...(one.few ? { requestLimit: 4 } : {}),
    ...(one.limited ? { userRateLimit: { rate: 2, burst: 3, retryAfter: "nextToken" } } : {}),
    incidents: [
      ...incidentsOf(one).map(
        ({ length, ...rest }): SimulatedIncident =>
          length === undefined ? rest : { ...rest, to: rest.from + length },
      ),
      { kind: "cacheLost", at: 20 },
    ],
  };
}

/** Where nodes share a lock or a pool, none of them breaks down alone. */
function incidentsOf(one: Any): Any["incidents"] {
  if (!one.lock && !one.sharedPool) return one.incidents;
  return one.incidents.map((incident) => ({ ...incident, kind: "apiDown" }));
}

describe("any platform with all that may happen to it", () => {
  it("keeps no place, job or user once all have left, and gives the same bytes twice", () => {
    fc.assert(
      fc.property(any, (one) => {
        const platform = platformOf(one);
        const users = {
          points: [
            { time: 0, value: 60 },
            { time: 35, value: 60 },
            { time: 35, value: 0 },
          ],
        };
        const run: SimulationRun = {
          seed: one.seed,
          load: { users },
          // What clients gave up is worked off by then.
          until: { time: 1200 },
          warmUp: 1100,
        };
        const windows = replicate(replicationOf(tiered(platform), run, 0));
        const again = replicate(replicationOf(tiered(platform), run, 0));
        expect(JSON.stringify(again)).toBe(JSON.stringify(windows));
        const summary = (from: number) =>
          summarizeSimulation(tiered(platform), { ...run, warmUp: from }, [
            windows,
          ]) as SimulationResult;
        const result = summary(1100);
        expect(result.users).toBe(0);
        expect(result.requestsUnderWay).toBeCloseTo(0, 9);
        for (const { inService, waiting, throughput } of result.stations) {
          expect([inService, waiting, throughput].map((x) => Math.abs(x) < 1e-9)).toEqual([
            true,
            true,
            true,
          ]);
        }
        const all = summary(0);
        expect(all.requests).toBeGreaterThan(0);
        for (const { inService, servers, name } of all.stations) {
          if (name.startsWith("pool")) expect(inService).toBeLessThanOrEqual(servers + 1e-9);
        }
      }),
      { seed: 11, numRuns: 40 },
    );
  });
});
