import { describe, expect, it } from "vitest";
import { defaultPolicy } from "../../limits/policy.ts";
import type { Platform, QueueOf } from "../../platform/platform.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { plausibleGroup } from "../testing/plausible-group.ts";
import { replicaGain } from "./replica-gain.ts";

/** One server of 10 ms in each replica: 100 req/s each, before a database of so many cores of 20 ms. */
function shop(cores: number): Platform {
  const made = plainPlatform({ databaseTime: 0.02, cores, poolSize: 1000, thinkTime: 1 });
  const [, database] = made.stations;
  if (database?.kind !== "queue") throw new Error("plainPlatform has no database");
  const api: QueueOf<number> = {
    ...database,
    ...{ name: "api", role: "api", servers: 1, perReplica: true },
    work: [{ endpoint: "GET /a", demand: 0.01, visits: 1, variation: 1 }],
  };
  return { ...made, stations: [api, database] };
}

const policy = {
  ...defaultPolicy,
  redLine: { p95: 0.5, errorRate: 0.05 },
  objectives: { p95: 0.5 },
};

function gainOf(cores: number, replicas: number, rate: number) {
  const groups = [plausibleGroup("shop", 1, Array<Platform>(9).fill(shop(cores)))];
  const picks = Array.from({ length: 9 }, (_, draw) => ({ group: 0, draw }));
  return replicaGain({ groups, picks, maxUsers: 800 }, policy)(replicas, rate);
}

describe("replicaGain", () => {
  it("doubles where the API limits: nine of nine draws are 9.5 of 10", () => {
    const { raises, carries, before, after, wall } = gainOf(100, 2, 180);
    expect({ raises, carries, wall }).toEqual({ raises: 0.95, carries: 0.95, wall: "api" });
    // N = X(R + Z): the ceilings are 100 and 200 req/s, waiting at most half a second.
    expect(after.value / before.value).toBeGreaterThan(1.8);
    expect(after.value / before.value).toBeLessThan(2.2);
  });

  it("raises nothing where the database limits, and does not carry what it cannot", () => {
    // One core of 20 ms: 50 req/s, however many replicas press on them.
    const { raises, carries, wall } = gainOf(1, 2, 75);
    expect({ raises, carries, wall }).toEqual({ raises: 0.05, carries: 0.05, wall: "database" });
  });

  it("shows nothing where even fewer do not break up to the end of predictions", () => {
    expect(gainOf(100, 12, 500).raises).toBe(0.05);
  });
});
