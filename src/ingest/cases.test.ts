/** Small results that were read wrongly once, with their right values: files of data/cases. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { audit } from "../measurement/audit.ts";
import { errorsByCause } from "../measurement/errors-by-cause.ts";
import { type ImportedCampaign, importCampaign } from "./import-campaign.ts";
import type { ImportOptions } from "./imported-run.ts";

const cases = fileURLToPath(new URL("../../data/cases/", import.meta.url));

function imported(name: string, options: ImportOptions = {}): ImportedCampaign {
  const at = cases + name;
  const names = statSync(at).isDirectory()
    ? readdirSync(at).map((file) => `${name}/${file}`)
    : [name];
  const files = names.map((file) => ({ name: file, text: readFileSync(cases + file, "utf8") }));
  const parsed = importCampaign("case", files, options);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

describe("users", () => {
  it("of ramped k6 summaries are their mean, and the think time is 1 s", () => {
    const { campaign } = imported("k6_ramped_summaries");
    expect(campaign.levels.map(({ users }) => users)).toEqual([15, 38, 60, 83, 113, 151]);
    expect(campaign.levels.map(({ mostUsers }) => mostUsers)).toEqual([20, 50, 80, 110, 150, 200]);
    expect(audit(campaign).thinkTime.thinkTime).toBeCloseTo(1, 2);
  });

  it("are not a rate in the file's name", () => {
    expect(() => imported("locust_rate_in_name")).toThrow(/--users/);
    const [level] = imported("locust_rate_in_name", { users: 6 }).campaign.levels;
    expect(level).toMatchObject({ users: 6, requests: 6000, throughput: 20 });
  });
});

describe("windows", () => {
  it("of two runs appended to one JMeter log are two, 4.2 req/s each with pauses of 1 s", () => {
    const { campaign } = imported("jmeter_two_runs_appended.jtl");
    expect(campaign.levels).toHaveLength(2);
    for (const { users, throughput, duration, run } of campaign.levels) {
      expect(users).toBe(5);
      expect(throughput).toBeGreaterThan(4.1);
      expect(throughput).toBeLessThan(4.25);
      expect(duration).toBeLessThan(90);
      expect(run).not.toBe("");
    }
    expect(audit(campaign).thinkTime.thinkTime).toBeCloseTo(1, 1);
  });

  it("without failures have no failure rows, though the warm-up failed", () => {
    const { campaign, runs } = imported("jmeter_errors_in_warmup.jtl");
    expect(runs[0]?.failures[0]?.count).toBe(84);
    expect(campaign.levels[0]).toMatchObject({ users: 10, failures: 0 });
    expect(campaign.failures).toEqual([]);
    expect(audit(campaign).findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("of a ramp and a hold are the hold, with the percentiles that its statistics have", () => {
    const { campaign } = imported("locust_ramp_then_hold");
    expect(campaign.levels.map(({ users }) => users)).toEqual([200, 300, 400]);
    // A ceiling of 100 req/s and pauses of 1 s: R = N/X − 1 s.
    expect(campaign.levels.map(({ throughput }) => throughput)).toEqual([100, 100, 100]);
    const means = campaign.levels.map(({ responseTime }) => responseTime.mean ?? 0);
    for (const [at, mean] of means.entries()) expect(mean).toBeCloseTo(at + 1, 12);
    expect(campaign.levels.every(({ responseTime }) => responseTime.p95 !== undefined)).toBe(true);
  });
});

describe("errors", () => {
  it("of refused connections are the server's: none below the load at which they begin", () => {
    const { campaign } = imported("locust_connection_refused");
    const errors = errorsByCause(campaign);
    expect(errors.map(({ users, byCause }) => [users, byCause.refusal])).toEqual([
      [40, 0],
      [70, 0],
      [90, 0],
      [110, 113],
      [140, 2130],
      [180, 5927],
    ]);
    const { findings, trust } = audit(campaign);
    expect(findings.map(({ code }) => code)).not.toContain("generator-saturated");
    expect(Math.min(...trust.map((one) => one.trust))).toBeGreaterThan(0.5);
  });
});

describe("rows", () => {
  it("of generated parents are their nested requests: 12.1/s with a mean of 84.4 ms", () => {
    const { campaign, runs } = imported("jmeter_generated_parents.xml");
    expect(runs[0]?.wholeRun.requests).toBe(1086);
    const [level] = campaign.levels;
    expect(level?.users).toBe(5);
    expect(runs[0]?.wholeRun.throughput).toBeCloseTo(12.1, 1);
    expect((runs[0]?.wholeRun.responseTime.mean ?? 0) * 1000).toBeCloseTo(84.4, 1);
    // The level is what is left after the warm-up.
    expect(Math.abs((level?.throughput ?? 0) / 12.1 - 1)).toBeLessThan(0.01);
    expect(Math.abs((level?.responseTime.mean ?? 0) / 0.0844 - 1)).toBeLessThan(0.01);
    expect(campaign.endpoints.map(({ path }) => path).sort()).toEqual([
      "GET /cart",
      "GET /ping",
      "POST /pay",
    ]);
  });

  it("of hey with time-outs: answers take 300 ms, all requests N/X = 400 ms, no pause", () => {
    const { campaign } = imported("hey_half_timed_out.txt");
    expect(campaign.levels[0]).toMatchObject({ users: 10, requests: 500, failures: 250 });
    expect(campaign.levels[0]?.responseTime.mean).toBeCloseTo(0.4, 12);
    const { thinkTime, findings } = audit(campaign);
    expect(thinkTime.thinkTime).toBeCloseTo(0, 12);
    expect(errorsByCause(campaign)[0]?.byCause["time-out"]).toBe(250);
    expect(findings.map(({ message }) => message).join()).not.toMatch(/failures return at once/);
    expect(campaign.notices?.map(({ message }) => message).join()).toMatch(/they took 300 ms/);
  });

  it("of hey beyond a million: 1,400,140 requests, mean N/X = 0.457 ms", () => {
    const { campaign } = imported("hey_more_than_a_million.txt");
    expect(campaign.levels[0]).toMatchObject({ users: 64, requests: 1_400_140 });
    expect(campaign.levels[0]?.responseTime.mean).toBeCloseTo(64 / 140_000, 12);
    expect(audit(campaign).thinkTime.thinkTime).toBeCloseTo(0, 9);
  });
});
