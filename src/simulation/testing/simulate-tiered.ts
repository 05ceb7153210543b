import { simulate } from "../engine/simulate.ts";
import type { SimulationRun } from "../engine/simulation-run.ts";
import type { SimulationResult } from "../result/simulation-result.ts";
import { type TieredPlatform, tiered } from "./tiered-platform.ts";

/** Simulates a platform that is written down by its tiers. */
export function simulateTiered(platform: TieredPlatform, run: SimulationRun): SimulationResult {
  return simulate(tiered(platform), run);
}
