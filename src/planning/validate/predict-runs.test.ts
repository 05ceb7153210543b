import { describe, expect, it } from "vitest";
import { platformAt } from "../../limits/platform-at.ts";
import { applyScenario } from "../../platform/levers/change/apply-scenario.ts";
import type { Scenario } from "../../platform/scenario.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { type DrawnPlatform, plausible, plausibleAfter } from "../what-if/drawn-platform.ts";
import { predictRuns } from "./predict-runs.ts";

const platform = { ...plainPlatform({ poolSize: 10 }), thinkTime: 1 };
const draw: DrawnPlatform = {
  platform,
  position: [],
  modelError: {
    time: 1.1,
    throughput: 0.95,
    shape: [0.5, -0.4, 1, 0.3, -1, 0.2, 0.8],
    imbalance: 1,
  },
  changeError: { time: 0.7, throughput: -1.2, shape: [1, 0, -1, 0.5, 1, 0, -0.5], imbalance: 1 },
};
const loads = [5, 60, 200];
const largest = 200;

const figure = (quantity: "throughput" | "mean" | "p95") => ({
  ...{ quantity, endpoint: null, measured: 1, known: 0, repeat: 0, shared: false },
});
const runs = loads.map((users) => ({
  users,
  run: "",
  figures: (["throughput", "mean", "p95"] as const).map(figure),
  observation: { users, run: "", averageUsers: users },
}));

function predicted(scenarios: readonly Scenario[]): readonly number[] {
  const members = [{ draws: [draw], posterior: { runs, fit: { noiseScale: 1 } } }];
  const fitted = { draws: [draw], members } as unknown as Parameters<typeof predictRuns>[0];
  return predictRuns(fitted, scenarios, runs as unknown as Parameters<typeof predictRuns>[2])[0]
    ?.figures as readonly number[];
}

/** What limits, curves and what-ifs rest on. */
function told(one: ReturnType<typeof plausible>): readonly number[] {
  const at = platformAt(one, largest);
  return loads.flatMap((users) => {
    const { throughput, mean, percentile } = at(users);
    return [throughput, mean, percentile("p95")];
  });
}

const isEqual = (a: readonly number[], b: readonly number[]) => {
  expect(a.length).toBe(b.length);
  for (const [i, value] of a.entries()) expect(value).toBeCloseTo(b[i] as number, 10);
};

describe("predictRuns", () => {
  it("predicts of a platform as it is what its limits rest on, the model's errors in it", () => {
    isEqual(predicted([]), told(plausible(draw)));
  });

  it("predicts after a change what a what-if says of it", () => {
    const levers = [{ name: "pool.size", text: "20", value: 20 }] as const;
    const scenario: Scenario = { name: "", title: "", source: "", cost: null, levers };
    const { platform: changed } = applyScenario(scenario, platform);
    isEqual(predicted([scenario]), told(plausibleAfter(draw, changed, largest)));
  });
});
