import { describe, expect, it } from "vitest";
import { renderChart } from "../io/render-chart.ts";
import { forecastTraffic } from "../planning/forecast/forecast-traffic.ts";
import { trafficSeries } from "../planning/forecast/testing/traffic-series.ts";
import { whenReached } from "../planning/forecast/when-reached.ts";
import { forecastChart } from "./forecast-chart.ts";

const days = trafficSeries(9, 1).known;
const forecast = forecastTraffic(days, 700);
const state = (title: string, users: number) => ({
  title,
  users,
  ...whenReached(forecast, days, users),
});
const words = (reached: readonly ReturnType<typeof state>[]) => ({
  unit: "users" as const,
  forecast,
  reached,
  cycle: null,
  notes: [],
  days,
});

describe("forecastChart", () => {
  it("renders in both themes, with the decision as its title and a rule for each limit", async () => {
    const reached = [state("today", 600), state("Twice the pool", 800)];
    for (const theme of ["light", "dark"] as const) {
      const svg = await renderChart(forecastChart(words(reached), { theme }), "svg");
      expect(svg).toContain("Traffic meets the safe limit of 600 users");
      expect(svg).toContain("today: 600 users");
      expect(svg.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ")).toContain(
        "Twice the pool: 800 users",
      );
      expect(svg).not.toContain("NaN");
    }
  });

  it("lists several limits below a narrow plot, the highest first, where they would cover one another", () => {
    const reached = [state("today", 600), state("Twice the pool", 640), state("Cache", 620)];
    const spec = forecastChart(words(reached), { size: "column" });
    const named = (
      spec["layer"] as {
        data: { values: { text?: string }[] };
        encoding: { y?: { value?: number } };
      }[]
    ).flatMap(({ data, encoding }) =>
      data.values.flatMap(({ text }) =>
        text === undefined ? [] : [{ text, y: encoding.y?.value ?? 0 }],
      ),
    );
    expect(named.map(({ text }) => text.replace(/:.*/s, ""))).toEqual([
      "Twice the pool",
      "Cache",
      "today",
    ]);
    for (const { y } of named) expect(y).toBeGreaterThan(Number(spec["height"]) + 20);
    expect(new Set(named.map(({ y }) => y)).size).toBe(3);
  });

  it("gives states with one limit one label, and leaves out a limit of none", () => {
    const reached = [state("today", 600), state("A", 600), state("B", 0), state("C", 700)];
    const text = JSON.stringify(forecastChart(words(reached)));
    expect(text).toContain("today: 600 users");
    expect(text).not.toContain("A: 600 users");
    expect(text).not.toContain("B: 0 users");
    expect(text).toContain("C: 700 users");
  });
});
