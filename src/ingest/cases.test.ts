/** Small results that were read wrongly once, with their right values: files of data/cases. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { audit } from "../measurement/audit.ts";
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
