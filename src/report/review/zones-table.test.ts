import { describe, expect, it } from "vitest";
import type { PlanResult } from "../../planning/plan/plan-result.ts";
import { samplePlan } from "../../planning/testing/sample-plan.ts";
import { zonesTable } from "./zones-table.ts";

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
      ["0", "120", "120–120"],
      ["120", "240", "240–240"],
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
      ["0", "240", "240–240"],
    ]);
  });
});
