import { describe, expect, it } from "vitest";
import { heading, paragraph, table } from "./document.ts";
import { documentTypst } from "./document-typst.ts";
import { holdsTogether, leadsOn } from "./holds-together.ts";

const rows = (count: number, words = "ten") =>
  table(
    ["a", "b"],
    Array.from({ length: count }, () => [words, "2"]),
  );

describe("what stays together on paper", () => {
  it("is a short table with the paragraph that leads to it", () => {
    expect(holdsTogether(rows(5))).toBe(true);
    expect(holdsTogether(rows(40))).toBe(false);
    expect(holdsTogether(rows(5, "long ".repeat(100)))).toBe(false);
    expect(leadsOn(paragraph("These:"), rows(40))).toBe(true);
    expect(leadsOn(paragraph("Done."), heading(2, "Next"))).toBe(false);
    expect(leadsOn(paragraph("Done."), undefined)).toBe(false);
  });

  it("is not broken in a PDF, where a long table may be", () => {
    const typst = (count: number) =>
      documentTypst({ title: "t", blocks: [paragraph("These:"), rows(count)] }, () => null);
    expect(typst(5)).toContain("#block(breakable: false, {table(");
    expect(typst(5)).toContain("#block(sticky: true, {par(");
    expect(typst(40)).not.toContain("breakable: false, {table(");
  });

  it("is a number with its unit, but not what is typed", () => {
    const blocks = [paragraph(["P95 ≤ 100 ms: ", { code: "--set rateLimit=125 req/s" }])];
    const typst = documentTypst({ title: "t", blocks }, () => null);
    expect(typst).toContain("≤\u00a0100\u00a0ms");
    expect(typst).toContain("125 req/s");
  });
});
