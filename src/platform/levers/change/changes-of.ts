import type { Platform } from "../../platform.ts";
import type { Lever, Scenario } from "../../scenario.ts";
import { type LeverBase, leverBase } from "../lever-base.ts";
import type { LeverKind } from "../lever-definition.ts";
import { leverOf } from "../levers.ts";
import { valueOn } from "./amount.ts";
import { type PlatformChange, requirePlace } from "./change-platform.ts";

/** What comes in whole pieces only. A pool may have a fraction: an unknown size is sampled. */
const whole: ReadonlySet<LeverKind> = new Set(["replicas", "shards", "requests"]);

/**
 * The levers of a scenario with their values on this platform, for `changePlatform`. Expressions
 * read the platform as it is, not what another lever has made of it. Where a sampled size gives
 * half a replica, the nearest whole number is taken.
 *
 * @throws NoPlaceError where the platform has not what a lever acts on
 * @throws RangeError where a value has no meaning here, e.g. db.cores of "2 * api.workers" without
 *   workers
 */
export function changesOf(scenario: Scenario, platform: Platform): readonly PlatformChange[] {
  const base = leverBase(platform);
  return scenario.levers.map((lever) => {
    requirePlace(platform, lever.name, lever.endpoints);
    return resolve(lever, base);
  });
}

function resolve(lever: Lever, base: LeverBase): PlatformChange {
  const { name, endpoints } = lever;
  const exact = valueOn(lever, base);
  const value = whole.has(leverOf(name).kind) ? Math.round(exact) : exact;
  return endpoints === undefined ? { name, value } : { name, value, endpoints };
}
