import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TelemetryRow } from "../measurement/campaign.ts";
import { campaignCsv } from "./campaign-csv.ts";
import { importCampaign } from "./import-campaign.ts";
import { parseTelemetry } from "./parse-telemetry.ts";

/** Hundredths below a thousand: six digits hold them, and so do per cent and milliseconds of them. */
const figure = fc.integer({ min: 1, max: 99_999 }).map((n) => n / 100);
const row: fc.Arbitrary<TelemetryRow> = fc
  .record(
    {
      users: fc.integer({ min: 1, max: 1e6 }),
      run: fc.constantFrom("", "a", "b, again"),
      what: fc.constantFrom("database", "connections", 'GET "/a", span'),
      inUse: figure,
      waiting: fc.oneof(figure, fc.constant(0)),
      note: fc.constantFrom("", "read off a chart"),
    },
    { requiredKeys: ["users", "run", "what", "inUse", "note"] },
  )
  .map((made) => made as TelemetryRow);

describe("parseTelemetry", () => {
  it("reads shares and seconds, and leaves absent what was not watched", () => {
    const text =
      "users,run,what,utilization_pct,in_use,waiting,mean_ms,note\n" +
      "300,,database,40,,,,\n300,,connections,100,10,0,52.5,pg_stat_activity\n";
    expect(parseTelemetry(text, "telemetry.csv")).toEqual({
      ok: true,
      value: [
        { users: 300, run: "", what: "database", utilization: 0.4, note: "" },
        {
          users: 300,
          run: "",
          what: "connections",
          utilization: 1,
          inUse: 10,
          waiting: 0,
          mean: 0.0525,
          note: "pg_stat_activity",
        },
      ],
    });
  });

  it("reads back what was written", () => {
    const key = ({ users, run, what }: TelemetryRow) => `${users} ${run} ${what}`;
    const rows = fc.uniqueArray(row, { selector: key, minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(rows, (telemetry) => {
        const campaign = { name: "x", levels: [], endpoints: [], failures: [], telemetry };
        const text = campaignCsv(campaign)["telemetry.csv"] ?? "";
        expect(parseTelemetry(text, "telemetry.csv")).toEqual({ ok: true, value: telemetry });
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it.each([
    ["users,what,in_use\n5,,3\n", "what: the cell is empty", 2, 3],
    ["users,what,in_use\n5,db,\n", "a row without a figure", 2, 3],
    ["users,what,in_use\n,db,3\n", "users: the cell is empty", 2, 1],
    ["users,what,utilization_pct\n5,db,40 %\n", "is a percentage", 2, 6],
    ["users,what,in_use\n5,db,-1\n", "is negative", 2, 6],
    ["users,what,mean_ms\n5,db,0\n", "expected a number above 0", 2, 6],
    ["users,what,in_use\n5,db,3\n5,db,4\n", "repeats line 2", 3, 1],
    ["users,in_use\n5,3\n", "the column what is missing", 1, 1],
    ["users,what,cpu\n5,db,3\n", "unknown column", 1, 12],
  ])("refuses %j with its place", (text, message, line, column) => {
    const parsed = parseTelemetry(text, "telemetry.csv");
    if (parsed.ok) throw new Error("it was read");
    expect(parsed.problems[0]).toMatchObject({ file: "telemetry.csv", line, column });
    expect(parsed.problems[0]?.message).toContain(message);
    expect(parsed.problems[0]?.hint).not.toBe("");
  });
});

describe("importCampaign", () => {
  it("takes telemetry.csv beside levels.csv", () => {
    const levels = "users,throughput_rps,mean_ms\n5,4.5,100\n";
    const parsed = importCampaign("x", [
      { name: "levels.csv", text: levels },
      { name: "telemetry.csv", text: "users,what,utilization_pct\n5,database,40\n" },
    ]);
    const rows = parsed.ok ? parsed.value.campaign.telemetry : parsed.problems;
    expect(rows).toEqual([{ users: 5, run: "", what: "database", utilization: 0.4, note: "" }]);
  });
});
