/**
 * The transcription of the reference load test against the totals of the report it came
 * from. Figures called `stated` are the report's; everything else is recomputed.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { audit } from "../measurement/audit.ts";
import { observations } from "../measurement/observations.ts";
import { assembleCampaign } from "./assemble-campaign.ts";
import { parseEndpoints } from "./parse-endpoints.ts";
import { parseFailures } from "./parse-failures.ts";
import { parseLevels } from "./parse-levels.ts";
import type { Parsed } from "./problem.ts";

function read<T>(file: string, parse: (text: string, file: string) => Parsed<T>): T {
  const url = new URL(`../../data/reference/${file}`, import.meta.url);
  const parsed = parse(readFileSync(url, "utf8"), file);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

const reference = assembleCampaign(
  "reference",
  read("levels.csv", parseLevels),
  read("endpoints.csv", parseEndpoints),
  read("failures.csv", parseFailures),
);
const at = (users: number) => {
  const level = reference.levels.find((one) => one.users === users);
  if (level === undefined) throw new RangeError(`users must be a level, got ${users}`);
  return level;
};
const sum = (values: readonly (number | undefined)[]) =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0);
const countOf = (users: number, test: (row: { path: string; error: string }) => boolean) =>
  sum(
    reference.failures.filter((row) => row.users === users && test(row)).map(({ count }) => count),
  );
const is404 = ({ error }: { error: string }) => error.startsWith("HTTP 404");
const is500 = ({ error }: { error: string }) => error.startsWith("HTTP 500");
const stressed = [300, 400, 500].map(at);

describe("the reference data", () => {
  it("holds seven levels and leaves empty what was not measured", () => {
    const have = (has: (level: (typeof reference.levels)[number]) => unknown) =>
      reference.levels.filter((level) => has(level) !== undefined).map(({ users }) => users);
    expect(have(({ requests }) => requests)).toEqual([10, 50, 100, 200, 300, 400, 500]);
    expect(have(({ failures }) => failures)).toEqual([10, 50, 100, 200, 300, 400, 500]);
    expect(have(({ throughput }) => throughput)).toEqual([200, 300, 400, 500]);
    expect(have(({ responseTime }) => responseTime.p95)).toEqual([200, 300, 400, 500]);
    expect(have(({ responseTime }) => responseTime.mean)).toEqual([300, 400, 500]);
    expect(have(({ responseTime }) => responseTime.max)).toEqual([300, 400, 500]);
    expect(have(({ duration }) => duration)).toEqual([300, 400, 500]);
  });

  it("adds up to the totals of the three stress tests", () => {
    expect(sum(stressed.map(({ requests }) => requests))).toBe(125_414);
    expect(sum(stressed.map(({ failures }) => failures))).toBe(3_227);
    expect(((3_227 / 125_414) * 100).toFixed(2)).toBe("2.57");
    expect(sum(stressed.map(({ duration }) => duration))).toBe(15 * 60);
    expect(Math.max(...stressed.map(({ throughput }) => throughput ?? 0))).toBe(154.2);
    expect(Math.max(...stressed.map(({ responseTime }) => responseTime.max ?? 0))).toBe(24.671);
  });

  it("has the error rates that the report prints", () => {
    const percent = (users: number) =>
      ((at(users).failures ?? 0) / (at(users).requests ?? 1)) * 100;
    expect([percent(300).toFixed(2), percent(400).toFixed(3), percent(500).toFixed(3)]).toEqual([
      "7.04",
      "0.007",
      "0.016",
    ]);
  });

  it("has throughputs within 2 % of requests over duration", () => {
    for (const { throughput = 0, requests = 0, duration = 0 } of stressed) {
      expect(Math.abs(requests / duration / throughput - 1)).toBeLessThan(0.02);
    }
  });

  it("lists all errors of 300 users: by endpoint, by kind, and both", () => {
    const endpoints = reference.endpoints.filter(({ users }) => users === 300);
    expect(sum(endpoints.map(({ failures }) => failures))).toBe(3_218);
    expect(countOf(300, is404)).toBe(2_215);
    expect(countOf(300, is500)).toBe(1_003);
    for (const row of endpoints) {
      const rows = reference.failures.filter(
        ({ users, method, path }) => users === 300 && method === row.method && path === row.path,
      );
      expect(sum(rows.map(({ count }) => count))).toBe(row.failures);
    }
    expect(countOf(400, () => true)).toBe(3);
    expect(countOf(500, () => true)).toBe(6);
    expect(countOf(500, ({ error }) => error === "RemoteDisconnected")).toBe(5);
  });

  it("marks the guessed medians of 200 users as estimated", () => {
    const guessed = reference.endpoints.filter(({ quality }) => quality === "estimated");
    expect(guessed.map(({ users, responseTime }) => [users, responseTime.p50])).toEqual(
      Array.from({ length: 4 }, () => [200, 0.1]),
    );
  });
});

describe("the report contradicts itself", () => {
  const X = (users: number) => at(users).throughput ?? 0;
  const perUser = X(200) / 200; // the report's "0.7 req/s per user"
  const p50 = (users: number) => at(users).responseTime.p50 ?? 0;
  const p95 = (users: number) => at(users).responseTime.p95 ?? 0;
  const named500 = ["GET /api/v1/agents/", "POST /api/v1/tasks/", "POST /api/v1/goals/"]
    .concat(["POST /api/v1/agents/", "GET /api/v1/agents/{id}"])
    .map((name) => name.split(" "));
  const listed500 = sum(
    reference.failures
      .filter((row) => row.users === 300 && is500(row))
      .filter((row) => named500.some(([m, p]) => m === row.method && p === row.path))
      .map(({ count }) => count),
  );
  const requestsOf = (method: string, path: string) =>
    reference.endpoints.find(
      (row) => row.users === 300 && row.method === method && row.path === path,
    )?.requests ?? 0;

  // [what the report says, its figure, the figure that its own table gives]
  it.each([
    ["the endpoints named under HTTP 500 account for all of them", 1003, listed500],
    [
      "903 errors are 40 % of GET goals/{id}",
      40,
      (903 / requestsOf("GET", "/api/v1/goals/{id}")) * 100,
    ],
    [
      "591 are 42 % of PATCH goals/{id}",
      42,
      (591 / requestsOf("PATCH", "/api/v1/goals/{id}")) * 100,
    ],
    [
      "721 are 39 % of PATCH tasks/{id}",
      39,
      (721 / requestsOf("PATCH", "/api/v1/tasks/{id}")) * 100,
    ],
    ["56 % of the capacity is lost at 500 users", 56, (1 - X(500) / (500 * perUser)) * 100],
    ["the limit of 250 users has a safety margin of 2", 2, 300 / 250],
    ["response times rise 10 to 25 times under stress", 25, p50(500) / p50(200)],
    ["throughput is about 150 req/s regardless of users", 150, X(500)],
    ["150 to 250 users make 105 to 125 req/s", 125, X(200)],
    ["250 to 300 users make no less than 125 req/s at their lower end", 125, 250 * perUser],
    ["a limit of 125 req/s goes with 250 users", 250, 125 / perUser],
    [
      "above 300 users more than 5 % fail",
      5,
      ((at(400).failures ?? 0) / (at(400).requests ?? 1)) * 100,
    ],
    ["the P95 of 300 users is acceptable, the target being 2 s", 2, p95(300)],
    ["its P3 items of 40 and 24 hours take 40 to 60", 60, 40 + 24],
  ])("%s", (_, stated, recomputed) => {
    expect(Math.abs(recomputed / stated - 1)).toBeGreaterThan(0.04);
  });

  it("counts more requests at 100 users than at 200, so durations differ and are not given", () => {
    expect(at(100).requests).toBeGreaterThan(at(200).requests ?? 0);
    expect(at(100).duration).toBeUndefined();
  });
});

describe("the audit of the reference data", () => {
  const result = audit(reference);

  it("recognizes 300 users as an incident, and nothing else", () => {
    expect(result.incidents).toEqual([300]);
    const incident = result.findings.find(({ code }) => code === "incident-level");
    for (const figure of [
      "7.04 %",
      "3,218 of 45,734",
      "0 % at 200 users",
      "0.007 % at 400 users",
    ]) {
      expect(incident?.message).toContain(figure);
    }
    expect(result.findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("finds the think time of 1.41 s with a slope within 5 % of 1", () => {
    // 300: 295/154.2 − 0.517; 400: 393.33/146.2 − 1.283; 500: 491.67/123.2 − 2.570.
    expect(result.thinkTime.thinkTime).toBeCloseTo(393.3333333 / 146.2 - 1.283, 6);
    expect(result.thinkTime.low).toBeCloseTo(295 / 154.2 - 0.517, 6);
    expect(result.thinkTime.high).toBeCloseTo(491.6666667 / 123.2 - 2.57, 6);
    expect(Math.abs((result.thinkTime.slope ?? 0) - 1)).toBeLessThan(0.05);
    expect(result.thinkTime.inconsistent).toEqual([]);
  });

  it("says each thing that a planner must know once", () => {
    expect(result.findings.map(({ code, level }) => `${code} ${level ?? ""}`.trim())).toEqual([
      "incident-level 300",
      "no-throughput",
      "partial-endpoints 300",
      "partial-endpoints 500",
      "estimated-values",
      "ramp-in-averages",
      "few-samples 500",
      "endpoint-slowdown 500",
    ]);
  });

  it("hands a fit all levels, the throughput and times of the incident included", () => {
    const handed = observations(reference, result);
    expect(handed.map(({ users, incident }) => [users, incident])).toEqual([
      [10, false],
      [50, false],
      [100, false],
      [200, false],
      [300, true],
      [400, false],
      [500, false],
    ]);
    expect(handed[4]).toMatchObject({
      averageUsers: 295,
      throughput: 154.2,
      mean: 0.517,
      p95: 2.1,
    });
  });
});
