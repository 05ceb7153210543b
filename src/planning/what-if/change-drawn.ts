import type { PlausiblePlatform } from "../../limits/plausible-platform.ts";
import { applyScenario } from "../../platform/levers/change/apply-scenario.ts";
import { requireSolved } from "../../platform/levers/change/require-solved.ts";
import type { LeverName } from "../../platform/levers/levers.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Scenario } from "../../platform/scenario.ts";
import { plausible, plausibleAfter } from "./drawn-platform.ts";
import type { PlausibleGroup } from "./plausible-groups.ts";

export interface ChangedDraw {
  /** Its numbers: what is equal has equal figures at every load. */
  readonly platform: Platform;
  /** The levers that act on nothing here. */
  readonly without: readonly LeverName[];
  readonly plausible: PlausiblePlatform;
}

/**
 * Each draw of a group after a scenario.
 *
 * @throws RangeError where a lever's value makes no sense here, or the solver does not see it
 */
export function changeDraws(group: PlausibleGroup, scenario: Scenario): readonly ChangedDraw[] {
  return group.drawn.map((_, draw) => changeDraw(group, draw, scenario));
}

/** One of them. @throws RangeError as `changeDraws`, or unless the group has the draw */
export function changeDraw(group: PlausibleGroup, draw: number, scenario: Scenario): ChangedDraw {
  const { platform, without, plausible: made } = changeDrawLater(group, draw, scenario);
  return { platform, without, plausible: made() };
}

/** The same with what is costly left until it is asked for: equal platforms of a draw are equally plausible. */
export function changeDrawLater(
  { drawn, largestLoad }: PlausibleGroup,
  draw: number,
  scenario: Scenario,
): Omit<ChangedDraw, "plausible"> & { readonly plausible: () => PlausiblePlatform } {
  const one = drawn[draw];
  if (one === undefined) throw new RangeError(`draw must be below ${drawn.length}, got ${draw}`);
  requireSolved(scenario);
  const { platform, without } = applyScenario(scenario, one.platform);
  // Levers that find nothing to act on leave the platform as it was measured.
  const untouched = without.length === scenario.levers.length;
  return {
    platform,
    without,
    plausible: () => (untouched ? plausible(one) : plausibleAfter(one, platform, largestLoad)),
  };
}
