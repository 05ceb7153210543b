import { describe, expect, it } from "vitest";
import { importCampaign } from "../import-campaign.ts";
import type { SourceText } from "../imported-run.ts";
import { asJtl, asJtlXml, madeRun } from "../testing/made-run.ts";

const campaignOf = (...given: readonly SourceText[]) => {
  const parsed = importCampaign("made", given);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
};

const plan = { start: 1_760_000_000, seconds: 60, users: 10 };
/** Every fifth request fails. */
const failing = madeRun({ ...plan, error: (_, at) => (at % 5 === 4 ? "500" : "") });
const log = { ...asJtl(failing), name: "results/kpi.jtl" };
const [header = "", ...rows] = log.text.trimEnd().split("\n");
const failed = rows.filter((row) => row.includes(",false,"));

describe("a log that repeats another", () => {
  it("is left out where it holds the failed requests only, however the files are called", () => {
    const alone = campaignOf(log).campaign;
    for (const name of ["results/error.jtl", "results/zz.jtl"]) {
      const errors = { name, text: [header, ...failed, ""].join("\n") };
      const { campaign, findings } = campaignOf(errors, log);
      expect(campaign.levels).toEqual(alone.levels);
      expect(findings.find(({ code }) => code === "log-repeated")?.message).toContain(name);
    }
  });

  it("is left out where the failed requests are in JMeter's XML, as Taurus writes them", () => {
    const requests = failing.requests.filter(({ error }) => error !== "");
    const errors = { ...asJtlXml({ ...failing, requests }), name: "results/error.jtl" };
    expect(campaignOf(errors, log).campaign.levels).toEqual(campaignOf(log).campaign.levels);
  });

  it("is left out where it is a copy under another name", () => {
    const copies = ["results/tps.csv", "results/copy of kpi.jtl"].map((name) => ({ ...log, name }));
    const { campaign, findings } = campaignOf(log, ...copies);
    expect(campaign.levels).toEqual(campaignOf(log).campaign.levels);
    expect(findings.find(({ code }) => code === "log-repeated")?.message).toBe(
      "results/tps.csv, results/copy of kpi.jtl: left out, since they hold requests that results/kpi.jtl holds too.",
    );
  });

  it("is one of two that hold the same failures and nothing else", () => {
    const requests = failing.requests.filter(({ error }) => error !== "");
    const [csv, xml] = [asJtl({ ...failing, requests }), asJtlXml({ ...failing, requests })];
    for (const given of [[csv, xml] as const, [xml, csv] as const]) {
      const { campaign, runs } = campaignOf(...given);
      expect(campaign.levels).toHaveLength(1);
      expect(runs[0]?.format).toBe("jmeter-csv");
    }
  });

  it("is told from a load machine all of whose requests failed as those of the other did", () => {
    const down = (users: number, name: string) => ({
      ...asJtl(madeRun({ ...plan, users, error: () => "503" })),
      name,
    });
    const { campaign } = campaignOf(down(10, "a.jtl"), down(9, "b.jtl"));
    expect(campaign.levels.map(({ users }) => users)).toEqual([19]);
  });

  it("is told from a test of the same length at another hour", () => {
    const later = asJtl(madeRun({ ...plan, start: plan.start + 7200, error: () => "500" }));
    expect(campaignOf(log, { ...later, name: "later.jtl" }).campaign.levels).toHaveLength(2);
  });
});
