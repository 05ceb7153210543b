import type { SimulatedPart, SimulatedPlatform } from "../stations/simulated-platform.ts";
import { scaledTimeLaw } from "./time-law.ts";

/**
 * The platform as one replication meets it. A capacity that drifts over minutes to hours stands still in one of
 * them: they stand at the two capacities that the solver drifts through (`driftingCapacities`), in turn, all
 * drifting stations together.
 *
 * @param drifts deviations of the logarithm of a station's capacity, by its name
 * @param replication from 0
 */
export function atCapacity(
  platform: SimulatedPlatform,
  drifts: Readonly<Record<string, number>>,
  replication: number,
): SimulatedPlatform {
  // At a capacity of e^(z·drift) work takes so many times less.
  const z = replication % 2 === 0 ? -1 : 1;
  const moved = (part: SimulatedPart): SimulatedPart => {
    if (part.kind === "pool") return { ...part, inside: part.inside.map(moved) };
    const drift = drifts[part.name];
    if (drift === undefined) return part;
    const work = part.work.map(
      (one) => one && { ...one, time: scaledTimeLaw(one.time, Math.exp(-z * drift)) },
    );
    return { ...part, work };
  };
  return { ...platform, parts: platform.parts.map(moved) };
}
