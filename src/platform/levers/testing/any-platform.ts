/** Platforms of all shapes that levers can act on, for laws over random inputs. */

import fc from "fast-check";
import { plainQueue } from "../../plain-queue.ts";
import type { Platform, PoolOf, StationOf } from "../../platform.ts";

const positive = (max: number) => fc.double({ min: 0.01, max, noNaN: true });
const share = fc.double({ min: 0, max: 0.9, noNaN: true });

export const anyPlatform: fc.Arbitrary<Platform> = fc
  .record({
    weights: fc.array(positive(10), { minLength: 1, maxLength: 4 }),
    poolSize: fc.double({ min: 1, max: 200, noNaN: true }), // as a posterior draws it
    workers: fc.option(fc.integer({ min: 1, max: 64 }), { nil: null }),
    apiReplicas: fc.integer({ min: 1, max: 5 }),
    cores: positive(64),
    readReplicas: fc.integer({ min: 0, max: 3 }),
    shards: fc.integer({ min: 1, max: 4 }),
    slowdown: share,
    hits: share,
    thinkTime: positive(10),
    rateLimit: fc.option(positive(1000), { nil: null }),
    held: fc.constantFrom("request" as const, "visit" as const),
  })
  .map((drawn) => {
    const { weights, apiReplicas, thinkTime, rateLimit } = drawn;
    const endpoints = weights.map((weight, i) => ({
      name: `${i % 2 === 0 ? "GET" : "POST"} /${i}`,
      weight,
      kind: i % 2 === 0 ? ("read" as const) : ("write" as const),
      cacheHits: i % 2 === 0 ? drawn.hits : 0,
      cacheTime: 0.001,
    }));
    const work = (demand: number) =>
      endpoints.map(({ name }, i) => ({
        endpoint: name,
        demand: demand * (i + 1),
        visits: 1 + i / 2,
        variation: 1,
      }));
    const stations: StationOf<number>[] = [
      { kind: "delay", name: "api", role: "api", work: work(0.003) },
      {
        ...plainQueue,
        name: "database",
        role: "database",
        discipline: "ps",
        servers: drawn.cores,
        contention: drawn.slowdown,
        coherency: drawn.slowdown / 10,
        crowding: drawn.slowdown / 5,
        readReplicas: drawn.readReplicas,
        shards: drawn.shards,
        work: work(0.01),
      },
    ];
    const pool = (name: string, role: PoolOf<number>["role"], size: number, around: string[]) => ({
      ...{ name, role, size, around, held: drawn.held, acquireTimeOut: null },
      ...{ perReplica: false, perNode: false },
    });
    const connections = pool("connections", "connections", drawn.poolSize, ["database"]);
    const pools =
      drawn.workers === null
        ? [connections]
        : [connections, pool("workers", "workers", drawn.workers, ["api", "connections"])];
    return {
      ...{ title: "any", thinkTime, apiReplicas, endpoints, stations, pools, rateLimit },
      ...{ clientTimeOut: null, backgroundErrorRate: 0 },
      ...(rateLimit === null ? {} : { rateBurst: 6 }),
    };
  });
