import type { Platform } from "../platform.ts";
import type { LeverName, Scenario } from "../scenario.ts";
import { NoPlaceError } from "./no-place-error.ts";
import { platformLevers } from "./platform-levers.ts";
import { pullLevers } from "./pull-levers.ts";

export interface PulledScenario {
  /** The platform after those levers that act on something it has. */
  readonly platform: Platform;
  /** The levers that changed nothing, since the platform has not what they act on. */
  readonly without: readonly LeverName[];
}

/**
 * A scenario on one platform of several that could be true. A lever on something that this one has
 * not leaves it as it is: where the limit lies in the application, a larger pool does nothing.
 *
 * @throws RangeError where a value makes no sense, or endpoints match nothing
 */
export function pullScenario(scenario: Scenario, platform: Platform): PulledScenario {
  const without: LeverName[] = [];
  let pulled = platform;
  for (const lever of scenario.levers) {
    try {
      // Resolved on the platform as it is, pulled on what the levers before have made of it.
      pulled = pullLevers(pulled, platformLevers({ ...scenario, levers: [lever] }, platform));
    } catch (error) {
      if (!(error instanceof NoPlaceError)) throw error;
      without.push(lever.name);
    }
  }
  return { platform: pulled, without };
}
