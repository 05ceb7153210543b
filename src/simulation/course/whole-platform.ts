import type { Platform, QueueOf } from "../../platform/platform.ts";

/** A number that is simulated as another: a count made whole, a law that is left out. */
export interface RoundedCount {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The platform with whole servers, places and replicas, as only whole ones can be simulated: a
 * prior's median or a fitted value is seldom one. Rounded to the nearest, at least to 1. A capacity
 * that drifts stands still at its median, and sharing delays in proportion to the work.
 */
export function wholePlatform(platform: Platform): {
  readonly platform: Platform;
  readonly rounded: readonly RoundedCount[];
} {
  const rounded: RoundedCount[] = [];
  const whole = (name: string, from: number, least = 1): number => {
    const to = Math.max(least, Math.round(from));
    if (to !== from && Number.isFinite(from)) rounded.push({ name, from, to });
    return Number.isFinite(from) ? to : from;
  };
  return {
    platform: {
      ...platform,
      apiReplicas: whole("apiReplicas", platform.apiReplicas),
      stations: platform.stations.map((station) =>
        station.kind === "delay"
          ? station
          : {
              ...station,
              ...withoutDrift(station, rounded),
              servers: whole(`servers of ${station.name}`, station.servers),
              readReplicas: whole(`readReplicas of ${station.name}`, station.readReplicas, 0),
              shards: whole(`shards of ${station.name}`, station.shards),
              maxConnections:
                station.maxConnections === null
                  ? null
                  : whole(`maxConnections of ${station.name}`, station.maxConnections),
            },
      ),
      pools: platform.pools.map((pool) => ({
        ...pool,
        size: whole(`size of ${pool.name}`, pool.size),
      })),
    },
    rounded,
  };
}

/** The laws of a station that the simulator does not know, at rest. */
function withoutDrift(
  { name, drift, delayVariation }: QueueOf<number>,
  rounded: RoundedCount[],
): Pick<QueueOf<number>, "drift" | "delayVariation" | "overloadCounts"> {
  if (drift > 0) rounded.push({ name: `drift of ${name}`, from: drift, to: 0 });
  if (delayVariation !== null) {
    rounded.push({ name: `delayVariation of ${name}`, from: delayVariation, to: 0 });
  }
  return { drift: 0, delayVariation: null, overloadCounts: "platform" };
}
