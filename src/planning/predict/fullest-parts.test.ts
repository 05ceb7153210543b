import { describe, expect, it } from "vitest";
import type { PlatformPoint, PlausiblePlatform } from "../../limits/plausible-platform.ts";
import { fullestParts } from "./fullest-parts.ts";

/** A platform whose parts are in use in proportion to the users. */
const platform = (parts: Readonly<Record<string, number>>): PlausiblePlatform => ({
  ...{ lightLoadCycle: 1, backgroundErrorRate: 0, failsUnderLoad: false, rateLimit: null },
  upTo: () => (users) => {
    const inUse = Object.entries(parts).map(([name, share]) => [name, share * users] as const);
    const [fullest] = inUse.toSorted((a, b) => b[1] - a[1]);
    const point: PlatformPoint = {
      ...{ users, throughput: users, answered: users, goodput: users, mean: 0.1 },
      ...{ percentile: () => 0.1, errorRate: 0, refusedShare: 0 },
      ...{ utilization: Object.fromEntries(inUse), bottleneck: fullest?.[0] ?? "" },
    };
    return point;
  },
});

describe("fullestParts", () => {
  it("names what most platforms have fullest, though not all have it, and how full it is", () => {
    const draws = [
      ...Array.from({ length: 9 }, () => platform({ workers: 0.01, database: 0.002 })),
      platform({ database: 0.006 }),
    ];
    const [light, heavy] = fullestParts(draws, [10, 100]);
    expect(light).toMatchObject({ users: 10, name: "workers", inUse: { value: 0.1 } });
    expect(heavy).toMatchObject({ users: 100, name: "workers", inUse: { value: 1 } });
  });
});
