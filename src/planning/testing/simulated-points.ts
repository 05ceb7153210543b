import type { Platform } from "../../platform/platform.ts";
import { simulatedPlatformOf } from "../../simulation/course/simulated-platform-of.ts";
import { replicate } from "../../simulation/engine/replicate.ts";
import { replicationOf } from "../../simulation/engine/simulation-run.ts";
import type {
  SimulatedFigures,
  SimulationResult,
} from "../../simulation/result/simulation-result.ts";
import { summarizeSimulation } from "../../simulation/result/summarize-simulation.ts";
import type { TruePoint } from "./noisy-campaign.ts";

/** So long a run scatters by some 0.2 % in throughput and 1 % in P95 at saturation. */
const REQUESTS = 300_000;

/** What a platform truly does, event by event: the judge of solver and calibration together. */
export function simulatedPoints(
  platform: Platform,
  loads: readonly number[],
  seed: number,
): TruePoint[] {
  const simulated = simulatedPlatformOf(platform);
  const total = platform.endpoints.reduce((sum, { weight }) => sum + weight, 0);
  return loads.map((users) => {
    const run = { seed, load: { users }, until: { requests: REQUESTS } };
    const windows = replicate(replicationOf(simulated, run, 0));
    const result = summarizeSimulation(simulated, run, [windows]) as SimulationResult;
    return {
      users,
      throughput: result.total.throughput.value,
      all: timesOf(result.total),
      endpoints: result.endpoints.map((endpoint, i) => ({
        ...timesOf(endpoint),
        name: endpoint.name,
        share: (platform.endpoints[i]?.weight ?? 0) / total,
      })),
    };
  });
}

function timesOf({ responseTime, p50, p95, p99 }: SimulatedFigures): TruePoint["all"] {
  const value = (figure: SimulatedFigures["p50"]) => figure?.value ?? Number.NaN;
  return { mean: value(responseTime), p50: value(p50), p95: value(p95), p99: value(p99) };
}
