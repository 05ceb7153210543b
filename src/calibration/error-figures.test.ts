import { describe, expect, it } from "vitest";
import type { Hypothesis, PlatformSolution } from "../platform/platform.ts";
import { countsErrors, errorFigures, errorsAt } from "./error-figures.ts";
import { observed } from "./testing/observed.ts";

const solution = (errorRate: number) => ({ errorRate }) as PlatformSolution;

describe("countsErrors", () => {
  const withPools = (...timeOuts: readonly (number | null)[]) =>
    ({
      platform: { pools: timeOuts.map((acquireTimeOut) => ({ acquireTimeOut })) },
    }) as unknown as Hypothesis;

  it("is so where any pool of any hypothesis has a time-out", () => {
    expect(countsErrors([withPools(null, 30)])).toBe(true);
    expect(countsErrors([withPools(null), withPools(30)])).toBe(true);
    expect(countsErrors([withPools(null, null), withPools()])).toBe(false);
    expect(countsErrors([])).toBe(false);
  });
});

describe("errorFigures", () => {
  const quiet = observed(100, { requests: 9999, failures: 0 });
  const failing = observed(200, { requests: 9999, failures: 399 });

  it("counts half an error more, known to one over the root of the count", () => {
    const figures = errorFigures([quiet, failing]);
    expect(figures.get(quiet)?.measured).toBe(0.5 / 10_000);
    expect(figures.get(quiet)?.known).toBeCloseTo(Math.sqrt(2), 12);
    expect(figures.get(failing)?.measured).toBeCloseTo(399.5 / 10_000, 12);
    expect(figures.get(failing)?.known).toBeCloseTo(1 / Math.sqrt(399.5), 12);
  });

  it("leaves out incidents, and levels that counted none", () => {
    const incident = observed(150, { requests: 1000, failures: 70, incident: true });
    expect(errorFigures([incident, observed(300)]).size).toBe(0);
  });

  it("takes a level of trust w for w of a sound one", () => {
    const doubtful = { ...failing, trust: 0.25 };
    const [sound, half] = [failing, doubtful].map((one) => errorFigures([quiet, one]).get(one));
    expect((half?.known ?? 0) / (sound?.known ?? 1)).toBeCloseTo(2, 12);
  });
});

describe("errorsAt", () => {
  it("adds the background to the model's own errors, with the same half", () => {
    const share = errorsAt(solution(0.1), { requests: 999, background: 0.2 });
    expect(share).toBeCloseTo((0.28 * 999 + 0.5) / 1000, 12);
  });

  it("holds a model that has none to nothing where none was counted", () => {
    const [figure] = errorFigures([observed(10, { requests: 99, failures: 0 })]).values();
    const share = errorsAt(solution(0), figure?.errors ?? { requests: 0, background: 1 });
    expect(Math.log(share / (figure?.measured ?? 0))).toBeLessThan(1);
  });
});
