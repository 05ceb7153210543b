import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solvePlatform } from "../../platform/solve/solve-platform.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { wholePlatform } from "./whole-platform.ts";

const inLine = { discipline: "fifo" as const };

describe("wholePlatform", () => {
  it("rounds what takes one request each, at the same speed in all, and says what", () => {
    const platform = plainPlatform({ cores: 2.6, poolSize: 0.2, queue: inLine });
    const { rounded, platform: whole } = wholePlatform(platform);
    expect(rounded).toEqual([
      { name: "servers of database", from: 2.6, to: 3, faster: 2.6 / 3 },
      { name: "size of connections", from: 0.2, to: 1 },
    ]);
    expect(whole.stations[1]?.work[0]?.demand).toBeCloseTo((0.05 * 3) / 2.6, 12);
    expect(wholePlatform(whole).rounded).toEqual([]);
  });

  it("leaves servers that all who are there share as they are", () => {
    const platform = plainPlatform({ cores: 1.35 });
    expect(wholePlatform(platform)).toEqual({ platform, rounded: [] });
  });

  it("keeps the throughput at saturation, whatever was rounded", () => {
    const servers = fc.double({ min: 0.3, max: 40, noNaN: true });
    fc.assert(
      fc.property(servers, fc.boolean(), (cores, shared) => {
        const queue = shared ? {} : inLine;
        const platform = plainPlatform({ cores, poolSize: 200, thinkTime: 0, queue });
        const [of, as] = [platform, wholePlatform(platform).platform].map(
          (one) => solvePlatform(one, [200])[0]?.throughput ?? 0,
        );
        expect(as).toBeCloseTo(of ?? 0, 6);
      }),
    );
  });
});
