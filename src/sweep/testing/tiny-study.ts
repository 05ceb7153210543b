/** Small sweeps of one queue, for tests to vary. */

import type { LeverName } from "../../platform/scenario.ts";
import { type PlainOptions, plainPlatform } from "../../platform/testing/plain-platform.ts";
import type { LeverAxis, SimulatedTask, SweepStudy, SweptPlatform } from "../sweep-study.ts";

export function leverAxis(
  name: LeverName,
  values: readonly (number | null)[],
  price = 0,
): LeverAxis {
  const levers = values.map((value) =>
    value === null ? null : { name, text: String(value), value },
  );
  return { name, values: levers, range: null, price };
}

export function sweptPlatform(options: PlainOptions = {}, model = "plain"): SweptPlatform {
  return { model, draw: null, weight: 1, platform: plainPlatform(options), drawn: null };
}

export function analyticStudy(more: Partial<SweepStudy> = {}): SweepStudy {
  return {
    title: "Tiny",
    program: "headroom test",
    design: { levers: [leverAxis("pool.size", [2, 4, 8])], random: null },
    platforms: [sweptPlatform()],
    task: { method: "analytic", unit: "users", loads: [1, 20, 80], percentiles: ["p95"] },
    redLine: { p95: 0.5, errorRate: 0.05 },
    ...more,
  };
}

export const simulatedTask: SimulatedTask = {
  method: "simulated",
  unit: "users",
  loads: [20, 40],
  spike: null,
  timeOuts: [null],
  attempts: [null],
  retry: { backOff: 0.2 },
  controls: {},
  duration: 30,
  warmUp: 5,
  law: "exponential",
  seeds: [1],
  replications: 2,
};

export function simulatedStudy(task: Partial<SimulatedTask> = {}, more: Partial<SweepStudy> = {}) {
  return analyticStudy({ ...more, task: { ...simulatedTask, ...task } });
}
