import { normalQuantile } from "../../stats/normal-distribution.ts";
import type { Replication } from "../engine/replicate.ts";
import { replicationOf } from "../engine/simulation-run.ts";
import { scaledTimeLaw } from "../engine/time-law.ts";
import type { SimulatedPart, SimulatedPlatform } from "../stations/simulated-platform.ts";
import type { Experiment } from "./plan-experiment.ts";
import type { Drifts } from "./still-platform.ts";

/**
 * The task of one replication. A capacity that drifts over minutes to hours stands still in one of them: each
 * replication has a capacity of its own, lognormal around the nominal one as its median, all drifting
 * stations together as the solver has them. The first is at the median, then pairs lie symmetrically
 * around it, so that few replications are no chance draw of capacities.
 *
 * @param replication from 0
 * @throws RangeError as `replicationOf`
 */
export function replicationOfExperiment(
  { platform, run, drifts }: Experiment,
  replication: number,
): Replication {
  const z = standardAt(replication);
  return replicationOf(z === 0 ? platform : atCapacity(platform, drifts, z), run, replication);
}

/** In standard deviations from the median: 0, −z₁, z₁, −z₂, z₂, …, evenly over the law. */
function standardAt(replication: number): number {
  if (replication === 0) return 0;
  const pair = Math.ceil(replication / 2);
  const z = normalQuantile(reversedDigits(pair) / 2);
  return replication % 2 === 1 ? z : -z;
}

/** The binary digits of a whole number behind the point in reverse: 1/2, 1/4, 3/4, 1/8, … (van der Corput). */
function reversedDigits(index: number): number {
  let value = 0;
  for (let rest = index, digit = 1 / 2; rest > 0; rest = Math.floor(rest / 2), digit /= 2) {
    if (rest % 2 === 1) value += digit;
  }
  return value;
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
