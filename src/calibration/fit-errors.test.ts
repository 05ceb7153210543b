import { describe, expect, it } from "vitest";
import { fitErrors } from "./fit-errors.ts";
import { observed } from "./testing/observed.ts";

const flat = [100, 200, 400].map((users) => observed(users, { requests: 10_000, failures: 5 }));

describe("fitErrors", () => {
  it("takes a flat error rate for background", () => {
    const fit = fitErrors(flat);
    expect(fit.loadDriven).toBeNull();
    expect(fit).toMatchObject({ failures: 15, requests: 30_000 });
    expect(fit.background).toBeCloseTo(15.5 / 30_001, 12);
  });

  it("sees errors that begin long before the heaviest level, and no background in them", () => {
    const levels = [
      observed(18, { requests: 9430, failures: 0 }),
      observed(40, { requests: 20_142, failures: 14 }),
      observed(60, { requests: 25_834, failures: 1409 }),
      observed(80, { requests: 32_000, failures: 7143 }),
      observed(100, { requests: 39_786, failures: 15_040 }),
      observed(120, { requests: 47_807, failures: 23_019 }),
    ];
    const fit = fitErrors(levels);
    expect(fit.background).toBeCloseTo(0.5 / 9431, 12);
    expect(fit.loadDriven).toMatchObject({ users: 120, errorRate: 23_019 / 47_807 });
  });

  it("sees errors that grow with load, and takes the background from the lightest level", () => {
    const fit = fitErrors([...flat, observed(500, { requests: 10_000, failures: 800 })]);
    expect(fit.loadDriven).toMatchObject({ users: 500, errorRate: 0.08 });
    const walled = observed(500, { requests: 10_000, failures: 800, cutOffAt: 4 });
    expect(fitErrors([...flat, walled]).loadDriven).toMatchObject({
      cause: "time-out",
      timeOut: 4,
    });
    expect(fit.loadDriven?.lighter.map(({ users }) => users)).toEqual([100, 200, 400]);
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
