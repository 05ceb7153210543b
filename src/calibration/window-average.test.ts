import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { responseDistribution } from "../platform/solve/response-distribution.ts";
import { poolSolver } from "../platform/solve/solve-pool-model.ts";
import { classicalModel } from "../platform/testing/classical-model.ts";
import { windowAverage } from "./window-average.ts";

const model = classicalModel();
const cycle = model.thinkTime + model.serviceTime;
const solve = poolSolver(model, 1000);

describe("windowAverage", () => {
  it("is the steady state where the window holds no ramp", () => {
    const solution = solve(450);
    const average = windowAverage(solution, cycle, 0);
    const { percentile } = responseDistribution(solution.parts);
    expect(average("throughput")).toBe(solution.throughput);
    expect(average("mean")).toBe(solution.responseTime);
    expect(average("p50")).toBeCloseTo(percentile(0.5), 12);
    expect(average("p90")).toBeCloseTo(percentile(0.9), 12);
    expect(average("p99")).toBeCloseTo(percentile(0.99), 12);
  });

  it("halves the throughput of a light load that is all ramp", () => {
    // One user's line N/(Z + S), averaged over N from 0 to its end; 1 user never queues.
    const average = windowAverage(solve(1), cycle, 1);
    expect(average("throughput")).toBeCloseTo(0.5 / cycle, 12);
    expect(average("mean")).toBeCloseTo(model.serviceTime, 12);
  });

  it("counts the rest of the ramp at the ceiling, worked for 800 users", () => {
    // Ceiling 400 req/s is met at 400·1.05 = 420 users: (420²/(2·1.05) + 380·400)/800 = 295.
    const average = windowAverage(solve(800), cycle, 1);
    expect(average("throughput")).toBeCloseTo(295, 4);
  });

  it("is below the steady state, the more so the longer the ramp", () => {
    const share = fc.double({ min: 0.01, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), share, (users, ramp) => {
        const steady = windowAverage(solve(users), cycle, 0);
        const short = windowAverage(solve(users), cycle, ramp);
        const long = windowAverage(solve(users), cycle, Math.min(ramp * 1.5, 1));
        for (const quantity of ["throughput", "mean", "p50", "p90", "p95", "p99"] as const) {
          expect(short(quantity)).toBeLessThanOrEqual(steady(quantity) * (1 + 1e-7));
          expect(long(quantity)).toBeLessThanOrEqual(short(quantity) * (1 + 1e-7));
        }
        expect(short("throughput")).toBeLessThan(steady("throughput"));
      }),
      { seed: 1 },
    );
  });
});
