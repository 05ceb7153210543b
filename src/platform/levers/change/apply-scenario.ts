import type { Platform } from "../../platform.ts";
import type { Scenario } from "../../scenario.ts";
import type { LeverName } from "../levers.ts";
import { changePlatform } from "./change-platform.ts";
import { changesOf } from "./changes-of.ts";
import { NoPlaceError } from "./no-place-error.ts";
import { refuseConnections } from "./refuse-connections.ts";
import type { ConnectionRoom } from "./wanted-connections.ts";

export interface AppliedScenario {
  /** The platform after those levers that act on something it has. */
  readonly platform: Platform;
  /** The levers that changed nothing, since the platform has not what they act on. */
  readonly without: readonly LeverName[];
}

/**
 * A scenario on one platform of several that could be true. A lever on something that this one has
 * not leaves it as it is: where the limit lies in the application, a larger pool does nothing. What it
 * wants of connections beyond what the database accepts is refused (`refuseConnections`).
 *
 * @param room what the database accepts, as far as known beside the platform
 * @throws RangeError where a value makes no sense, or endpoints match nothing
 */
export function applyScenario(
  scenario: Scenario,
  platform: Platform,
  room: ConnectionRoom = {},
): AppliedScenario {
  return applyScenarios([scenario], platform, room);
}

/**
 * Scenarios one after the other, each on what those before it have made; what all of them want of connections
 * is refused at the end, once.
 *
 * @throws RangeError as `applyScenario`
 */
export function applyScenarios(
  scenarios: readonly Scenario[],
  platform: Platform,
  room: ConnectionRoom = {},
): AppliedScenario {
  const without: LeverName[] = [];
  let changed = platform;
  for (const scenario of scenarios) {
    const one = changeByLevers(scenario, changed);
    changed = one.platform;
    without.push(...one.without);
  }
  if (changed === platform) return { platform, without };
  return { platform: refuseConnections(platform, changed, room), without };
}

/** The same with all the connections that it wants. @throws RangeError as `applyScenario` */
export function changeByLevers(scenario: Scenario, platform: Platform): AppliedScenario {
  const without: LeverName[] = [];
  let changed = platform;
  for (const lever of scenario.levers) {
    try {
      // Resolved on the platform as it is, applied to what the levers before have made of it.
      changed = changePlatform(changed, changesOf({ ...scenario, levers: [lever] }, platform));
    } catch (error) {
      if (!(error instanceof NoPlaceError)) throw error;
      without.push(lever.name);
    }
  }
  return { platform: changed, without };
}
