import { entryAt } from "../../entry-at.ts";
import type { PlausiblePlatform } from "../../limits/plausible-platform.ts";
import { solvedPlatform } from "../../limits/solved/solved-loads.ts";
import { applyScenario } from "../../platform/levers/change/apply-scenario.ts";
import { requireSolved } from "../../platform/levers/change/require-solved.ts";
import type { LeverName } from "../../platform/levers/levers.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Scenario } from "../../platform/scenario.ts";
import { type DrawnPlatform, plausible, plausibleAfter } from "./drawn-platform.ts";
import type { PlausibleGroup } from "./plausible-groups.ts";

export interface ChangedDraw {
  /** Its numbers: what is equal has equal figures at every load. */
  readonly platform: Platform;
  /** The levers that act on nothing here. */
  readonly without: readonly LeverName[];
  readonly plausible: PlausiblePlatform;
}

export interface ChangedDraws {
  readonly draws: readonly ChangedDraw[];
  /** Puts away what they have answered, where answers are kept: they are not asked again. */
  readonly keep: () => void;
}

/**
 * Each draw of a group after a scenario; what was answered before is not solved again.
 *
 * @throws RangeError where a lever's value makes no sense here, or the solver does not see it
 */
export function changeDraws(group: PlausibleGroup, scenario: Scenario): ChangedDraws {
  const draws = group.drawn.map((_, draw) => changeDraw(group, draw, scenario));
  // Where nothing is acted on, they are the draws themselves.
  const isChanged = draws.some(({ plausible: one }, i) => one !== group.draws[i]);
  if (group.answers === undefined || !isChanged) return { draws, keep: () => {} };
  const { drawn, largestLoad } = group;
  const { kept, most } = group.answers;
  const answers = kept.of(
    draws.map(({ platform }, i) => ({ from: numbersOf(entryAt(drawn, i)), platform, largestLoad })),
    most,
  );
  const solved = draws.map(({ plausible: one }, i) => solvedPlatform(one, most, answers.known[i]));
  answers.watch(solved.map((one) => one.solved));
  return {
    draws: draws.map((one, i) => ({ ...one, plausible: entryAt(solved, i).platform })),
    keep: answers.keep,
  };
}

/** All that the answers of a draw after a change follow from, beside the change. */
export const numbersOf = ({ platform, modelError, changeError }: DrawnPlatform) => ({
  ...{ platform, modelError, changeError },
});

/** One of them. @throws RangeError as `changeDraws`, or unless the group has the draw */
export function changeDraw(group: PlausibleGroup, draw: number, scenario: Scenario): ChangedDraw {
  const { platform, without, plausible: made } = changeDrawLater(group, draw, scenario);
  return { platform, without, plausible: made() };
}

/** The same with what is costly left until it is asked for: equal platforms of a draw are equally plausible. */
export function changeDrawLater(
  { drawn, largestLoad, room }: PlausibleGroup,
  draw: number,
  scenario: Scenario,
): Omit<ChangedDraw, "plausible"> & { readonly plausible: () => PlausiblePlatform } {
  const one = drawn[draw];
  if (one === undefined) throw new RangeError(`draw must be below ${drawn.length}, got ${draw}`);
  requireSolved(scenario);
  const { platform, without } = applyScenario(scenario, one.platform, room);
  // Levers that find nothing to act on leave the platform as it was measured.
  const untouched = without.length === scenario.levers.length;
  return {
    platform,
    without,
    plausible: () => (untouched ? plausible(one) : plausibleAfter(one, platform, largestLoad)),
  };
}
