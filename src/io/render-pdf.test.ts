import { describe, expect, it } from "vitest";
import { zonesChart } from "../charts/zones-chart.ts";
import { samplePlan } from "../planning/testing/sample-plan.ts";
import { chartFormats } from "./chart-formats.ts";
import { canRenderPdf } from "./render-pdf.ts";

const plan = samplePlan();

describe.runIf(await canRenderPdf())("charts as PDF", () => {
  it("are vectors with the chart's fonts, 16 cm wide at most, the same bytes again", async () => {
    const first = Buffer.from(await chartFormats.pdf(zonesChart(plan)));
    expect(first.subarray(0, 5).toString()).toBe("%PDF-");
    const text = first.toString("latin1");
    const [, width] = /\/MediaBox \[0 0 ([\d.]+) [\d.]+\]/.exec(text) ?? [];
    // 16 cm are 453.5 pt.
    expect(Number(width)).toBeGreaterThan(400);
    expect(Number(width)).toBeLessThan(464);
    expect(text).toContain("DejaVuSans-Bold");
    expect(text).not.toContain("/Subtype /Image");
    expect(text).toContain("D:20000101");
    const again = Buffer.from(await chartFormats.pdf(zonesChart(plan)));
    expect(again.equals(first)).toBe(true);
  });

  it("of a column are half as wide", async () => {
    const pdf = Buffer.from(await chartFormats.pdf(zonesChart(plan, { size: "column" })));
    const [, width] = /\/MediaBox \[0 0 ([\d.]+) [\d.]+\]/.exec(pdf.toString("latin1")) ?? [];
    expect(Number(width)).toBeLessThan(232);
  });
});
