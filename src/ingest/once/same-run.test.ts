import { describe, expect, it } from "vitest";
import { importCampaign } from "../import-campaign.ts";
import type { SourceText } from "../imported-run.ts";
import { importOne } from "../testing/import-one.ts";
import { asJtl, madeRun } from "../testing/made-run.ts";
import * as files from "../testing/synthetic-files.ts";
import { onceEachRun } from "./same-run.ts";

const campaignOf = (...given: readonly SourceText[]) => {
  const parsed = importCampaign("made", given);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
};

/** The table of the page's run, which does not tell its users. */
const tableOfPage: SourceText = {
  name: "page_stats.csv",
  text: [
    "Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,50%,90%,95%,99%,100%",
    "GET,/a,2000,20,200,250.0,1,900,10,20.0,0.2,200,400,500,800,900",
    ",Aggregated,2000,20,200,250.0,1,900,10,20.0,0.2,200,400,500,800,900",
    "",
  ].join("\n"),
};

describe("files of one run", () => {
  it("are one level: Locust's table, with the users and failures of its page", () => {
    const { campaign, findings } = campaignOf(tableOfPage, files.locustHtml);
    expect(campaign.levels).toHaveLength(1);
    expect(campaign.levels[0]).toMatchObject({ users: 23, requests: 2000, failures: 20 });
    expect(campaign.failures.map(({ count }) => count)).toEqual([20]);
    expect(findings.map(({ code }) => code)).toContain("one-run-several-files");
  });

  it("are one level: JMeter's log and the dashboard made of it", () => {
    const run = madeRun({ start: 1_760_000_000, seconds: 60, users: 10 });
    const n = run.requests.length;
    const mean = run.requests.reduce((sum, { ms }) => sum + ms, 0) / n;
    const total = { sampleCount: n, errorCount: 0, meanResTime: mean, throughput: n / 60 };
    const dashboard = { name: "statistics.json", text: JSON.stringify({ Total: total }) };
    const { campaign } = campaignOf(dashboard, asJtl(run));
    expect(campaign.levels).toHaveLength(1);
    // The log tells more: its users, and the window after the warm-up.
    expect(campaign.levels[0]?.users).toBe(10);
    expect(campaign.levels[0]?.requests).toBeLessThan(n);
  });

  it("are Gatling's three of one report, and not those of two reports", () => {
    const again = (name: string) => ({ ...files.gatlingStats, name });
    const runs = [again("50_users/js/stats.json"), again("50_users/js/global_stats.json")];
    expect(onceEachRun(runs.map((file) => importOne(file)))).toHaveLength(1);
    const other = [again("a/50_users/stats.json"), again("b/50_users/stats.json")];
    expect(onceEachRun(other.map((file) => importOne(file)))).toHaveLength(2);
  });

  it("are told from two runs with the same number of requests", () => {
    const slower = {
      ...tableOfPage,
      name: "u40_stats.csv",
      text: tableOfPage.text.replaceAll("250.0", "290.0"),
    };
    expect(campaignOf(slower, files.locustHtml).campaign.levels).toHaveLength(2);
  });
});
