import { describe, expect, it } from "vitest";
import type { Platform } from "../platform/platform.ts";
import { solvePlatform } from "../platform/solve/solve-platform.ts";
import { plainPlatform } from "../platform/testing/plain-platform.ts";
import { judgedCell } from "./course/judged-cell.ts";
import { simulatedPlatformOf } from "./course/simulated-platform-of.ts";
import { simulate } from "./engine/simulate.ts";

/** Ten connections that are waited for in vain, behind a full API or inside worker slots. */
function platformOf(workers: number | null, timeOut: number): Platform {
  const plain = plainPlatform({ thinkTime: 1, cores: 64, poolSize: 10 });
  const connections = plain.pools.map((pool) => ({ ...pool, acquireTimeOut: timeOut }));
  const slots = connections.map((pool) => ({
    ...{ ...pool, name: "workers", role: "workers" as const, size: workers ?? 1 },
    ...{ perNode: false, acquireTimeOut: null, around: ["api", "connections"] },
  }));
  const stations = plain.stations.map((station, i) =>
    i === 0 && workers === null && plain.stations[1]?.kind === "queue"
      ? {
          ...{ ...plain.stations[1], ...station, kind: "queue" as const, servers: 3 },
          discipline: "fifo" as const,
        }
      : station,
  );
  return { ...plain, stations, pools: workers === null ? connections : [...connections, ...slots] };
}

describe("requests that wait in vain", () => {
  // That they passed nothing before and held nothing said half of the mean of the first.
  it.each([
    ["after an API that they fill", null, 0.1, 360],
    ["with a worker slot each", 40, 0.1, 600],
  ] as const)("are solved as they are simulated %s", (_, workers, timeOut, users) => {
    const platform = platformOf(workers, timeOut);
    const result = simulate(simulatedPlatformOf(platform), {
      ...{ seed: 3, load: { users }, until: { requests: 60_000 }, warmUp: 20 },
    });
    const { figures } = judgedCell(platform, users, result);
    const by = Object.fromEntries(figures.map((one) => [one.quantity, one.difference]));
    const [own] = solvePlatform(platform, [users]);
    expect(Math.abs(by["throughput"] ?? 1)).toBeLessThan(0.015);
    expect(Math.abs(by["mean"] ?? 1)).toBeLessThan(0.06);
    expect(Math.abs(by["p95"] ?? 1)).toBeLessThan(0.08);
    const errors = result.total.errorRate?.value ?? 0;
    expect(errors).toBeGreaterThan(0.1);
    expect(Math.abs((own?.errorRate ?? 0) / errors - 1)).toBeLessThan(0.08);
  });
});
