import { describe, expect, it } from "vitest";
import { audit } from "../measurement/audit.ts";
import { assembleRuns } from "./assemble-runs.ts";
import { importResults } from "./import-results.ts";
import * as files from "./testing/synthetic-files.ts";

const assemble = (...given: (typeof files.wrk)[]) =>
  assembleRuns("shop", importResults(given).runs);
const campaignOf = (...given: (typeof files.wrk)[]) => {
  const parsed = assemble(...given);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
};

describe("assembleRuns", () => {
  it("orders levels by users and leaves the run unnamed where a load was measured once", () => {
    const { campaign } = campaignOf(files.wrk, files.locustStats, files.jmeterCsv);
    expect(campaign.name).toBe("shop");
    expect(campaign.levels.map(({ users, run }) => [users, run])).toEqual([
      [5, ""],
      [40, ""],
      [50, ""],
    ]);
    expect(campaign.levels.every((level) => level.quality === "measured")).toBe(true);
  });

  it("keeps every measurement of one load, told apart by name and number", () => {
    const { campaign } = campaignOf(files.pgbench);
    expect(campaign.levels.map((level) => level.run)).toEqual(["bench", "bench #2"]);
  });

  it("gives endpoints and failures the key of their level", () => {
    const { campaign } = campaignOf(files.locustStats, files.locustFailures);
    expect(campaign.endpoints.map(({ users, path }) => [users, path])).toEqual([
      [40, '/list?a=1,2&q="x"'],
      [40, "/buy"],
    ]);
    expect(campaign.failures.map(({ count, cause }) => [count, cause])).toEqual([
      [25, "refusal"],
      [15, "generator"],
    ]);
  });

  it("passes on what the importers noticed, with the level", () => {
    const { campaign, findings } = campaignOf(files.locustStats, files.locustFailures);
    expect(findings.map(({ code, level }) => [code, level])).toEqual([["ramp-included", 40]]);
    // What the load machine could not do stands in the failures, where a later audit finds it.
    expect(audit(campaign).findings.map(({ code }) => code)).toContain("generator-saturated");
  });

  it("keeps open load apart beside closed, and refuses it alone", () => {
    const { campaign } = campaignOf(files.wrk, files.vegetaJson);
    expect(campaign.levels.map(({ users }) => users)).toEqual([50]);
    expect(campaign.openLevels).toMatchObject([{ run: "vegeta", responseTime: {} }]);
    const alone = assemble(files.vegetaJson);
    expect(alone.ok ? [] : alone.problems.map((one) => one.message)).toEqual([
      expect.stringMatching(/load was open/),
    ]);
  });

  it("asks for the users where nothing tells them", () => {
    const parsed = assemble({ ...files.locustStats, name: "results_36_stats.csv" });
    expect(parsed.ok ? "" : parsed.problems[0]?.hint).toMatch(/--users/);
  });

  it("refuses to make a campaign of nothing", () => {
    expect(assembleRuns("empty", []).ok).toBe(false);
  });

  it("turns the steps of one history into a level each, and claims no failures for any", () => {
    const rows = files.locustHistory.text.split("\r\n");
    const step = (from: number, to: number, users: number) =>
      rows.slice(from, to).map((row) => row.replace(",40,", `,${users},`));
    const text = [rows[0], ...step(2, 52, 10), ...step(52, 101, 40), ""].join("\r\n");
    const { campaign } = campaignOf({ ...files.locustHistory, text }, files.locustFailures);
    expect(campaign.levels.map((level) => level.users)).toEqual([10, 40]);
    expect(campaign.failures).toEqual([]);
  });
});
