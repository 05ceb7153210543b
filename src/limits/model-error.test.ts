import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noModelError, withModelError } from "./model-error.ts";

const positive = fc.double({ min: 0.01, max: 10, noNaN: true });
const factor = fc.double({ min: 0.7, max: 1.4, noNaN: true });

describe("withModelError", () => {
  it("keeps N = X·(Z + R), whatever is wrong", () => {
    fc.assert(
      fc.property(positive, positive, positive, factor, factor, (idle, more, Z, time, capacity) => {
        const point = { users: 50 * (Z + idle + more), throughput: 50, responseTime: idle + more };
        const error = { time, throughput: capacity, shape: [], imbalance: 0 };
        const seen = withModelError(point, idle, Z, error);
        expect(seen.throughput * (Z + seen.responseTime)).toBeCloseTo(point.users, 6);
      }),
      { seed: 1 },
    );
  });

  it("moves the idle time by its factor, and throughput at the ceiling by the other", () => {
    const error = { time: 1.1, throughput: 0.98, shape: [], imbalance: 0 };
    const idle = withModelError({ users: 1.2, throughput: 1, responseTime: 0.2 }, 0.2, 1, error);
    expect(idle.responseTime).toBeCloseTo(0.22, 12);
    // R a thousand times the idle one: X is the capacity, to first order in the error.
    const full = withModelError(
      { users: 20_100, throughput: 100, responseTime: 200 },
      0.2,
      1,
      error,
    );
    expect(full.throughput).toBeCloseTo(98, 1);
  });

  it("changes nothing where nothing is wrong", () => {
    const point = { users: 35, throughput: 7, responseTime: 3 };
    const seen = withModelError(point, 1, 2, noModelError);
    expect(seen.throughput).toBeCloseTo(7, 12);
    expect(seen.responseTime).toBeCloseTo(3, 12);
    expect(seen.percentileFactor("p95")).toBe(1);
  });

  it("drifts past the largest measured load by its share for each doubling, and nowhere else", () => {
    const beyond = { users: 100, drift: Math.log(1.1) };
    const at = (users: number) =>
      // R a thousand times the idle one, and no think time beside it: X is the capacity.
      withModelError({ users, throughput: users / 200, responseTime: 200 }, 0.2, 0, {
        ...noModelError,
        beyond,
      }).throughput;
    expect(at(50)).toBeCloseTo(0.25, 12);
    expect(at(100)).toBeCloseTo(0.5, 12);
    expect(at(200) / 1).toBeCloseTo(1.1, 2);
    expect(at(400) / 2).toBeCloseTo(1.21, 2);
  });
});
