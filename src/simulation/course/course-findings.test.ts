import { describe, expect, it } from "vitest";
import { rampLoad, spikeLoad, steadyLoad } from "../load/load-profile.ts";
import type { SimulatedBucket } from "../result/simulation-result.ts";
import { type CourseFinding, courseFindings } from "./course-findings.ts";
import { loadMoments } from "./load-moments.ts";

const calm = {
  users: 100,
  requestsUnderWay: 5,
  throughput: 70,
  goodput: 70,
  responseTime: 0.1,
  p95: 0.2,
  failures: { refused: 0, circuitOpen: 0, acquireTimeOut: 0, clientTimeOut: 0, background: 0 },
  retryRate: 0,
  waiting: [0, 0],
};

/** Steps of a second; `change` says what differs from calm in each. */
function series(
  seconds: number,
  change: (second: number) => Partial<SimulatedBucket>,
): readonly SimulatedBucket[] {
  return Array.from({ length: seconds }, (_, i) => ({
    start: i,
    end: i + 1,
    ...calm,
    ...change(i),
  }));
}

// Rises from 60 s on, at its peak from 68 s, over at 100 s.
const load = spikeLoad({ base: 100, peak: 500, perSecond: 50, at: 60, hold: 32 });

const find = <Code extends CourseFinding["code"]>(
  steps: readonly SimulatedBucket[],
  code: Code,
): Extract<CourseFinding, { code: Code }> | undefined =>
  courseFindings(steps, { load }, 2).find(
    (one): one is Extract<CourseFinding, { code: Code }> => one.code === code,
  );

describe("loadMoments", () => {
  it("finds the rise, the top and the end of a spike", () => {
    expect(loadMoments(load)).toEqual({ base: 100, peak: 500, rise: 60, top: 68, end: 100 });
  });

  it("has no end for a ramp and no rise for a steady load", () => {
    expect(loadMoments(rampLoad(0, 300, 30))).toEqual({
      base: 0,
      peak: 300,
      rise: 0,
      top: 10,
      end: null,
    });
    expect(loadMoments(steadyLoad(5))).toMatchObject({ rise: null, end: null });
  });
});

describe("courseFindings", () => {
  it("times P95 past the red line from the rise, and back from the end", () => {
    const steps = series(200, (i) => (i >= 74 && i < 130 ? { p95: 3 + (i === 90 ? 1 : 0) } : {}));
    expect(find(steps, "p95Passed")).toMatchObject({ at: 74, after: 14 });
    expect(find(steps, "p95Peak")).toMatchObject({ p95: 4, at: 90 });
    expect(find(steps, "p95Back")).toMatchObject({ at: 130, after: 30 });
  });

  it("does not take a single step past the line for a crossing", () => {
    const steps = series(200, (i) => (i === 80 || i === 95 ? { p95: 5 } : {}));
    expect(find(steps, "p95Held")).toBeDefined();
    expect(find(steps, "p95Passed")).toBeUndefined();
  });

  it("says so where P95 does not come back", () => {
    const steps = series(200, (i) => (i >= 70 ? { p95: 6 } : {}));
    expect(find(steps, "p95NotBack")).toMatchObject({ p95: 6, after: 100 });
    expect(find(steps, "p95Back")).toBeUndefined();
  });

  it("times the end of a backlog, abandoned requests in line included", () => {
    const steps = series(300, (i) =>
      i >= 70 && i < 195 ? { requestsUnderWay: 300, waiting: [0, i < 100 ? 412 : 290] } : {},
    );
    expect(find(steps, "backlogPeak")).toMatchObject({ requests: 412, waiting: 412, at: 70 });
    expect(find(steps, "backlogGone")).toMatchObject({ at: 195, after: 95 });
  });

  it("says so where a backlog stays", () => {
    const steps = series(200, (i) => (i >= 70 ? { requestsUnderWay: 80 } : {}));
    expect(find(steps, "backlogLeft")).toMatchObject({ requests: 80, after: 100 });
  });

  it("compares the best throughput with what was left of it", () => {
    const steps = series(200, (i) => ({ goodput: i < 80 ? 150 : 120 }));
    expect(find(steps, "throughput")).toEqual({ code: "throughput", best: 150, at: 60, last: 120 });
  });

  it("shares out failures by cause, and notes when nothing was answered", () => {
    // 100 s of 70 answers; 100 s of 30 refusals and no answer: 30 % of all that were sent.
    const steps = series(200, (i) =>
      i >= 100 ? { goodput: 0, failures: { ...calm.failures, circuitOpen: 30 } } : {},
    );
    expect(find(steps, "failures")).toMatchObject({ cause: "circuitOpen", share: 0.3, worst: 30 });
    expect(find(steps, "silence")).toEqual({ code: "silence", seconds: 100, at: 100 });
  });

  it("has nothing to say of no series", () => {
    expect(courseFindings([], { load }, 2)).toEqual([]);
  });
});
