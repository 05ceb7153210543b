import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Platform } from "../../platform.ts";
import type { Lever, Scenario } from "../../scenario.ts";
import { plainPlatform } from "../../testing/plain-platform.ts";
import { type LeverBase, leverBase } from "../lever-base.ts";
import { anyPlatform } from "../testing/any-platform.ts";
import { changePlatform } from "./change-platform.ts";
import { changesOf } from "./changes-of.ts";
import { NoPlaceError } from "./no-place-error.ts";

type Numbered = keyof LeverBase;

const scenario = (...levers: readonly Lever[]): Scenario => ({
  name: "try",
  title: "Trying it",
  source: "",
  cost: null,
  levers,
});

/** "by × (number of the platform)" */
const times = (by: number, name: Numbered, endpoints?: string): Lever => ({
  name,
  text: `${by} * ${name}`,
  value: { operation: "multiply", values: [by, { figure: name }] },
  ...(endpoints === undefined ? {} : { endpoints }),
});

const to = (name: Lever["name"], value: number, endpoints?: string): Lever => ({
  name,
  text: String(value),
  value,
  ...(endpoints === undefined ? {} : { endpoints }),
});

const changed = (platform: Platform, ...levers: readonly Lever[]) =>
  changePlatform(platform, changesOf(scenario(...levers), platform));

/** The numbers that this platform has. */
const numbersOf = (platform: Platform) =>
  (Object.entries(leverBase(platform)) as [Numbered, number | null][])
    .filter(([, value]) => value !== null)
    .map(([name]) => name);

describe("changesOf", () => {
  it("gives no levers for none", () => {
    expect(changesOf(scenario(), plainPlatform())).toEqual([]);
  });

  it("reads expressions on the platform as it is, not on what another lever makes of it", () => {
    const levers = [to("pool.size", 40), times(2, "pool.size")];
    expect(changesOf(scenario(...levers), plainPlatform())).toEqual([
      { name: "pool.size", value: 40 },
      { name: "pool.size", value: 20 }, // 2 × 10
    ]);
  });

  it("keeps endpoints, and has 1 for a pooler", () => {
    const levers = [to("cache", 0.6, "GET *"), to("mix", 2, "GET /a"), to("pooler", 1)];
    expect(changesOf(scenario(...levers), plainPlatform())).toEqual([
      { name: "cache", value: 0.6, endpoints: "GET *" },
      { name: "mix", value: 2, endpoints: "GET /a" },
      { name: "pooler", value: 1 },
    ]);
  });

  it("takes the nearest whole number of replicas and shards, and a fraction of a pool", () => {
    const drawn = plainPlatform({ poolSize: 13.4 });
    const levers = (["api.replicas", "db.readReplicas", "shards", "pool.size"] as const).map(
      (name): Lever => ({ name, text: "pool.size", value: { figure: "pool.size" } }),
    );
    expect(changesOf(scenario(...levers), drawn)).toEqual([
      { name: "api.replicas", value: 13 },
      { name: "db.readReplicas", value: 13 },
      { name: "shards", value: 13 },
      { name: "pool.size", value: 13.4 },
    ]);
  });

  it("refuses what has no finite value here", () => {
    const lever = { ...times(2, "api.workers"), name: "db.cores" as const };
    expect(() => changesOf(scenario(lever), plainPlatform())).toThrow(
      /^the platform has no api.workers to refer to, or several that differ/,
    );
    const endless = {
      ...to("db.cores", 1),
      text: "1 / db.readReplicas",
      value: { operation: "divide", values: [1, { figure: "db.readReplicas" }] },
    } as const;
    expect(() => changesOf(scenario(endless), plainPlatform())).toThrow(
      /^db.cores must be a finite number, got 1 \/ db.readReplicas = Infinity/,
    );
  });

  it("leaves the platform as it is where every number is set to what it was", () => {
    fc.assert(
      fc.property(anyPlatform, (platform) => {
        const same = numbersOf(platform).map((name) => times(1, name));
        expect(changed(platform, ...same)).toEqual(platform);
        expect(changed(platform, to("contention", 1), to("demand", 1), to("visits", 1))).toEqual(
          platform,
        );
      }),
      { seed: 1 },
    );
  });

  it("doubles and halves every number back to where it was", () => {
    fc.assert(
      fc.property(anyPlatform, (platform) => {
        for (const name of numbersOf(platform)) {
          const doubled = changed(platform, times(2, name));
          expect(leverBase(doubled)[name]).toBe(2 * (leverBase(platform)[name] as number));
          expect(changed(doubled, times(0.5, name))).toEqual(platform);
        }
        const factors = ["contention", "demand", "visits", "mix"] as const;
        for (const name of factors) {
          expect(changed(changed(platform, to(name, 2)), to(name, 0.5))).toEqual(platform);
        }
      }),
      { seed: 1 },
    );
  });
});

describe("leverBase", () => {
  it("is that of the plain platform", () => {
    expect(leverBase(plainPlatform())).toMatchObject({
      "pool.size": 10,
      "api.workers": null,
      "api.replicas": 1,
      "db.cores": 4,
      "db.readReplicas": 0,
      "db.maxConnections": null,
      shards: 1,
      cacheTime: null,
      thinkTime: 1,
      rateLimit: null,
      rateBurst: null,
    });
  });

  it("has no one pool size where there are two that differ", () => {
    const platform = plainPlatform();
    const second = platform.pools.map((pool) => ({ ...pool, name: "reports", size: 5 }));
    const two = { ...platform, pools: [...platform.pools, ...second] };
    expect(leverBase(two)["pool.size"]).toBeNull();
    expect(leverBase(changed(two, to("pool.size", 7)))["pool.size"]).toBe(7);
  });
});

describe("a lever that the platform has no place for", () => {
  // The database is a delay, the API a queue: the limit lies in the application.
  const { stations, ...rest } = plainPlatform();
  const [api, database] = stations;
  if (api === undefined || database?.kind !== "queue")
    throw new Error("the plain platform differs");
  const application: Platform = {
    ...rest,
    pools: [],
    stations: [
      { ...database, name: "api", role: "api", work: api.work },
      { kind: "delay", name: "database", role: "database", work: database.work },
    ],
  };

  it.each([
    "pool.size",
    "api.workers",
    "db.cores",
    "db.readReplicas",
    "shards",
    "contention",
  ] as const)("%s is told apart from a wrong value", (name) => {
    expect(() => changed(application, to(name, 2))).toThrow(NoPlaceError);
    expect(() => changed(plainPlatform(), to(name, -2))).toThrow(RangeError);
  });

  it("a pooler without a pool, too", () => {
    expect(() => changed(application, to("pooler", 1))).toThrow(NoPlaceError);
  });

  it("never is the queue of the API instead of the database", () => {
    const faster = changed(application, to("demand", 0.5));
    expect(faster.stations[0]).toEqual(application.stations[0]);
    expect(faster.stations[1]?.work[0]?.demand).toBe(0.025);
  });
});
