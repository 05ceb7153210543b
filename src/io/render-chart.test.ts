import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { Resvg } from "@resvg/resvg-js";
import { describe, expect, it } from "vitest";
import type { ChartSpec } from "../charts/layers/chart-spec.ts";
import { throughputChart } from "../charts/throughput-chart.ts";
import { zonesChart } from "../charts/zones-chart.ts";
import { samplePlan } from "../planning/testing/sample-plan.ts";
import { renderChart } from "./render-chart.ts";

const plan = samplePlan();
const hash = (bytes: string | Uint8Array) => createHash("sha256").update(bytes).digest("hex");

const words: ChartSpec = {
  width: 300,
  height: 60,
  background: "#ffffff",
  data: { values: [{ word: "headroom" }] },
  mark: { type: "text", fontSize: 30, color: "#000000" },
  encoding: { text: { field: "word", type: "nominal" }, x: { value: 150 }, y: { value: 30 } },
  config: { font: "DejaVu Sans, Verdana, sans-serif", view: { stroke: null } },
};

/** Pixels of a PNG that are nearly black, read back through resvg. */
function darkPixels(png: Uint8Array): number {
  const href = `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="700" height="200"><image href="${href}" width="700" height="200"/></svg>`;
  const { pixels } = new Resvg(svg).render();
  let dark = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    if ((pixels[at + 3] ?? 0) > 200 && (pixels[at] ?? 255) < 60) dark++;
  }
  return dark;
}

describe("renderChart", () => {
  it("gives the same bytes again, also when other charts are drawn at the same time", async () => {
    const first = await renderChart(zonesChart(plan), "svg");
    const together = await Promise.all([
      renderChart(throughputChart(plan), "svg"),
      renderChart(zonesChart(plan), "svg"),
      renderChart(zonesChart(plan), "svg"),
    ]);
    expect(together[1]).toBe(first);
    expect(together[2]).toBe(first);
    expect(together[0]).not.toBe(first);
  });

  it("gives the same bytes in another process, language and time zone", async () => {
    const script = `
      import { createHash } from "node:crypto";
      const { renderChart } = await import(${JSON.stringify(new URL("./render-chart.ts", import.meta.url).href)});
      const { zonesChart } = await import(${JSON.stringify(new URL("../charts/zones-chart.ts", import.meta.url).href)});
      const { samplePlan } = await import(${JSON.stringify(new URL("../planning/testing/sample-plan.ts", import.meta.url).href)});
      for (const format of ["svg", "png", "vl.json"]) {
        const bytes = await renderChart(zonesChart(samplePlan()), format);
        console.log(createHash("sha256").update(bytes).digest("hex"));
      }`;
    const output = execFileSync(
      process.execPath,
      ["--import", "tsx", "--input-type=module", "-e", script],
      {
        encoding: "utf8",
        env: { ...process.env, LANG: "de_DE.UTF-8", LC_ALL: "de_DE.UTF-8", TZ: "Asia/Kolkata" },
      },
    );
    const spec = zonesChart(plan);
    const here = [
      hash(await renderChart(spec, "svg")),
      hash(await renderChart(spec, "png")),
      hash(await renderChart(spec, "vl.json")),
    ];
    expect(output.trim().split("\n")).toEqual(here);
  });

  it("really draws text into the PNG", async () => {
    const blank = { ...words, data: { values: [{ word: "" }] } };
    expect(darkPixels(await renderChart(blank, "png"))).toBe(0);
    expect(darkPixels(await renderChart(words, "png"))).toBeGreaterThan(500);
  });

  it("writes a PNG of twice the chart's size", async () => {
    const png = Buffer.from(await renderChart({ ...words, padding: 0 }, "png"));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([600, 120]);
  });

  it("fails on a warning of Vega-Lite and draws the next chart all the same", async () => {
    const dropped = { ...words, encoding: { noSuchChannel: { field: "word", type: "nominal" } } };
    await expect(renderChart(dropped, "svg")).rejects.toThrow(/^chart: /);
    await expect(renderChart(words, "svg")).resolves.toContain("headroom");
  });

  it("refuses a spec with a hole in its numbers, naming the place", () => {
    expect(() => renderChart({ ...words, width: Number.NaN }, "svg")).toThrow(
      "spec.width must be finite, got NaN",
    );
  });
});
