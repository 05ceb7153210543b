import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entryAt } from "../../../entry-at.ts";
import type { Platform } from "../../platform.ts";
import type { Scenario } from "../../scenario.ts";
import { solvePlatform } from "../../solve/solve-platform.ts";
import { plainPlatform } from "../../testing/plain-platform.ts";
import { platformParts } from "../../tree/platform-parts.ts";
import { requestClasses } from "../../tree/request-classes.ts";
import { applyScenario, applyScenarios } from "./apply-scenario.ts";
import { refuseConnections } from "./refuse-connections.ts";

const sized = (platform: Platform, size: number): Platform => ({
  ...platform,
  pools: platform.pools.map((pool) => ({ ...pool, size })),
});
const owned = (platform: Platform, apiReplicas: number): Platform => ({
  ...platform,
  apiReplicas,
  pools: platform.pools.map((pool) => ({ ...pool, perReplica: true })),
});
/** Connections that are solved with. */
const preparedPlaces = (platform: Platform) =>
  platformParts(platform, requestClasses(platform)).flatMap((part) =>
    part.kind === "pool" ? [part.size] : [],
  )[0];
const set = (name: "pool.size" | "api.replicas", value: number) => ({
  ...{ name: "one", title: "One", source: "", cost: null },
  levers: [{ name, text: String(value), value }],
});

describe("refuseConnections", () => {
  // A second of thought and one at work, and nobody disturbs another.
  const free = plainPlatform({
    ...{ thinkTime: 1, apiTime: 0, databaseTime: 1, cores: 1000, poolSize: 2 },
    queue: { maxConnections: 2 },
  });

  const solvedWith = (platform: Platform) => entryAt(solvePlatform(platform, [3]), 0);

  it("makes errors of what is refused: Engset's loss, worked by hand", () => {
    // Three users, two connections: states 0, 1, 2 in use as 1 : 3 : 3, requests come at 3, 2, 1 per
    // second in them, so that of 3 + 6 + 3 the last 3 are refused.
    const { platform } = applyScenario(set("pool.size", 5), free);
    const solved = solvedWith(platform);
    expect(solved.acquireTimeOutShare).toBeCloseTo(0.25, 5);
    // (0 + 3 + 6) / 7 in use, each done within a second.
    expect(solved.throughput).toBeCloseTo(9 / 7, 5);
    expect(solved.responseTime).toBeCloseTo(1, 4);
    // The same pool as small as the database has it: nobody fails, all wait.
    expect(solvedWith(applyScenario(set("pool.size", 2), free).platform).errorRate).toBe(0);
  });

  it("keeps for each pool its part of what other clients leave", () => {
    // 40 × 3 + 5 = 125 of which 100 are accepted: 95 of 120.
    const { pools } = applyScenario(
      set("api.replicas", 3),
      owned(plainPlatform({ poolSize: 40 }), 1),
      {
        ...{ max: 100, others: 5 },
      },
    ).platform;
    expect(pools[0]).toMatchObject({ size: 95, perReplica: false });
    expect(pools[0]?.acquireTimeOut).toBeGreaterThan(0);
  });

  it("is the same before a change as after it where the model says what is accepted", () => {
    const today = { ...free, pools: sized(free, 5).pools };
    const wider = applyScenario(set("pool.size", 6), today).platform;
    expect(solvedWith(wider).errorRate).toBeCloseTo(solvedWith(today).errorRate, 9);
    expect(solvedWith(today).errorRate).toBeCloseTo(0.25, 5);
    // Others that are there today take nothing from the pool because of a change of something else.
    const beside = applyScenario(set("pool.size", 6), today, { others: 1 }).platform;
    expect(solvedWith(beside).errorRate).toBeCloseTo(solvedWith(today).errorRate, 9);
  });

  it("takes a lever's number before what is known, and takes nothing of what is open", () => {
    const db = (value: number): Scenario => ({
      ...set("pool.size", 60),
      levers: [
        { name: "pool.size", text: "60", value: 60 },
        { name: "db.maxConnections", text: String(value), value },
      ],
    });
    const platform = owned(plainPlatform({ poolSize: 40 }), 2);
    // 60 × 2 = 120, and the lever raises the known 100 to that.
    expect(applyScenario(db(120), platform, { max: 100 }).platform.pools[0]?.size).toBe(60);
    // 40 × 2 are open though 70 are known to be accepted: 75 are no fewer.
    const open = applyScenario(db(75), platform, { max: 70 }).platform;
    expect(open.pools[0]?.size).toBe(80);
    expect(preparedPlaces(open)).toBe(80);
  });

  it("refuses once what several scenarios want together", () => {
    const first = set("pool.size", 400);
    const then = set("pool.size", 50);
    const { platform } = applyScenarios([first, then], owned(plainPlatform({ poolSize: 40 }), 1), {
      max: 100,
    });
    expect(platform.pools[0]).toMatchObject({ size: 50, perReplica: true, acquireTimeOut: null });
  });

  it("keeps clients of a pool that several replicas share waiting", () => {
    const shared = { ...plainPlatform({ poolSize: 10 }), apiReplicas: 3 };
    const { pools } = applyScenario(set("pool.size", 400), shared, { max: 100 }).platform;
    expect(pools[0]).toMatchObject({ size: 100, acquireTimeOut: null });
  });

  it("refuses nothing that is open today, and nothing that fits", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 200 }),
        (now, next, replicas, max) => {
          const before = owned(plainPlatform({ poolSize: now }), replicas);
          const after = sized(before, next);
          const refused = refuseConnections(before, after, { max });
          if (next * replicas <= Math.max(max, now * replicas)) expect(refused).toBe(after);
          else expect(refused.pools[0]?.size).toBe(Math.max(1, max, now * replicas));
        },
      ),
    );
  });
});
