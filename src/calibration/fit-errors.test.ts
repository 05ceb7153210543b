import { describe, expect, it } from "vitest";
import { responseDistribution } from "../platform/solve/response-distribution.ts";
import { poolSolver } from "../platform/solve/solve-pool-model.ts";
import { classicalModel } from "../platform/testing/classical-model.ts";
import { RandomStream } from "../random/random-stream.ts";
import { fitErrors, withErrors } from "./fit-errors.ts";
import { observed } from "./testing/observed.ts";

const flat = [100, 200, 400].map((users) => observed(users, { requests: 10_000, failures: 5 }));

describe("fitErrors", () => {
  it("takes a flat error rate for background", () => {
    const fit = fitErrors(flat);
    expect(fit.loadDriven).toBeNull();
    expect(fit).toMatchObject({ failures: 15, requests: 30_000 });
    expect(fit.background).toBeCloseTo(15.5 / 30_001, 12);
  });

  it("sees errors that grow with load, and takes the background from the lightest level", () => {
    const fit = fitErrors([...flat, observed(500, { requests: 10_000, failures: 800 })]);
    expect(fit.loadDriven).toEqual({ users: 500, errorRate: 0.08 });
    expect(fit.background).toBeCloseTo(5.5 / 10_001, 12);
  });

  it("leaves an incident out", () => {
    const incident = observed(300, { requests: 10_000, failures: 800, incident: true });
    expect(fitErrors([...flat, incident])).toEqual(fitErrors(flat));
  });

  it("does not call the lightest level's errors load-driven", () => {
    const early = observed(10, { requests: 10_000, failures: 800 });
    expect(fitErrors([early, ...flat]).loadDriven).toBeNull();
  });

  it("does not depend on the order of the levels", () => {
    const levels = [...flat, observed(500, { requests: 10_000, failures: 800 })];
    expect(fitErrors([...levels].reverse())).toEqual(fitErrors(levels));
  });

  it("knows of no errors where nobody counted, and takes no missing count for 0", () => {
    expect(fitErrors([observed(100), observed(200)]).background).toBe(0);
    expect(fitErrors([])).toEqual({ background: 0, failures: 0, requests: 0, loadDriven: null });
    expect(fitErrors([...flat, observed(300, { requests: 1e6 })])).toEqual(fitErrors(flat));
  });
});

describe("withErrors", () => {
  const model = classicalModel();

  it("draws the background around its estimate, with the counting error's spread", () => {
    const random = RandomStream.fromSeed(3);
    const fit = fitErrors(flat);
    const rates = Array.from(
      { length: 4000 },
      () => withErrors(model, fit, random).backgroundErrorRate,
    );
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
    const spread = Math.sqrt(
      rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / rates.length,
    );
    // 15 failures: a rate known to 1/√15 = 26 %, the mean of 4000 draws to 0.4 %.
    const relative = spread / fit.background;
    expect(Math.abs(mean / fit.background - 1)).toBeLessThan(0.04);
    expect(relative > 0.22 && relative < 0.3).toBe(true);
  });

  it("finds the time-out at which as many come too late as were counted", () => {
    const fit = fitErrors([...flat, observed(500, { requests: 10_000, failures: 800 })]);
    const { timeOut } = withErrors(model, fit, RandomStream.fromSeed(1));
    const { survival } = responseDistribution(poolSolver(model, 500)(500).parts);
    expect(survival(timeOut ?? 0)).toBeCloseTo(0.08 - fit.background, 6);
  });

  it("has neither background nor time-out where nobody counted", () => {
    const drawn = withErrors(model, fitErrors([]), RandomStream.fromSeed(1));
    expect(drawn).toMatchObject({ backgroundErrorRate: 0, timeOut: null });
  });
});
