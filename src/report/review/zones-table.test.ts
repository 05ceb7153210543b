import { describe, expect, it } from "vitest";
import type { PlanResult } from "../../planning/plan/plan-result.ts";
import { samplePlan } from "../../planning/testing/sample-plan.ts";
import { zonesBesideRedLine, zonesTable } from "./zones-table.ts";

const plan = samplePlan();
const edge = (value: number) => ({
  ...{ value, low: value, high: value, basis: "interpolated" as const, searchedTo: 1000 },
});

/** Where green and yellow end. */
function rowsOf(green: number, yellow: number) {
  const zones: PlanResult["zones"] = [
    { name: "green", from: null, to: edge(green) },
    { name: "yellow", from: edge(green), to: edge(yellow) },
    { name: "red", from: edge(yellow), to: null },
  ];
  const block = zonesTable({ ...plan, zones });
  if (block.kind !== "table") throw new Error("no table");
  return block.rows.map((row) => row.slice(2, 5));
}

describe("zonesTable", () => {
  it("says from and to where each zone lies, with the interval of its end", () => {
    expect(rowsOf(120, 240)).toEqual([
      ["0", "120", "120"],
      ["120", "240", "240"],
      ["240", "–", "–"],
    ]);
  });

  it("gives as the end of a zone the most users that lie in it", () => {
    expect(rowsOf(182.5, 237.9).map(([from, to]) => [from, to])).toEqual([
      ["0", "182"],
      ["182", "237"],
      ["237", "–"],
    ]);
  });

  it("gives a zone that a single user is past no load, and the next one all from none", () => {
    expect(rowsOf(1, 240).slice(0, 2)).toEqual([
      ["0", "no load", "–"],
      ["0", "240", "240"],
    ]);
  });
});

describe("zonesBesideRedLine", () => {
  it("says which zones reach past a red line that is stated beside them", () => {
    const told = (p95: number) =>
      zonesBesideRedLine({
        ...plan,
        policy: { ...plan.policy, redLine: { p95, errorRate: 0.05 } },
      });
    // The zones end at 100 ms, 500 ms and 2 s.
    expect(told(2)).toEqual([]);
    expect(JSON.stringify(told(1))).toContain("The orange zone reaches past the red line (P95 1 s");
    expect(JSON.stringify(told(0.3))).toContain("The yellow and orange zones reach past");
  });
});
