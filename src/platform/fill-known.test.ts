import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fillKnown } from "./fill-known.ts";
import { apiKinds, type KnownFacts, limiters } from "./known-facts.ts";
import type { EndpointKind, EndpointOf, Hypothesis, PoolOf, QueueOf } from "./platform.ts";
import type { Prior, Quantity } from "./quantity.ts";
import { unknownsOf } from "./unknowns-of.ts";

const around = (low: number, high: number): Prior => ({ prior: "logUniform", low, high });

const queue = (role: "api" | "database", perReplica: boolean): QueueOf<Quantity> => ({
  ...{ kind: "queue", name: role, role, discipline: "ps", servers: around(4, 64), perReplica },
  ...{ contention: 0, coherency: 0, crowding: 0, overloadContention: 0, overloadCoherency: 0 },
  ...{ overloadCounts: "platform", drift: 0, sharedLimit: null, delayVariation: null },
  ...{ readReplicas: 0, replication: 0, shards: 1, maxConnections: null },
  work: [
    {
      ...{ endpoint: "all", visits: 1, variation: 1 },
      demand: { of: role === "api" ? "apiTime" : "queryTime", times: 1 },
    },
  ],
});

const hypothesis: Hypothesis = {
  name: "shop",
  source: "",
  ceiling: "unknown",
  numbers: { apiTime: around(0.001, 0.1), queryTime: around(0.01, 1) },
  platform: {
    ...{ title: "Shop", thinkTime: around(1, 2), apiReplicas: 1 },
    endpoints: [{ name: "all", weight: 1, kind: "read", cacheHits: 0, cacheTime: 0 }],
    stations: [queue("api", true), queue("database", false)],
    pools: [
      {
        ...{ name: "connections", role: "connections", size: around(2, 100), perReplica: true },
        ...{ perNode: true, around: ["database"], held: "request", acquireTimeOut: null },
      },
    ],
    ...{ rateLimit: null, clientTimeOut: null, backgroundErrorRate: 0 },
  },
};

const unsaid = { apiReplicas: true, readReplicas: true };
const said = { apiReplicas: false, readReplicas: false };

const facts: fc.Arbitrary<KnownFacts> = fc.record(
  {
    pool: fc.integer({ min: 1, max: 500 }),
    poolOverflow: fc.nat(50),
    acquireTimeOut: fc.double({ min: 0.1, max: 60, noNaN: true }),
    apiReplicas: fc.integer({ min: 1, max: 9 }),
    apiWorkers: fc.integer({ min: 1, max: 64 }),
    apiKind: fc.constantFrom(...apiKinds),
    dbCores: fc.integer({ min: 1, max: 64 }),
    readReplicas: fc.nat(3),
    thinkTime: fc.double({ min: 0.1, max: 9, noNaN: true }),
    apiTime: fc.double({ min: 0.001, max: 1, noNaN: true }),
    queryTime: fc.double({ min: 0.001, max: 1, noNaN: true }),
    limitedBy: fc.constantFrom(...limiters),
  },
  { requiredKeys: [] },
);

/** Where each fact stands among the unknowns. */
const places = {
  pool: "pools.connections.size",
  apiWorkers: "stations.api.servers",
  dbCores: "stations.database.servers",
  thinkTime: "thinkTime",
  apiTime: "apiTime",
  queryTime: "queryTime",
} as const;

describe("fillKnown", () => {
  it("fixes what is known, and leaves the rest unknown", () => {
    fc.assert(
      fc.property(facts, (known) => {
        const filled = fillKnown(hypothesis, known, unsaid);
        const { platform, numbers, ceiling, apiKind } = filled;
        const [api, database] = platform.stations as readonly QueueOf<Quantity>[];
        const told: Readonly<Partial<Record<keyof KnownFacts, unknown>>> = {
          ...{ pool: platform.pools[0]?.size, apiReplicas: platform.apiReplicas },
          acquireTimeOut: platform.pools[0]?.acquireTimeOut,
          poolOverflow: platform.pools[0]?.overflow,
          ...{ apiWorkers: api?.servers, apiKind, dbCores: database?.servers },
          ...{ readReplicas: database?.readReplicas, thinkTime: platform.thinkTime },
          ...{ apiTime: numbers["apiTime"], queryTime: numbers["queryTime"], limitedBy: ceiling },
        };
        for (const fact of Object.keys(known) as (keyof KnownFacts)[]) {
          expect(told[fact], fact).toBe(known[fact]);
        }
        const open = Object.entries(places).flatMap(([fact, place]) =>
          known[fact as keyof typeof places] === undefined ? [place] : [],
        );
        expect(
          unknownsOf(filled)
            .map(({ name }) => name)
            .toSorted(),
        ).toEqual(open.toSorted());
      }),
    );
  });

  it("leaves numbers that a file says, whatever is known", () => {
    fc.assert(
      fc.property(facts, facts, (first, second) => {
        const { apiReplicas: _, readReplicas: __, ...others } = first;
        const sizes = { pool: 7, acquireTimeOut: 30, apiWorkers: 3, dbCores: 5 };
        const full = { ...others, ...sizes, thinkTime: 1.4 };
        const written = fillKnown(
          hypothesis,
          { ...full, apiKind: "workers", apiTime: 0.02, queryTime: 0.3, limitedBy: "api" },
          unsaid,
        );
        expect(fillKnown(written, second, said)).toEqual(written);
      }),
    );
  });

  it("gives each replica its part of an unknown size that was meant for one", () => {
    const { platform } = fillKnown(hypothesis, { apiReplicas: 4 }, unsaid);
    const [api, database] = platform.stations as readonly QueueOf<Quantity>[];
    expect(api?.servers).toEqual(around(1, 16));
    expect(database?.servers).toEqual(around(4, 64)); // all of them share it
    // A pool has one place at least: 2/4 becomes 1.
    expect(platform.pools[0]?.size).toEqual(around(1, 25));
    const asSaid = fillKnown(hypothesis, { apiReplicas: 4 }, said);
    expect(asSaid.platform).toEqual(hypothesis.platform);
  });

  it("takes a known pool for one instance's where nobody says whose it is, and leaves what a file says", () => {
    const poolOf = (own: Partial<PoolOf<Quantity>>, known: KnownFacts) => {
      const pools = hypothesis.platform.pools.map((pool) => ({ ...pool, ...own }));
      const some = { ...hypothesis, platform: { ...hypothesis.platform, pools } };
      const [pool] = fillKnown(some, { apiReplicas: 2, ...known }, unsaid).platform.pools;
      return [pool?.perReplica, pool?.perReplicaUnsaid, pool?.size];
    };
    const open = { perReplica: false, perReplicaUnsaid: true } as const;
    expect(poolOf(open, {})).toEqual([false, true, around(2, 100)]);
    expect(poolOf(open, { pool: 8 })).toEqual([true, undefined, 8]);
    expect(poolOf(open, { pool: 8, poolOf: "all" })).toEqual([false, undefined, 8]);
    expect(poolOf(open, { poolOf: "instance" })).toEqual([true, undefined, around(1, 50)]);
    expect(poolOf({ perReplica: false }, { poolOf: "instance" })[0]).toBe(false);
  });

  it("gives mixed endpoints the reads that those of one kind leave over", () => {
    const of = (weight: number, kind: EndpointKind, name: string = kind) => ({
      ...{ name, weight, kind, cacheHits: 0, cacheTime: 0 },
    });
    const sharesOf = (readShare: number, endpoints: readonly EndpointOf<Quantity>[]) => {
      const some = { ...hypothesis, platform: { ...hypothesis.platform, endpoints } };
      return fillKnown(some, { readShare }, unsaid).platform.endpoints.map((one) => one.readShare);
    };
    // 70 of 100 read, 50 of them elsewhere: 20 of 40.
    const mix = [of(50, "read"), of(10, "write"), of(40, "mixed")];
    expect(sharesOf(0.7, mix)).toEqual([undefined, undefined, expect.closeTo(0.5, 12)]);
    expect(sharesOf(0.3, mix)[2]).toBe(0);
    expect(sharesOf(0.95, mix)[2]).toBe(1);
    expect(sharesOf(0.7, [of(1, "read"), of(1, "write")])).toEqual([undefined, undefined]);
    expect(sharesOf(0.7, [{ ...of(1, "mixed"), readShare: 0.2 }])).toEqual([0.2]);
  });

  it("fills none of two databases: nobody can tell which is meant", () => {
    const second = { ...queue("database", false), name: "archive" };
    const stations = [...hypothesis.platform.stations, second];
    const two = { ...hypothesis, platform: { ...hypothesis.platform, stations } };
    expect(fillKnown(two, { dbCores: 8, readReplicas: 1 }, unsaid)).toEqual(two);
  });
});
