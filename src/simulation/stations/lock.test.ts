import { describe, expect, it } from "vitest";
import { closedNetwork } from "../../textbook/closed/closed-network.ts";
import { oneEndpoint } from "../testing/one-endpoint.ts";
import { simulateTiered } from "../testing/simulate-tiered.ts";
import type { TieredPlatform } from "../testing/tiered-platform.ts";

const exponential = (mean: number) => ({ law: "exponential" as const, mean });

const locked = (discipline: "fifo" | "ps", endpoint: object = { lockTime: exponential(0.08) }) =>
  ({
    ...oneEndpoint(exponential(0.1), {}, endpoint),
    thinkTime: exponential(1),
    database: { discipline: "ps", servers: 2 },
    lock: { discipline, servers: 1 },
  }) satisfies TieredPlatform;

describe("the lock", () => {
  it.each(["fifo", "ps"] as const)("is a station of a product-form network, %s", (discipline) => {
    const exact = closedNetwork(
      {
        thinkTime: 1,
        stations: [
          { kind: "queue", serviceTime: 0.1, servers: 2 },
          { kind: "queue", serviceTime: 0.08 },
        ],
      },
      12,
    );
    const run = { seed: 4, load: { users: 12 }, until: { requests: 150_000 }, warmUp: 20 };
    const { total, stations } = simulateTiered(locked(discipline), run);
    // 150,000 requests know both within some 0.5 %.
    expect(Math.abs(total.throughput.value / exact.throughput - 1)).toBeLessThan(0.01);
    const R = total.responseTime?.value ?? 0;
    expect(Math.abs(R / exact.responseTime - 1)).toBeLessThan(0.02);
    expect(stations.map(({ name }) => name)).toEqual(["database", "lock"]);
  });

  it("is passed by where an endpoint has no work there", () => {
    const run = { seed: 4, load: { users: 12 }, until: { requests: 1000 }, warmUp: 0 };
    const { stations } = simulateTiered(locked("fifo", {}), run);
    expect(stations.find(({ name }) => name === "lock")?.throughput).toBe(0);
  });

  it("holds the connection: one connection serves one request after the other", () => {
    // Nobody waits for the lock then, and the hold is the sum of both works.
    const platform = { ...locked("fifo"), pool: { size: 1 } };
    const run = { seed: 4, load: { users: 40 }, until: { requests: 20_000 }, warmUp: 20 };
    const { total, stations } = simulateTiered(platform, run);
    expect(Math.abs(total.throughput.value * 0.18 - 1)).toBeLessThan(0.03);
    expect(stations.find(({ name }) => name === "lock")?.waiting).toBe(0);
  });

  it("refuses half a server in a line, and none where all share", () => {
    const run = { seed: 1, load: { users: 1 }, until: { requests: 1 } };
    const served = (discipline: "fifo" | "ps", servers: number) =>
      simulateTiered({ ...oneEndpoint(1), lock: { discipline, servers } }, run);
    expect(() => served("fifo", 0.5)).toThrow("servers of lock must be a whole number");
    expect(() => served("ps", 0)).toThrow(RangeError);
    expect(() => served("ps", 0)).toThrow("servers of lock must be a number above 0");
    expect(served("ps", 0.5).total.throughput.value).toBeGreaterThan(0);
  });
});
