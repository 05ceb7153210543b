import { describe, expect, it } from "vitest";
import { changePlatform } from "./levers/change/change-platform.ts";
import { wantedConnections } from "./levers/change/wanted-connections.ts";
import type { Platform } from "./platform.ts";
import { knownPoolPlaces, poolPlaces } from "./pool-places.ts";
import { solvePlatform } from "./solve/solve-platform.ts";
import { plainPlatform } from "./testing/plain-platform.ts";

/** SQLAlchemy's own: five, ten beside them, thirty seconds. */
const alchemy = (size: number, overflow?: number): Platform => {
  const plain = plainPlatform({ poolSize: size });
  const timed = { acquireTimeOut: 30, ...(overflow === undefined ? {} : { overflow }) };
  return { ...plain, pools: plain.pools.map((pool) => ({ ...pool, ...timed })) };
};

describe("a pool with an overflow", () => {
  it("lets in as many as its size and its overflow together", () => {
    expect(poolPlaces({ size: 5, overflow: 10 })).toBe(15);
    expect(poolPlaces({ size: 5 })).toBe(5);
    expect(knownPoolPlaces({ size: 5, overflow: 10 })).toBe(15);
    expect(knownPoolPlaces({ size: { of: "places", times: 1 }, overflow: 10 })).toBeNull();
    const loads = [1, 40, 400];
    expect(solvePlatform(alchemy(5, 10), loads)).toEqual(solvePlatform(alchemy(15), loads));
  });

  it("keeps the overflow where its size is changed", () => {
    const change = { name: "pool.size", value: 20 } as const;
    const [pool] = changePlatform(alchemy(5, 10), [change]).pools;
    expect(pool).toMatchObject({ size: 20, overflow: 10 });
    expect(wantedConnections(alchemy(20, 10), { max: 100 })[0]?.wanted).toBe(30);
  });
});
