import { describe, expect, it } from "vitest";
import type { Platform } from "../platform/platform.ts";
import { plainPlatform } from "../platform/testing/plain-platform.ts";
import { judgedCell } from "./course/judged-cell.ts";
import { simulatedPlatformOf } from "./course/simulated-platform-of.ts";
import { simulate } from "./engine/simulate.ts";

/** API replicas with worker slots of their own around a database of all. */
function slots(replicas: number, each: number): Platform {
  const platform = plainPlatform({ thinkTime: 0.5, cores: 64, poolSize: each });
  const pools = platform.pools.map((pool) => ({
    ...{ ...pool, name: "workers", role: "workers" as const, around: ["api", "database"] },
    ...{ perReplica: true, perNode: false },
  }));
  return { ...platform, apiReplicas: replicas, pools };
}

function differences(platform: Platform, users: number) {
  const load = { users };
  const result = simulate(simulatedPlatformOf(platform), {
    ...{ seed: 7, load, until: { requests: 60_000 }, warmUp: 20 },
  });
  const { figures } = judgedCell(platform, users, result);
  return Object.fromEntries(figures.map((one) => [one.quantity, one.difference]));
}

describe("lines of API replicas", () => {
  // One line for all says 15 to 25 % less of the mean at the knee and a third less of P95 beyond.
  it.each([
    ["light", 2, 2, 12],
    ["at the knee", 2, 2, 32],
    ["past it", 2, 2, 60],
    ["past it, three", 3, 1, 50],
  ] as const)("are solved as they are simulated: %s", (_, replicas, each, users) => {
    const by = differences(slots(replicas, each), users);
    expect(Math.abs(by["throughput"] ?? 1)).toBeLessThan(0.01);
    expect(Math.abs(by["mean"] ?? 1)).toBeLessThan(0.06);
    expect(Math.abs(by["p95"] ?? 1)).toBeLessThan(0.1);
  });
});
