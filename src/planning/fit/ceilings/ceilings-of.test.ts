import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { audit } from "../../../measurement/audit.ts";
import type { Campaign } from "../../../measurement/campaign.ts";
import { observations } from "../../../measurement/observations.ts";
import { fillKnown } from "../../../platform/fill-known.ts";
import { limiters } from "../../../platform/known-facts.ts";
import type { Hypothesis } from "../../../platform/platform.ts";
import { medianOf } from "../../../platform/quantity.ts";
import { onePool } from "../one-pool.ts";
import { ceilingsOf } from "./ceilings-of.ts";

/** Users of think time 1.35 s, who get R at each load. */
const means = [
  [50, 0.05],
  [100, 0.06],
  [200, 0.4],
] as const;
const shop: Campaign = {
  name: "x",
  levels: means.map(([users, mean]) => ({
    ...{ users, run: "", duration: 600, quality: "measured" as const, note: "" },
    requests: Math.round((600 * users) / (1.35 + mean)),
    throughput: users / (1.35 + mean),
    responseTime: { mean },
  })),
  endpoints: [],
  failures: [],
};

const hypothesisOf = (campaign: Campaign) => {
  const audited = audit(campaign);
  return onePool(campaign, observations(campaign, audited), audited);
};

const unsaid = { apiReplicas: true, readReplicas: true };

describe("ceilingsOf", () => {
  /** Nobody waits while others do not: of that see with-lock.test.ts. */
  const line = { maxThroughput: 114.3, alone: new Set<string>(), visits: [] };
  /** Of one instance: of several see of-each-instance.test.ts. */
  const hypothesis = fillKnown(hypothesisOf(shop), { apiReplicas: 1 }, unsaid);
  /** Those that only some requests need: see of-some-requests.test.ts. */
  const simpleOf = (one: Hypothesis) =>
    ceilingsOf(one, line).filter(({ onlyWhereLacking }) => !onlyWhereLacking);
  const variants = simpleOf(hypothesis);
  const queueOf = (one: Hypothesis | undefined, name: string) => {
    const station = one?.platform.stations.find((candidate) => candidate.name === name);
    if (station?.kind !== "queue") throw new Error(`${name} must be a queue`);
    return station;
  };
  const medianAt = (quantity: unknown) => medianOf(quantity as Parameters<typeof medianOf>[0]);

  it("makes one of each where nobody knows which resource is short, with a name and a title", () => {
    expect(variants.map(({ name }) => name)).toEqual([
      "platform-database",
      "platform-api",
      "platform-workers",
      "platform-pool",
    ]);
    expect(variants.map(({ platform }) => platform.title)).toEqual([
      "One pool, nothing else known; the database at its limit",
      "One pool, nothing else known; the API's processors at their limit",
      "One pool, nothing else known; the API's workers at their limit",
      "One pool, nothing else known; the pool at its limit",
    ]);
    expect(variants.map(({ ceiling }) => ceiling)).toEqual(["database", "api", "api", "pool"]);
    for (const { source, numbers } of variants) {
      expect({ source, numbers }).toEqual({
        source: hypothesis.source,
        numbers: hypothesis.numbers,
      });
    }
  });

  it("puts the size that is short around what is needed, and gives the others that or more", () => {
    const [database, api, , pool] = variants;
    expect(database?.platform.stations).toEqual(hypothesis.platform.stations);
    // 1.14 at work in the API, 4.57 in the database: six times more or less, or up to 200 times more.
    expect(queueOf(api, "api").servers).toMatchObject({ low: 1.14 / 6, high: 1.14 * 6 });
    for (const other of [api, pool]) {
      const { low, high } = queueOf(other, "database").servers as { low: number; high: number };
      expect(low).toBeCloseTo(4.57, 1);
      expect(high / low).toBeCloseTo(200, 9);
    }
    // A pool has one place at least: 0.762 becomes 1.
    expect(pool?.platform.pools[0]?.size).toEqual({ prior: "logUniform", low: 1, high: 27.4 });
  });

  it("is of one resource where it is known which is short, and a pool that is not it has room", () => {
    for (const ceiling of limiters.filter((one) => one !== "other")) {
      const known = simpleOf({ ...hypothesis, ceiling });
      const same = variants.filter((one) => one.ceiling === ceiling);
      expect(known.map(({ name }) => name)).toEqual(same.map(({ name }) => name));
      expect(known[0]?.platform.stations).toEqual(same[0]?.platform.stations);
      const size = known[0]?.platform.pools[0]?.size;
      // 114.3 req/s of 50 ms are 5.7 in flight at light load: no fewer places than that.
      if (ceiling === "pool") expect(size).toEqual(same[0]?.platform.pools[0]?.size);
      else expect((size as { low: number }).low).toBeCloseTo(5.71, 1);
    }
  });

  it("has an API that is short as cores and as workers, who keep a request to its end", () => {
    const workers = simpleOf({ ...hypothesis, ceiling: "api" })[1];
    expect(workers).toMatchObject({ name: "platform-workers", ceiling: "api" });
    expect(workers?.platform.title).toBe(
      "One pool, nothing else known; the API's workers at their limit",
    );
    // As many as the database would need connections; both it and the cores have that or more.
    expect(workers?.platform.pools[1]).toMatchObject({
      role: "workers",
      size: { prior: "logUniform", low: 1, high: 27.4 },
      around: ["api", "connections"],
      held: "request",
    });
    expect((queueOf(workers, "database").servers as { low: number }).low).toBeCloseTo(4.57, 1);
    // Where they are known, so many are taken, whatever limits.
    const { platform } = hypothesis;
    const stations = platform.stations.map((one) =>
      one.kind === "queue" && one.name === "api" ? { ...one, servers: 3 } : one,
    );
    const known = simpleOf({ ...hypothesis, platform: { ...platform, stations } });
    expect(known.map(({ platform: { pools } }) => pools[1]?.size)).toEqual([
      undefined,
      undefined,
      3,
      undefined,
    ]);
  });

  it("has the one kind of API that is known, and as many workers as are known stand around every limit", () => {
    const loop = simpleOf({ ...hypothesis, apiKind: "event-loop", ceiling: "api" });
    expect(loop.map(({ name }) => name)).toEqual(["platform-api"]);
    const kept = simpleOf({ ...hypothesis, apiKind: "workers" });
    expect(kept.map(({ name }) => name)).toEqual([
      "platform-database",
      "platform-workers",
      "platform-pool",
    ]);
    // Nobody knows how many: only where they are what limits is anybody short of them.
    expect(kept.map(({ platform }) => platform.pools[1]?.size)).toEqual([
      undefined,
      expect.objectContaining({ low: 1 }),
      undefined,
    ]);
    const stations = hypothesis.platform.stations.map((one) =>
      one.name === "api" && one.kind === "queue" ? { ...one, servers: 12 } : one,
    );
    const platform = { ...hypothesis.platform, stations };
    const known = simpleOf({ ...hypothesis, platform, apiKind: "workers" });
    expect(known.map((one) => one.platform.pools[1])).toEqual(
      known.map(() => expect.objectContaining({ role: "workers", held: "request", size: 12 })),
    );
  });

  it("is of platforms on which that resource does fill up first, whoever says so", () => {
    expect(variants.map(({ toldLimiter }) => toldLimiter)).toEqual(
      variants.map(({ ceiling }) => ceiling),
    );
    for (const ceiling of limiters) {
      for (const { toldLimiter } of simpleOf({ ...hypothesis, ceiling })) {
        expect(toldLimiter).toBe(ceiling);
      }
    }
  });

  /** Where it is known that each of two instances has its own. */
  const ofInstances = fillKnown(
    hypothesis,
    { poolOf: "instance", apiReplicas: 2 },
    unsaid,
  ).platform;

  it("has fewer servers than known connections where the database is short, more where they are", () => {
    const pools = ofInstances.pools.map((pool) => ({ ...pool, size: 5 }));
    const known = { ...hypothesis, platform: { ...ofInstances, pools } };
    const [database, api, , pool] = ceilingsOf(known, line).map(
      (one) => queueOf(one, "database").servers,
    );
    // Five in each of two instances: ten to the database, which needs 0.762 to 27.4 or 4.57 and more.
    expect(database).toMatchObject({ low: 0.762, high: 10 });
    expect((api as { low: number }).low).toBeCloseTo(4.57, 1);
    expect(pool).toMatchObject({ low: 10 });
  });

  it("divides the places that are needed among the pools of all instances", () => {
    const sizeOf = (platform: typeof ofInstances) =>
      simpleOf({ ...hypothesis, platform }).find(({ name }) => name === "platform-pool")?.platform
        .pools[0]?.size;
    // 27.4 of one become 13.7 of each of two; a pool has one place at least.
    expect(sizeOf(ofInstances)).toMatchObject({ low: 1, high: 13.7 });
    // One that all share, or of which nobody knows, has them all.
    expect(sizeOf({ ...hypothesis.platform, apiReplicas: 2 })).toMatchObject({ high: 27.4 });
  });

  it("lets capacity fall where the ceiling is", () => {
    const [database, api, pool] = variants;
    const moved = ["contention", "overloadContention", "overloadCoherency", "drift"] as const;
    for (const field of moved) {
      const known = queueOf(database, "database")[field];
      expect(medianAt(known), field).toBeGreaterThan(0);
      expect(queueOf(api, "api")[field], field).toEqual(known);
      expect(queueOf(api, "database")[field], field).toBe(0);
      expect(queueOf(pool, "database")[field], field).toEqual(known);
    }
  });

  it("is the hypothesis alone where the ceiling is known, or there is no API or database to fill up", () => {
    const { ceiling: _, ...known } = hypothesis;
    expect(ceilingsOf(known, line)).toEqual([known]);
    const stations = hypothesis.platform.stations.filter(({ name }) => name !== "api");
    const without = { ...hypothesis, platform: { ...hypothesis.platform, stations } };
    expect(ceilingsOf(without, line)).toEqual([without]);
  });

  it("keeps every size that is known", () => {
    fc.assert(
      fc.property(
        fc.record({
          api: fc.integer({ min: 1, max: 64 }),
          database: fc.integer({ min: 1, max: 64 }),
          pool: fc.integer({ min: 1, max: 500 }),
        }),
        (sizes) => {
          const { platform } = hypothesis;
          const written: Hypothesis = {
            ...hypothesis,
            platform: {
              ...platform,
              stations: platform.stations.map((station) =>
                station.kind === "queue"
                  ? { ...station, servers: sizes[station.name as "api" | "database"] }
                  : station,
              ),
              pools: platform.pools.map((pool) => ({ ...pool, size: sizes.pool })),
            },
          };
          for (const one of ceilingsOf(written, line)) {
            expect(queueOf(one, "api").servers).toBe(sizes.api);
            expect(queueOf(one, "database").servers).toBe(sizes.database);
            const ofWorkers = one.name === "platform-workers" ? [sizes.api] : [];
            expect(one.platform.pools.map(({ size }) => size)).toEqual([sizes.pool, ...ofWorkers]);
          }
        },
      ),
    );
  });
});
