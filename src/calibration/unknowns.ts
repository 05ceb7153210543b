/**
 * The unknowns of the pool model, each on a scale where its prior is a normal law, with the
 * prior centered on what the campaign's own size suggests, so that nothing depends on whether a
 * platform serves 10 users or 10,000, in milliseconds or in minutes.
 */
import { asItIs } from "../platform/levers/as-it-is.ts";
import type { PoolModel } from "../platform/pool-model.ts";
import type { Seconds } from "../units.ts";

/** Rough sizes read off a campaign; only starting points and centers of wide priors. */
export interface CampaignScale {
  readonly thinkTime: Seconds;
  /** Response time of the lightest level. */
  readonly lightLoad: Seconds;
  readonly maxThroughput: number;
  readonly maxUsers: number;
}

export interface Unknown {
  readonly name: string;
  readonly unit: string;
  readonly meaning: string;
  /** Center and standard deviation of the prior on the unknown's own scale. */
  readonly center: number;
  readonly deviation: number;
  readonly lower: number;
  readonly upper: number;
  /** From the scale of the prior to the figure a planner reads. */
  readonly toValue: (position: number) => number;
}

const exp = (position: number) => Math.exp(position);
const logistic = (position: number) => 1 / (1 + Math.exp(-position));

/**
 * The unknowns in the order of the parameter vector that `modelOf` reads. Every prior is wide:
 * a standard deviation of 2 in the logarithm is a factor of 50 either way (95 %).
 */
export function unknowns(scale: CampaignScale): readonly Unknown[] {
  const { thinkTime, lightLoad, maxThroughput, maxUsers } = scale;
  const log = (
    name: string,
    unit: string,
    meaning: string,
    center: number,
    deviation: number,
    [lower, upper]: [number, number] = [center * 1e-7, center * 1e7],
  ): Unknown => ({
    name,
    unit,
    meaning,
    center: Math.log(center),
    deviation,
    lower: Math.log(lower),
    upper: Math.log(upper),
    toValue: exp,
  });
  return [
    log("thinkTime", "s", "pause between a reply and the user's next request (Z)", thinkTime, 2),
    log("lightLoadTime", "s", "time of a request that has the platform to itself", lightLoad, 2),
    {
      name: "apiShare",
      unit: "",
      meaning: "share of that time outside the pool, in the API",
      center: -1,
      deviation: 0.8,
      lower: -4,
      upper: 1.4,
      toValue: logistic,
    },
    log(
      "innerCapacity",
      "req/s",
      "what the resource inside the pool completes at most (B/S)",
      maxThroughput,
      1.5,
    ),
    log("contention", "", "slowdown by each further request at work (σ)", 0.001, 2),
    log(
      "overloadContention",
      "",
      "slowdown by each further request present (σ of overload)",
      0.02 / maxUsers,
      2,
    ),
    log("overloadCoherency", "", "the same, quadratic (κ of overload)", 0.1 / maxUsers ** 2, 2.5),
    log(
      "capacityVariation",
      "",
      "drift of the capacity, deviation of its logarithm",
      0.05,
      1,
      [1e-3, 0.6],
    ),
    log("holdVariation", "", "variation of a request's own work, coefficient", 1, 0.5, [0.05, 8]),
    log("delayVariation", "", "variation of the delay by sharing, coefficient", 1, 0.7, [0.02, 12]),
    log(
      "sharedLimit",
      "",
      "requests in process that delay one another; beyond is one queue for all",
      maxUsers / 5,
      1.5,
      [0.5, 1e6],
    ),
  ];
}

/** The model at a point of the parameter space, its pool size given. */
export function modelOf(
  all: readonly Unknown[],
  point: readonly number[],
  poolSize: number,
): PoolModel {
  const value = (name: string) => {
    const i = all.findIndex((unknown) => unknown.name === name);
    return (all[i] as Unknown).toValue(point[i] as number);
  };
  const total = value("lightLoadTime");
  const apiTime = total * value("apiShare");
  return {
    thinkTime: value("thinkTime"),
    apiTime,
    poolSize,
    serviceTime: total - apiTime,
    innerServers: value("innerCapacity") * (total - apiTime),
    contention: value("contention"),
    overloadContention: value("overloadContention"),
    overloadCoherency: value("overloadCoherency"),
    capacityVariation: value("capacityVariation"),
    holdVariation: value("holdVariation"),
    delayVariation: value("delayVariation"),
    sharedLimit: value("sharedLimit"),
    ...asItIs,
  };
}
