import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { Interval } from "../../stats/estimate.ts";
import { undescribed } from "./undescribed.ts";

const binary = fileURLToPath(new URL("../../../dist/cli/headroom.js", import.meta.url));

/** At a load of which nobody is sure. */
const asked = (users: number) => ({
  "what-if": ["--set", "api.replicas=2"],
  check: ["--users", `${users}`],
  predict: ["--users", `${users}`],
  next: ["--top", "1"],
  optimize: ["--users", `${users}`],
});

/** What the built program prints as data, in a workspace; it says nothing else, and no more than its JSON Schema. */
export function answerIn(workspace: string, ...args: readonly string[]) {
  const run = spawnSync(process.execPath, [binary, ...args, "--json"], {
    cwd: workspace,
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  expect(run.stderr).toBe("");
  expect(undescribed(args[0] ?? "", run.stdout)).toEqual([]);
  return JSON.parse(run.stdout);
}

/**
 * Expects of every command that it sees the platform of today as `plan` does, to the last digit, and of the
 * simulator, which runs one platform of the likeliest explanation, that it is not another one.
 */
export function expectOneToday(
  workspace: string,
  limits: { readonly breakingPoint: { readonly low: number | null } },
): void {
  const { low } = limits.breakingPoint;
  if (low === null) throw new Error("the breaking point must have a lower end");
  const held = new Map<string, number>();
  const users = Math.round(0.95 * low);
  const simulated = answerIn(workspace, "simulate", "--users", `${users}`).total;
  for (const [command, args] of Object.entries(asked(users))) {
    const { base, scenarios, probability, order, points } = answerIn(workspace, command, ...args);
    if (command === "predict") {
      expectOverlap(simulated.throughput, points[0].throughput);
      expectOverlap(simulated.responseTime, points[0].responseTime.mean);
    }
    expect({ command, limits: base.limits }).toEqual({ command, limits });
    if (scenarios !== undefined) expect(scenarios[0].before).toEqual(limits);
    if (command === "check") held.set(command, probability);
    if (command === "optimize") held.set(command, order.today);
  }
  expect(held.get("optimize")).toBe(held.get("check"));
}

function expectOverlap(simulated: Interval, predicted: Interval): void {
  expect(simulated.low).toBeLessThan(predicted.high);
  expect(simulated.high).toBeGreaterThan(predicted.low);
}
