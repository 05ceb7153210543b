import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noModelError } from "../../limits/model-error.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { mm1 } from "../../textbook/open/mm1.ts";
import { predictOpen } from "./predict-open.ts";

/** One processor-sharing server of 50 ms behind a pool that never fills: M/M/1, capacity 20 req/s. */
const single = {
  platform: plainPlatform({ apiTime: 0, databaseTime: 0.05, cores: 1, poolSize: 5000 }),
  position: [],
  modelError: noModelError,
  changeError: { time: 0, throughput: 0, shape: [], imbalance: 0 },
};

describe("predictOpen", () => {
  it("is M/M/1 for one shared server", () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 18, noNaN: true }), (rate) => {
        const [point] = predictOpen([single], [rate]);
        const exact = mm1({ arrivalRate: rate, serviceTime: 0.05 }).responseTime;
        expect((point?.responseTime?.mean.value ?? 0) / exact).toBeCloseTo(1, 4);
        expect(point?.sustained).toBe(1);
      }),
      { numRuns: 20 },
    );
  });

  it("says which share of the platforms can serve a rate, and gives times of those", () => {
    const slow = {
      ...single,
      platform: plainPlatform({ apiTime: 0, databaseTime: 0.1, cores: 1, poolSize: 5000 }),
    };
    const [point, beyond] = predictOpen([single, slow], [15, 30]);
    expect(point?.sustained).toBe(0.5);
    expect(point?.responseTime?.mean.high).toBeCloseTo(0.2, 3); // 50 ms / (1 − 0.75)
    expect(beyond).toMatchObject({ sustained: 0, responseTime: null, errorRate: null });
  });

  it("refuses rates that are none", () => {
    expect(() => predictOpen([single], [0])).toThrow(RangeError);
    expect(() => predictOpen([], [1])).toThrow(RangeError);
  });
});
