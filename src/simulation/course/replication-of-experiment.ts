import type { Replication } from "../engine/replicate.ts";
import { replicationOf } from "../engine/simulation-run.ts";
import { scaledTimeLaw } from "../engine/time-law.ts";
import type { SimulatedPart, SimulatedPlatform } from "../stations/simulated-platform.ts";
import type { Experiment } from "./plan-experiment.ts";
import type { Drifts } from "./still-platform.ts";

/**
 * The task of one replication. A capacity that drifts over minutes to hours stands still in one of them:
 * they stand at the two capacities that the solver drifts through (`driftingCapacities`), in turn, all drifting
 * stations together. One that is alone stands at the median.
 *
 * @param replication from 0
 * @throws RangeError as `replicationOf`
 */
export function replicationOfExperiment(
  { platform, run, drifts }: Experiment,
  replication: number,
): Replication {
  const isAlone = run.precision === undefined && (run.replications ?? 1) === 1;
  const z = replication % 2 === 0 ? -1 : 1;
  const at = isAlone ? platform : atCapacity(platform, drifts, z);
  return replicationOf(at, run, replication);
}

/** At a capacity of e^(z·drift) work takes so many times less. */
function atCapacity(platform: SimulatedPlatform, drifts: Drifts, z: number): SimulatedPlatform {
  if (Object.keys(drifts).length === 0) return platform;
  const moved = (part: SimulatedPart): SimulatedPart => {
    if (part.kind === "pool") return { ...part, inside: part.inside.map(moved) };
    const slower = Math.exp(-z * (drifts[part.name] ?? 0));
    const work = part.work.map((one) => one && { ...one, time: scaledTimeLaw(one.time, slower) });
    return slower === 1 ? part : { ...part, work };
  };
  return { ...platform, parts: platform.parts.map(moved) };
}
