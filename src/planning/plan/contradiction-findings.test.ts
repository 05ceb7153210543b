import { describe, expect, it } from "vitest";
import type { Contradiction } from "../../limits/hold-against-levels.ts";
import { contradictionFindings, gradeWith } from "./contradiction-findings.ts";

const ceiling: Contradiction = {
  limit: "ceiling",
  withheld: true,
  users: 300,
  message: "The ceiling: the fit says 49 to 51 req/s, but 100 req/s were measured at 300 users.",
};
const mended: Contradiction = { ...ceiling, limit: "breaking point", withheld: false };
const flawless = { letter: "A", score: 1, reasons: [] } as const;

describe("contradictionFindings", () => {
  it("are errors where nothing is given, warnings where measured loads are", () => {
    const [withheld, warned] = contradictionFindings([ceiling, mended]);
    expect(withheld).toMatchObject({ code: "limit-contradicted", severity: "error", level: 300 });
    expect(withheld?.message).toMatch(/^Withheld: the ceiling: the fit says/);
    expect(warned?.severity).toBe("warning");
    expect(warned?.message).toMatch(/300 users; the measured loads stand in its place\.$/);
  });
});

describe("gradeWith", () => {
  it("leaves no flawless grade, and names the contradiction first", () => {
    expect(gradeWith(flawless, [])).toBe(flawless);
    expect(gradeWith(flawless, [mended]).letter).toBe("B");
    expect(gradeWith(flawless, [mended, ceiling]).letter).toBe("C");
    const poor = { letter: "D", score: 0.4, reasons: ["Repeat them."] } as const;
    expect(gradeWith(poor, [ceiling])).toEqual({
      ...poor,
      reasons: [ceiling.message, "Repeat them."],
    });
  });
});
