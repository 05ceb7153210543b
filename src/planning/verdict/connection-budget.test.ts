import { describe, expect, it } from "vitest";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { connectionBudget } from "./connection-budget.ts";

const message = (...args: Parameters<typeof connectionBudget>) =>
  connectionBudget(...args).map((one) => one.message);

describe("connectionBudget", () => {
  it("counts pools × (replicas + rollout) + others", () => {
    const known = { pool: 20, apiReplicas: 4, connections: { max: 100, others: 5 } };
    // 20 × 5 + 5 = 105; (100 − 5) / 5 = 19
    const [finding] = connectionBudget([], known);
    expect(finding?.message).toContain("105 connections while a new version is rolled out");
    // Five of 105.
    expect(finding?.message).toContain(
      "accepts 100 (max under known: connections): it refuses 5 (4.8 %).",
    );
    expect(finding?.remedy).toContain("pool of each replica to 19");
    expect(connectionBudget([], { ...known, pool: 19 })).toEqual([]);
    const steady = { ...known, connections: { ...known.connections, surge: 0 } };
    expect(connectionBudget([], steady)).toEqual([]);
  });

  it("counts size and overflow together, known or of a model", () => {
    // (5 + 10) × (6 + 1) = 105.
    const connections = { max: 100 };
    const known = { pool: 5, poolOverflow: 10, apiReplicas: 6, connections };
    expect(message([], known)[0]).toContain(
      "105 connections while a new version is rolled out (15 ×",
    );
    const plain = plainPlatform({ poolSize: 5 });
    const pools = plain.pools.map((pool) => ({ ...pool, overflow: 10, perReplica: true }));
    const platform = { ...plain, apiReplicas: 6, pools };
    const model = { name: "shop", source: "", numbers: {}, platform };
    expect(message([model], { connections })[0]).toContain("105 connections");
  });

  it("says so where not even the replicas that always run fit", () => {
    const known = { pool: 60, apiReplicas: 2, connections: { max: 100 } };
    expect(message([], known)[0]).toMatch(/^The pools may open 180 connections \(60 ×/);
  });

  it("says whose number it is: the model's own goes before what is known", () => {
    const plain = plainPlatform({ poolSize: 60, queue: { maxConnections: 50 } });
    const pools = plain.pools.map((pool) => ({ ...pool, perReplica: true }));
    const model = { name: "shop", source: "", numbers: {}, platform: { ...plain, pools } };
    const connections = { max: 100 };
    expect(message([model], { connections })[0]).toContain(
      "accepts 50 (maxConnections of the model)",
    );
    expect(message([], { pool: 60, connections })[0]).toContain(
      "accepts 100 (max under known: connections)",
    );
  });

  it("counts a pool that all replicas share once", () => {
    const shared = { pool: 90, poolOf: "all", apiReplicas: 4 } as const;
    expect(connectionBudget([], { ...shared, connections: { max: 100 } })).toEqual([]);
    const [finding] = connectionBudget([], { ...shared, connections: { max: 80, others: 5 } });
    expect(finding?.message).toContain(
      "95 connections (90 of a pool that all replicas share + 5 of others)",
    );
    expect(finding?.remedy).toContain("Set the pool to 75 at most");
  });

  it("says nothing where a number is not known", () => {
    expect(connectionBudget([], { pool: 60, apiReplicas: 2 })).toEqual([]);
    expect(connectionBudget([], { connections: { max: 10 } })).toEqual([]);
  });
});
