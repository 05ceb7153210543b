import { describe, expect, it } from "vitest";
import { audit } from "../measurement/audit.ts";
import type { Campaign, Level } from "../measurement/campaign.ts";
import { measuredRuns } from "./figures.ts";

const level = (users: number, changes: Partial<Level> = {}): Level => ({
  users,
  run: "",
  duration: 100,
  requests: 10_000,
  failures: 0,
  throughput: 100,
  responseTime: { mean: 0.1234567, p50: 0.0812345, p95: 0.3234567 },
  quality: "measured",
  note: "",
  ...changes,
});

const campaign = (levels: readonly Level[], endpoints: Campaign["endpoints"] = []): Campaign => ({
  name: "test",
  levels,
  endpoints,
  failures: [],
});

const runsOf = (given: Campaign, known: readonly string[] = []) =>
  measuredRuns(given, audit(given), new Set(known));

const row = (path: string) => ({
  users: 10,
  run: "",
  method: "GET",
  path,
  requests: 5000,
  failures: 0,
  responseTime: { mean: 0.1 },
  quality: "measured" as const,
  note: "",
});

describe("measuredRuns", () => {
  it("gives the errors of counting, worked by hand for ten thousand requests at light load", () => {
    const figures = runsOf(campaign([level(10)]))[0]?.figures ?? [];
    const known = (quantity: string) => figures.find((one) => one.quantity === quantity)?.known;
    // ln(P95/P50) = 1.3817 over z = 1.6449: a lognormal of σ = 0.8400.
    const sigma = Math.log(0.3234567 / 0.0812345) / 1.6448536269514722;
    // Throughput: 1.4/√10,000 = 0.014, and the solver's 0.002.
    expect(known("throughput")).toBeCloseTo(Math.hypot(0.014, 0.002), 12);
    // Mean of n: √(e^σ² − 1)/√n, and the solver's 0.008.
    expect(known("mean")).toBeCloseTo(
      Math.hypot(Math.sqrt(Math.expm1(sigma ** 2)) / 100, 0.008),
      6,
    );
    // Median of n: σ·√(¼)/√n/φ(0), φ(0) = 0.39894.
    expect(known("p50")).toBeCloseTo(Math.hypot((sigma * 0.5) / 100 / 0.3989422804, 0.008), 6);
    // P95: σ·√(0.95·0.05)/√n/φ(1.6449), φ = 0.10314.
    const p95 = (sigma * Math.sqrt(0.0475)) / 100 / 0.103135640375;
    expect(known("p95")).toBeCloseTo(Math.hypot(p95, 0.01), 6);
  });

  it("adds the rounding of a load generator that keeps two digits", () => {
    const rounded = level(10, { responseTime: { mean: 0.12 } });
    const exact = level(10, { responseTime: { mean: 0.1234567 } });
    const known = (one: Level) => runsOf(campaign([one]))[0]?.figures[1]?.known ?? 0;
    // Half a step of 0.01 s, evenly distributed: 0.005/0.12/√3, here 0.024.
    const added = known(rounded) ** 2 - known(exact) ** 2;
    expect(Math.sqrt(added)).toBeCloseTo(0.005 / 0.12 / Math.sqrt(3), 6);
  });

  it("leaves out endpoints that the model does not know, and estimated levels", () => {
    const given = campaign(
      [level(10), level(20, { quality: "estimated" })],
      [row("/a"), row("/other")],
    );
    const runs = runsOf(given, ["GET /a"]);
    expect(runs.map(({ users }) => users)).toEqual([10]);
    const names = new Set(runs[0]?.figures.map(({ endpoint }) => endpoint));
    expect(names).toEqual(new Set([null, "GET /a"]));
  });

  it("lets a total that endpoints repeat count half", () => {
    const alone = runsOf(campaign([level(10)]))[0]?.figures[1];
    const beside = runsOf(campaign([level(10)], [row("/a")]), ["GET /a"])[0]?.figures[1];
    expect(beside?.quantity).toBe("mean");
    expect(beside?.known).toBeCloseTo((alone?.known ?? 0) * Math.SQRT2, 12);
    expect(beside?.repeat).toBeCloseTo((alone?.repeat ?? 0) * Math.SQRT2, 12);
  });

  it("leaves out a level without trust, and divides the variance of the others by theirs", () => {
    const given = campaign([level(10), level(20), level(30)]);
    const trusting = audit(given);
    const trust = [1, 0.25, 0].map((share, i) => ({
      users: 10 * (i + 1),
      run: "",
      trust: share,
      because: "a test",
    }));
    const runs = measuredRuns(given, { ...trusting, trust: trust as never }, new Set());
    expect(runs.map(({ users }) => users)).toEqual([10, 20]);
    const [first, second] = runs.map(({ figures }) => figures[0]);
    expect(second?.known).toBeCloseTo(2 * (first?.known ?? 0), 12);
    expect(second?.repeat).toBeCloseTo(2 * (first?.repeat ?? 0), 12);
  });

  it("takes throughput alone where nothing else was measured", () => {
    const runs = runsOf(campaign([level(10, { responseTime: {} })]));
    expect(runs[0]?.figures.map(({ quantity }) => quantity)).toEqual(["throughput"]);
  });
});
