import { changeByLevers } from "../../platform/levers/change/apply-scenario.ts";
import { leverOf } from "../../platform/levers/levers.ts";
import type { Platform } from "../../platform/platform.ts";
import type { LeverName, Scenario } from "../../platform/scenario.ts";

/**
 * By what the scenarios, one after the other, multiply what there is of something, a pool's overflow and a primary
 * beside its replicas included: 2 for a pool of 20 instead of 10. The rule of thumb that a model has to beat takes
 * throughput to grow by as much. 1 where no lever adds a size, or where the platform has none of it.
 *
 * @throws RangeError where a value makes no sense on the platform
 */
export function capacityRatio(scenarios: readonly Scenario[], platform: Platform): number {
  const changed = scenarios.reduce((one, next) => changeByLevers(next, one).platform, platform);
  const names = new Set(scenarios.flatMap(({ levers }) => levers.map(({ name }) => name)));
  return [...names].reduce((ratio, name) => {
    const [before, after] = [piecesOf(name, platform), piecesOf(name, changed)];
    return before === null || after === null || before === 0 ? ratio : (ratio * after) / before;
  }, 1);
}

/** All pieces of a size, with those that its lever does not count; null where it is no size, or there is none. */
function piecesOf(name: LeverName, platform: Platform): number | null {
  const { isSize, today, besides } = leverOf(name);
  const counted = isSize ? (today?.of(platform) ?? null) : null;
  if (counted === null) return null;
  return counted + (typeof besides === "number" ? besides : besides(platform));
}
