import { describe, expect, it } from "vitest";
import { audit } from "../measurement/audit.ts";
import type { Campaign, EndpointLevel, Level } from "../measurement/campaign.ts";
import { type Figure, measuredRuns } from "./figures.ts";

const times = { mean: 0.1, p50: 0.08, p95: 0.3 };
const level = (users: number): Level => ({
  users,
  run: "",
  duration: 100,
  requests: 10_000,
  failures: 0,
  throughput: 100,
  responseTime: times,
  quality: "measured",
  note: "",
});
const row = (users: number, path: string): EndpointLevel => ({
  users,
  run: "",
  method: "GET",
  path,
  requests: 100,
  failures: 0,
  responseTime: times,
  quality: "measured",
  note: "",
});

function figuresOf(loads: number, endpoints: number): readonly (Figure & { users: number })[] {
  const levels = Array.from({ length: loads }, (_, i) => level(10 * (i + 1)));
  const paths = Array.from({ length: endpoints }, (_, i) => `/${i}`);
  const rows = levels.flatMap(({ users }) => paths.map((path) => row(users, path)));
  const campaign: Campaign = { name: "made", levels, endpoints: rows, failures: [] };
  const known = new Set(paths.map((path) => `GET ${path}`));
  return measuredRuns(campaign, audit(campaign), known).flatMap(({ users, figures }) =>
    figures.map((figure) => ({ ...figure, users })),
  );
}

const percentile = ({ quantity }: Figure) => /^p\d/.test(quantity);

describe("worthwhilePercentiles", () => {
  it("are all of those of a usual campaign: eight loads of five endpoints", () => {
    // Throughput, mean, P50 and P95 of a load; mean, P50 and P95 of each endpoint.
    expect(figuresOf(8, 5)).toHaveLength(8 * 4 + 8 * 5 * 3);
  });

  it("are of 16 loads of 111, the lightest and the heaviest among them, and of no endpoint", () => {
    const figures = figuresOf(111, 3);
    expect(figures.filter(({ quantity }) => quantity === "throughput")).toHaveLength(111);
    // A mean of each load, and at sixteen of them those of the three endpoints.
    expect(figures.filter(({ quantity }) => quantity === "mean")).toHaveLength(111 + 16 * 3);
    const shown = figures.filter(percentile);
    expect(shown.every(({ endpoint }) => endpoint === null)).toBe(true);
    const loads = [...new Set(shown.map(({ users }) => users))];
    expect(loads).toHaveLength(16);
    expect([loads[0], loads.at(-1)]).toEqual([10, 1110]);
  });

  it("of endpoints are left out beyond forty rows, and their means stay", () => {
    const figures = figuresOf(4, 30).filter(({ endpoint }) => endpoint !== null);
    expect(figures).toHaveLength(4 * 30);
    expect(figures.every(({ quantity }) => quantity === "mean")).toBe(true);
  });

  it("leave the noise of a mean as it is with all percentiles beside it", () => {
    const noise = (endpoints: number) =>
      figuresOf(4, endpoints).find(
        ({ endpoint, quantity }) => endpoint === "GET /0" && quantity === "mean",
      )?.known;
    expect(noise(30)).toBe(noise(5));
  });
});
