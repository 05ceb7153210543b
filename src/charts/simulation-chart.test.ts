import { describe, expect, it } from "vitest";
import { renderChart } from "../io/render-chart.ts";
import { plainPlatform } from "../platform/testing/plain-platform.ts";
import { type SimulationReport, simulationReport } from "../report/simulation-report.ts";
import { simulationText } from "../report/text/simulation-text.ts";
import { planExperiment } from "../simulation/course/plan-experiment.ts";
import { bucketFor, type Profile } from "../simulation/course/profile.ts";
import { replicate } from "../simulation/engine/replicate.ts";
import { replicationOf } from "../simulation/engine/simulation-run.ts";
import { spikeLoad, steadyLoad } from "../simulation/load/load-profile.ts";
import type { SimulationResult } from "../simulation/result/simulation-result.ts";
import { summarizeSimulation } from "../simulation/result/summarize-simulation.ts";
import { simulationChart } from "./simulation-chart.ts";

const spike: Profile = {
  title: "a spike",
  shape: "spike",
  unit: "users",
  load: spikeLoad({ base: 20, peak: 300, perSecond: 100, at: 30, hold: 40 }),
  duration: 120,
  bucket: bucketFor(120),
  controls: { clients: { timeOut: 2, retry: { attempts: 2, backOff: 1 } } },
};

const arrivals: Profile = {
  ...spike,
  shape: "steady",
  unit: "req/s",
  load: steadyLoad(50),
  controls: {},
};

function reportOf(load: { readonly profile: Profile } | { readonly users: number }) {
  const options = { seed: 5, replications: 1, duration: 120, series: true };
  const { platform: simulated, run } = planExperiment(plainPlatform(), load, options);
  const windows = replicate(replicationOf(simulated, run, 0));
  const result = summarizeSimulation(simulated, run, [windows]) as SimulationResult;
  return simulationReport(
    {
      program: "headroom",
      partial: false,
      brokenOff: null,
      model: {
        title: "Plain",
        file: "plain.yaml",
        basis: "known",
        weight: null,
        values: {},
        rounded: [],
        drifts: {},
        levers: [],
        law: "lognormal",
      },
      load,
      duration: 120,
      redLine: 2,
      inputs: {},
    },
    result,
  );
}

const spiked = reportOf({ profile: spike });
const cases: readonly (readonly [string, SimulationReport])[] = [
  ["a spike with time-outs", spiked],
  ["a steady load", reportOf({ users: 20 })],
  ["arrivals", reportOf({ profile: arrivals })],
];

const textOf = (svg: string) =>
  [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]+)</g)].map((match) => match[1] ?? "").join("\n");

describe("simulationChart", () => {
  it.each(cases)("draws %s in both themes without a warning", async (_what, report) => {
    for (const theme of ["light", "dark"] as const) {
      const svg = await renderChart(simulationChart(report, { theme }), "svg");
      expect(textOf(svg)).toContain("requests under way");
      expect(textOf(svg)).toContain("red line 2 s");
    }
  });

  it("names the lines that there are, and only those", async () => {
    const of = async (report: SimulationReport) =>
      textOf(await renderChart(simulationChart(report), "svg"));
    expect(await of(spiked)).toMatch(/answered[\s\S]*failed[\s\S]*sent again[\s\S]*in line/);
    expect(await of(cases[1]?.[1] as SimulationReport)).not.toMatch(/failed|sent again|in line/);
    expect(await of(cases[2]?.[1] as SimulationReport)).toContain("arrivals/s");
  });

  it("draws every step of the series, at its middle", () => {
    const panels = simulationChart(spiked)["vconcat"] as unknown as readonly {
      layer: readonly { data?: { values: readonly { time?: number; value?: number }[] } }[];
    }[];
    const users = panels[0]?.layer.map(({ data }) => data?.values ?? []) ?? [];
    const line = users.find((values) => values.length > 2) ?? [];
    expect(line).toHaveLength(spiked.series.length);
    expect(line[50]).toEqual({ time: 50.5, value: spiked.series[50]?.users });
  });

  it("refuses a run without a series", () => {
    expect(() => simulationChart({ ...spiked, series: [] })).toThrow(RangeError);
  });
});

describe("simulationText", () => {
  it("has the findings of a spike, its failures and its stations", () => {
    const text = simulationText(spiked);
    expect(text).toContain("of the requests sent were given up by their clients");
    expect(text).toMatch(/^Failed, client gave up: [\d,]+$/m);
    expect(text).toMatch(/^connections +10 /m);
  });

  it("gives no interval to a few runs of a load that changes: its stretches are not alike", () => {
    expect(spiked.total.throughput).toMatchObject({ low: null, high: null });
    expect(simulationText(spiked)).not.toContain("±");
    expect(cases[1]?.[1].total.throughput.high).toBeGreaterThan(0);
  });

  it("marks a partial result in its first line", () => {
    const first = simulationText({ ...spiked, partial: true }).split("\n")[0];
    expect(first).toBe("PARTIAL: interrupted after 1 replication");
  });
});
