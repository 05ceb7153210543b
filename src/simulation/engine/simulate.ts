import type { SimulationResult } from "../result/simulation-result.ts";
import { summarizeSimulation } from "../result/summarize-simulation.ts";
import type { SimulatedPlatform } from "../stations/simulated-platform.ts";
import { replicate } from "./replicate.ts";
import { replicationOf, type SimulationRun } from "./simulation-run.ts";
import type { Window } from "./window.ts";

/**
 * Simulates a platform under a load, event by event.
 *
 * The same argument gives the same result, byte for byte. Replications depend on nothing but the
 * run and their number, so they may be made anywhere, in any order, by `replicate`; whether more
 * are needed is decided in the order of their numbers. Estimates are right within their
 * intervals, which claim 95 %.
 *
 * @throws RangeError naming what is out of its range in the platform or the run
 */
export function simulate(platform: SimulatedPlatform, run: SimulationRun): SimulationResult {
  const replications: (readonly Window[])[] = [];
  for (;;) {
    replications.push(replicate(replicationOf(platform, run, replications.length)));
    const summary = summarizeSimulation(platform, run, replications);
    if (summary) return summary;
  }
}
