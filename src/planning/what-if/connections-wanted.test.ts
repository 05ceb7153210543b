import { describe, expect, it } from "vitest";
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
const groups = (platform: Platform) => [plausibleGroup("one", 1, [platform, platform, platform])];
const room = { max: 100, others: 5, surge: 1 };

describe("connectionsWanted", () => {
  it("says that a wanted pool is refused, with the sum", () => {
    // 40 × (2 + 1) + 5 = 125 > 100, and 40 × (1 + 1) + 5 = 85.
    const said = connectionsWanted(scenarioOf("api.replicas", 2), groups(owned(40)), room);
    expect(said).toContain(
      "the database takes 125 connections (40 × (2 replicas + 1 of a rollout) + 5 of others), where it accepts 100: it refuses the rest",
    );
    expect(connectionsWanted(scenarioOf("pool.size", 40), groups(owned(10)), room)).toBeNull();
    expect(connectionsWanted(scenarioOf("pool.size", 48), groups(owned(10)), room)).toContain(
      "101",
    );
  });

  it("hears what a model says the database accepts, and a lever that moves it", () => {
    const model = groups(owned(10, 30));
    expect(connectionsWanted(scenarioOf("pool.size", 16), model)).toContain("where it accepts 30");
    expect(connectionsWanted(scenarioOf("pool.size", 15), model)).toBeNull();
    expect(connectionsWanted(scenarioOf("db.maxConnections", 10), model)).toContain("accepts 10");
  });

  it("says nothing of other changes, of a pool that all share, or where nobody knows", () => {
    expect(connectionsWanted(scenarioOf("db.cores", 64), groups(owned(90)), room)).toBeNull();
    const shared = groups(plainPlatform({ poolSize: 10 }));
    expect(connectionsWanted(scenarioOf("pool.size", 400), shared, room)).toBeNull();
    expect(connectionsWanted(scenarioOf("pool.size", 400), groups(owned(10)))).toBeNull();
  });
});
