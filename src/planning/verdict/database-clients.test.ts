import { describe, expect, it } from "vitest";
import type { KnownFacts } from "../../platform/known-facts.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { databaseClients } from "./database-clients.ts";

const plain = plainPlatform({ poolSize: 20 });
const modelWith = (acquireTimeOut: number | null) => ({
  ...{ name: "shop", source: "", numbers: {} },
  platform: {
    ...plain,
    pools: plain.pools.map((pool) => ({ ...pool, perReplica: true, acquireTimeOut })),
  },
});

describe("databaseClients", () => {
  it("takes every fact that is known where no model says it", () => {
    const known: KnownFacts = {
      ...{ pool: 5, poolOverflow: 10, acquireTimeOut: 30, apiReplicas: 3 },
      ...{ poolOf: "all", connections: { max: 100, others: 7, surge: 2 } },
    };
    expect(databaseClients([], known)).toEqual({
      ...{ pool: 15, overflow: 10, owner: "all", acquireTimeOut: 30, replicas: 3 },
      ...{ accepts: 100, acceptsBy: "known", others: 7, surge: 2 },
    });
  });

  it("takes what every model says alike before it, and nothing of what they differ in", () => {
    const known = { acquireTimeOut: 30 };
    expect(databaseClients([modelWith(2), modelWith(2)], known).acquireTimeOut).toBe(2);
    expect(databaseClients([modelWith(2), modelWith(3)], known).acquireTimeOut).toBe(30);
    expect(databaseClients([modelWith(null)], known).acquireTimeOut).toBe(30);
    expect(databaseClients([modelWith(2)], {})).toMatchObject({ pool: 20, owner: "instance" });
  });
});
