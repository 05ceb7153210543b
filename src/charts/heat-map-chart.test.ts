import { describe, expect, it } from "vitest";
import { renderChart } from "../io/render-chart.ts";
import { heatMapChart, heatMapSentence, type LeverGrid } from "./heat-map-chart.ts";

const grid: LeverGrid = {
  xLever: "pool.size",
  yLever: "db.readReplicas",
  cells: [20, 40, 80].flatMap((x) =>
    [0, 1, 2].map((y) => {
      const safeLimit = Math.min(250 + x * y, 350);
      return { x, y, safeLimit, low: safeLimit - 20, high: y === 2 ? null : safeLimit + 30 };
    }),
  ),
};

const textOf = (svg: string) =>
  [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]+)</g)].map((match) => match[1] ?? "");

describe("heatMapChart", () => {
  it("has a cell for each setting, with its limit and the interval, open where it has no end", async () => {
    const text = textOf(await renderChart(heatMapChart(grid), "svg"));
    expect(text).toContain("pool.size");
    expect(text).toContain("db.readReplicas");
    expect(text.filter((one) => one === "250")).toHaveLength(3);
    expect(text).toContain("270–320"); // 290 with pool 40 and one replica
    expect(text).toContain("330+");
  });

  it("says what both levers reach, and the smallest setting that does", () => {
    expect(heatMapSentence(grid)).toBe(
      "Both levers together carry the safe limit from 250 to 350 users, first with pool.size 80 and db.readReplicas 2",
    );
    const flat = grid.cells.map((cell) => ({ ...cell, safeLimit: 250 }));
    expect(heatMapSentence({ ...grid, cells: flat })).toBe(
      "Neither pool.size nor db.readReplicas moves the safe limit of 250 users",
    );
  });

  it("leaves a setting blank that no cell has, and draws in every size and theme", async () => {
    const some = { ...grid, cells: grid.cells.slice(1) };
    for (const size of ["slide", "column", "page"] as const) {
      for (const theme of ["light", "dark", "grey"] as const) {
        const svg = await renderChart(heatMapChart(some, { size, theme }), "svg");
        expect(svg).not.toMatch(/NaN|undefined|>null</);
      }
    }
  });

  it("refuses a grid without cells, and one with a setting twice", () => {
    expect(() => heatMapChart({ ...grid, cells: [] })).toThrow("cells must hold a setting");
    const twice = { ...grid, cells: [...grid.cells, ...grid.cells.slice(0, 1)] };
    expect(() => heatMapChart(twice)).toThrow("got one twice");
  });
});
