import type { GrownLever, PlanOptions, ScenarioResult } from "../plan/plan-result.ts";
import { leverReach } from "../what-if/lever-reach.ts";
import type { ScenarioBase } from "../what-if/run-scenario.ts";
import { dominated } from "./dominated.ts";

const grown: readonly GrownLever[] = ["pool.size", "api.replicas", "db.readReplicas"];

/** What can be left out of a list of changes: options that others make needless, and where growth of one lever stops to help. */
export function optionsOf(scenarios: readonly ScenarioResult[], base: ScenarioBase): PlanOptions {
  // What sets limits that no measured load reaches is not known, nor where growth would stop to help.
  if (base.search.measured?.reachLimits === false) return { dominated: [], reach: [] };
  const alone = new Set(
    scenarios.flatMap(({ levers }) => (levers.length === 1 ? levers.map((one) => one.lever) : [])),
  );
  return {
    dominated: dominated(scenarios),
    reach: grown.filter((lever) => alone.has(lever)).flatMap((lever) => leverReach(lever, base)),
  };
}
