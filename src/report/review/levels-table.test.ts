import { describe, expect, it } from "vitest";
import { samplePlan } from "../../planning/testing/sample-plan.ts";
import { levelsTable } from "./levels-table.ts";

/** The first column headed "note", and what stands below the table. */
function notesOf(notes: readonly string[]) {
  const plan = samplePlan({ levels: [100, 200, 300], incident: null });
  const levels = plan.campaign.levels.map((level, i) => ({ ...level, note: notes[i] ?? "" }));
  const [first, ...rest] = levelsTable({ ...plan, campaign: { ...plan.campaign, levels } });
  if (first?.kind !== "table") throw new Error("no table");
  return { isColumn: first.header.includes("note"), below: JSON.stringify(rest) };
}

describe("levelsTable", () => {
  it("says a note that all levels share once, and others beside their level", () => {
    const shared = notesOf(["after the warm-up", "after the warm-up", "after the warm-up"]);
    expect(shared).toMatchObject({ isColumn: false });
    expect(shared.below).toContain("Of every level: after the warm-up.");
    expect(notesOf(["after the warm-up", "", ""])).toEqual({ isColumn: true, below: "[]" });
    expect(notesOf(["", "", ""])).toEqual({ isColumn: false, below: "[]" });
  });
});
