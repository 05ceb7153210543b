import type { Platform } from "../platform.ts";
import type { Lever, LeverBase, LeverName, Scenario } from "../scenario.ts";
import { leverBase } from "./lever-base.ts";
import type { PlatformLever } from "./pull-levers.ts";
import { requirePlace } from "./require-place.ts";

/** What comes in whole pieces only. A pool may have a fraction: an unknown size is sampled. */
const whole: ReadonlySet<LeverName> = new Set(["api.replicas", "db.readReplicas", "shards"]);

/**
 * The levers of a scenario with their values on this platform, for `pullLevers`. Expressions read
 * the platform as it is, not what another lever has made of it. Where a sampled size gives half a
 * replica, the nearest whole number is taken.
 *
 * @throws NoPlaceError where the platform has not what a lever acts on
 * @throws RangeError where a value has no meaning here, e.g. db.cores of "2 * api.workers" without
 *   workers
 */
export function platformLevers(scenario: Scenario, platform: Platform): readonly PlatformLever[] {
  const base = leverBase(platform);
  return scenario.levers.map((lever) => {
    requirePlace(platform, lever.name);
    return resolve(lever, base);
  });
}

function resolve(lever: Lever, base: LeverBase): PlatformLever {
  const { name, endpoints } = lever;
  if (name === "pooler") return { name };
  const exact = lever.value(base);
  if (!Number.isFinite(exact)) {
    throw new RangeError(`${name} must be a finite number, got ${lever.text} = ${exact}`);
  }
  const value = whole.has(name) ? Math.round(exact) : exact;
  switch (name) {
    case "cache":
    case "demand":
    case "visits":
    case "mix":
      return endpoints === undefined ? { name, value } : { name, value, endpoints };
    default:
      return { name, value };
  }
}
