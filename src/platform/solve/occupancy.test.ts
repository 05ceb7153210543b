import { describe, expect, it } from "vitest";
import { plainPlatform } from "../testing/plain-platform.ts";
import { chainProbabilities } from "./chain-probabilities.ts";
import { occupancy } from "./occupancy.ts";
import type { PlatformLoad } from "./platform-load.ts";
import { preparePlatform } from "./prepare-platform.ts";

describe("occupancy", () => {
  const loads: readonly PlatformLoad[] = [
    { users: 40 },
    { users: 40 },
    { users: 41 },
    { arrivalRate: 30, most: 150 },
    { arrivalRate: 30, most: 140 },
    { arrivalRate: 31, most: 140 },
    { users: 40 },
  ];

  it("is the chain of the load that is asked for, whatever was asked before", () => {
    const prepared = preparePlatform(plainPlatform(), 150);
    for (const load of loads) {
      expect(occupancy(prepared, load).chain).toEqual(chainProbabilities(prepared, load));
    }
  });

  it("computes a load that is asked for twice in a row once", () => {
    const prepared = preparePlatform(plainPlatform(), 150);
    expect(occupancy(prepared, { users: 40 })).toBe(occupancy(prepared, { users: 40 }));
  });
});
