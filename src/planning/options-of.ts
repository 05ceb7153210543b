import { dominated } from "./dominated.ts";
import { leverReach } from "./lever-reach.ts";
import type { GrownLever, PlanOptions, ScenarioResult } from "./plan-result.ts";
import type { ScenarioBase } from "./run-scenario.ts";

const grown: readonly GrownLever[] = ["pool.size", "api.replicas", "db.readReplicas"];

/** What can be left out of a list of changes: options that others make needless, and where growth of one lever stops to help. */
export function optionsOf(scenarios: readonly ScenarioResult[], base: ScenarioBase): PlanOptions {
  const alone = new Set(
    scenarios.flatMap(({ levers }) => (levers.length === 1 ? levers.map((one) => one.lever) : [])),
  );
  return {
    dominated: dominated(scenarios),
    reach: grown.filter((lever) => alone.has(lever)).flatMap((lever) => leverReach(lever, base)),
  };
}
