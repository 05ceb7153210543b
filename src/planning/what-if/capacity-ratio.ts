import { valueOn } from "../../platform/levers/change/amount.ts";
import { leverBase } from "../../platform/levers/lever-base.ts";
import { leverOf } from "../../platform/levers/levers.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Scenario } from "../../platform/scenario.ts";

/**
 * By what the levers multiply what there is of something: 2 for a pool of 20 instead of 10. The
 * rule of thumb that a model has to beat takes throughput to grow by as much. 1 where no lever
 * adds a size, or where the platform has none of it.
 */
export function capacityRatio(scenarios: readonly Scenario[], platform: Platform): number {
  const base = leverBase(platform);
  return scenarios
    .flatMap(({ levers }) => levers)
    .reduce((ratio, lever) => {
      const { isSize, today, besides } = leverOf(lever.name);
      const now = isSize ? (today?.of(platform) ?? null) : null;
      if (now === null || now + besides === 0) return ratio;
      return (ratio * (valueOn(lever, base) + besides)) / (now + besides);
    }, 1);
}
