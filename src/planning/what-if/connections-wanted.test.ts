import { describe, expect, it } from "vitest";
import type { ConnectionRoom } from "../../platform/levers/change/wanted-connections.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Lever, Scenario } from "../../platform/scenario.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { plausibleGroup } from "../testing/plausible-group.ts";
import { connectionsWanted } from "./connections-wanted.ts";

const scenarioOf = (name: Lever["name"], value: number): Scenario => ({
  ...{ name: "one", title: "One", source: "", cost: null },
  levers: [{ name, text: String(value), value }],
});

/** One replica with a pool of its own. */
const owned = (poolSize: number, maxConnections: number | null = null): Platform => {
  const plain = plainPlatform({ poolSize, queue: { maxConnections } });
  return { ...plain, pools: plain.pools.map((pool) => ({ ...pool, perReplica: true })) };
};
const groups = (platform: Platform, room?: ConnectionRoom) => [
  {
    ...plausibleGroup("one", 1, [platform, platform, platform]),
    ...(room === undefined ? {} : { room }),
  },
];
const room = { max: 100, others: 5, surge: 1 };

describe("connectionsWanted", () => {
  it("says what is refused, with the sum and the share", () => {
    // 60 × 2 + 5 = 125, of which 25 are refused.
    const said = connectionsWanted([scenarioOf("api.replicas", 2)], groups(owned(60), room));
    expect(said).toMatchObject({
      refused: { wanted: 125, accepts: 100, refusedShare: 0.2, onlyInRollout: false },
      sentence:
        "It wants 125 connections (60 × 2 replicas + 5 of others) where the database accepts 100 (max under known: connections): 25 (20 %) are refused, and whoever comes upon one of them fails at once, which is counted.",
    });
    expect(said?.assumption).toContain("raise max_connections to 125");
  });

  it("tells apart what is refused only while a new version is rolled out", () => {
    // 40 × 2 + 5 = 85 by day, 40 × (2 + 1) + 5 = 125 during a rollout.
    const said = connectionsWanted([scenarioOf("api.replicas", 2)], groups(owned(40), room));
    expect(said).toMatchObject({
      refused: { wanted: 125, refusedShare: 0.2, onlyInRollout: true },
    });
    expect(said?.sentence).toContain(
      "(40 × (2 replicas + 1 of a rollout) + 5 of others) where the database accepts 100 (max under known: connections): 25 (20 %) are refused, errors that these figures do not hold",
    );
    expect(connectionsWanted([scenarioOf("pool.size", 40)], groups(owned(10), room))).toBeNull();
  });

  it("hears what a model says the database accepts, and a lever that moves it", () => {
    const model = groups(owned(10, 30));
    expect(connectionsWanted([scenarioOf("pool.size", 16)], model)).toMatchObject({
      refused: { accepts: 30, acceptsBy: "model" },
      sentence: expect.stringContaining("accepts 30 (maxConnections of the model)"),
    });
    expect(connectionsWanted([scenarioOf("pool.size", 15)], model)).toBeNull();
    expect(connectionsWanted([scenarioOf("db.maxConnections", 9)], model)).toMatchObject({
      refused: { wanted: 10, accepts: 9, acceptsBy: "change", onlyInRollout: false },
    });
  });

  it("takes the model's own number before what is known, and a lever's before both", () => {
    const both = groups(owned(10, 30), room);
    // 16 × 2 + 5 = 37 during a rollout.
    expect(connectionsWanted([scenarioOf("pool.size", 16)], both)?.refused).toMatchObject({
      ...{ wanted: 37, accepts: 30, acceptsBy: "model" },
    });
    const raised = [scenarioOf("db.maxConnections", 400), scenarioOf("pool.size", 120)];
    expect(connectionsWanted(raised, groups(owned(60), room))).toBeNull();
    expect(connectionsWanted(raised.slice(1), groups(owned(60), room))?.refused.accepts).toBe(100);
  });

  it("counts a pool that all share once; where it stands before several replicas, it waits", () => {
    const one = plainPlatform({ poolSize: 10 });
    const wide = scenarioOf("pool.size", 400);
    expect(connectionsWanted([wide], groups(one, room))).toMatchObject({
      refused: { wanted: 405, accepts: 100 },
      sentence: expect.stringContaining("fails at once"),
    });
    const several = { ...one, apiReplicas: 3 };
    expect(connectionsWanted([wide], groups(several, room))?.sentence).toContain(
      "requests wait for the others as for a smaller pool",
    );
  });

  it("does not take what is open today for what somebody said", () => {
    // 120 + 5 of others are open where 100 are known to be accepted.
    const said = connectionsWanted([scenarioOf("pool.size", 130)], groups(owned(120), room));
    expect(said).toMatchObject({
      refused: { wanted: 135, accepts: 125, acceptsBy: "today" },
      sentence: expect.stringContaining("accepts 125 (as many as are open today): 10 (7.4 %)"),
    });
  });

  it("says nothing of other changes, of what is open today, or where nobody knows", () => {
    expect(connectionsWanted([scenarioOf("db.cores", 64)], groups(owned(90), room))).toBeNull();
    expect(connectionsWanted([scenarioOf("pool.size", 110)], groups(owned(120), room))).toBeNull();
    expect(connectionsWanted([scenarioOf("pool.size", 400)], groups(owned(10)))).toBeNull();
  });
});
