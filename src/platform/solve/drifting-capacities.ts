import { requireNonNegative } from "../../require.ts";
import type { Share } from "../../units.ts";
import type { Platform } from "../platform.ts";

/** A platform at one of its capacities. */
export interface AtCapacity {
  /** Of the time. */
  readonly share: Share;
  readonly platform: Platform;
}

/**
 * Nodes and weights of Gauss and Hermite for the normal law, two of them: exact for polynomials up
 * to the third degree (Abramowitz & Stegun 25.4.46).
 */
const NODES = [
  { z: -1, share: 1 / 2 },
  { z: 1, share: 1 / 2 },
] as const;

/**
 * The capacities that stand for the drift of a platform's stations, slowest first; the platform as
 * it is where nothing drifts. Capacities are lognormal around the nominal one as the median.
 *
 * @throws RangeError if a drift is below 0
 */
export function driftingCapacities(platform: Platform): readonly AtCapacity[] {
  const drifts = platform.stations.some(
    (station) =>
      station.kind === "queue" && requireNonNegative(`drift of ${station.name}`, station.drift) > 0,
  );
  if (!drifts) return [{ share: 1, platform }];
  return NODES.map(({ z, share }) => ({ share, platform: withCapacity(platform, z) }));
}

/** At a capacity of e^(z·drift) work takes so many times less. */
function withCapacity(platform: Platform, z: number): Platform {
  const stations = platform.stations.map((station) => {
    if (station.kind === "delay" || station.drift === 0) return station;
    const slower = Math.exp(-z * station.drift);
    const work = station.work.map((one) => ({ ...one, demand: one.demand * slower }));
    return { ...station, drift: 0, work };
  });
  return { ...platform, stations };
}
