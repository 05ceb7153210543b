import { nextOf } from "../../platform/discipline.ts";
import type { Platform, QueueOf } from "../../platform/platform.ts";

/** A number that is simulated as another: a count made whole, a law that is left out. */
export interface RoundedCount {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** So many times as fast is each, so that all of them together serve as much. */
  readonly faster?: number;
}

/**
 * The platform with whole places, replicas and servers that take one request each, as only whole ones can be
 * simulated: a prior's median or a fitted value is seldom one. Rounded to the nearest, at least to 1;
 * servers that were rounded are faster or slower, since it is what they serve together that decides where a
 * platform saturates. Servers that all who are there share may be any number. Sharing delays in proportion
 * to the work.
 */
export function wholePlatform(platform: Platform): {
  readonly platform: Platform;
  readonly rounded: readonly RoundedCount[];
} {
  const rounded: RoundedCount[] = [];
  const whole = (name: string, from: number, least = 1): number => {
    const to = nearest(from, least);
    if (to !== from) rounded.push({ name, from, to });
    return to;
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
              ...withoutDelayLaw(station, rounded),
              ...wholeServers(station, rounded),
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
        ...(pool.overflow === undefined
          ? {}
          : { overflow: whole(`overflow of ${pool.name}`, pool.overflow, 0) }),
      })),
    },
    rounded,
  };
}

const nearest = (from: number, least: number): number =>
  Number.isFinite(from) ? Math.max(least, Math.round(from)) : from;

/** Servers of a line, each of which takes one request: as many as it takes, which serve as much. */
function wholeServers(
  { name, discipline, servers, work }: QueueOf<number>,
  rounded: RoundedCount[],
): Pick<QueueOf<number>, "servers" | "work"> {
  const to = nearest(servers, 1);
  if (nextOf(discipline) === null || to === servers) return { servers, work };
  const faster = servers / to;
  rounded.push({ name: `servers of ${name}`, from: servers, to, faster });
  return { servers: to, work: work.map((one) => ({ ...one, demand: one.demand / faster })) };
}

/** The laws of a station that the simulator does not know, left out. */
function withoutDelayLaw(
  { name, delayVariation }: QueueOf<number>,
  rounded: RoundedCount[],
): Pick<QueueOf<number>, "delayVariation" | "overloadCounts"> {
  if (delayVariation !== null) {
    rounded.push({ name: `delayVariation of ${name}`, from: delayVariation, to: 0 });
  }
  return { delayVariation: null, overloadCounts: "platform" };
}
