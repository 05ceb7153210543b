import { describe, expect, it } from "vitest";
import { campaignCsv } from "./campaign-csv.ts";
import { importCampaign } from "./import-campaign.ts";
import { parseLevels } from "./parse-levels.ts";
import { locustStats } from "./testing/synthetic-files.ts";

/** The last row, of all requests together, with one cell changed. */
function damaged(cell: number, text: string) {
  const lines = locustStats.text.trimEnd().split(/\r*\n/);
  const cells = (lines.at(-1) ?? "").split(",");
  cells[cell] = text;
  return { ...locustStats, text: [...lines.slice(0, -1), cells.join(",")].join("\n") };
}

const header = locustStats.text.split(/\r*\n/)[0]?.replaceAll('"', "").split(",") ?? [];

describe("figures that nobody can have measured", () => {
  it.each([
    ["Average Response Time", "9e15", /a time of 9.00e\+12 s cannot have been measured/],
    ["Average Response Time", "8e-319", /a time of \S+e-322 s cannot have been measured/],
    ["Requests/s", "2e-318", /a rate of \S+e-318 cannot have been measured/],
  ])("%s of %s is refused", (column, cell, reason) => {
    const place = header.indexOf(column);
    expect(place).toBeGreaterThan(0);
    const parsed = importCampaign("x", [damaged(place, cell)], { users: 5 });
    expect(parsed.ok ? "" : parsed.problems[0]?.message).toMatch(reason);
  });

  it("are not written, and refused where they stand in a table", () => {
    const level = { users: 5, run: "", requests: 3, quality: "measured" as const, note: "" };
    const levels = [{ ...level, throughput: 1e-320, responseTime: { mean: 1e-320 } }];
    const csv = campaignCsv({ name: "x", levels, endpoints: [], failures: [] });
    expect(csv["levels.csv"]).toBe("users,requests\n5,3\n");
    const parsed = parseLevels("users,requests,mean_ms\n5,3,1e-320\n", "levels.csv");
    expect(parsed.ok ? "" : parsed.problems[0]?.message).toMatch(/too small to have been measured/);
  });
});
