import { largestLoad } from "../calibration/figures.ts";
import { entryAt } from "../entry-at.ts";
import type { FittedCampaign } from "../planning/fit/fit-campaign.ts";
import { type DrawnPlatform, plausible } from "../planning/what-if/drawn-platform.ts";
import { changedModelError } from "../planning/what-if/model-error-of.ts";
import { applyScenario } from "../platform/levers/change/apply-scenario.ts";
import { requireSolved } from "../platform/levers/change/require-solved.ts";
import type { Scenario } from "../platform/scenario.ts";
import { remembered } from "./remembered.ts";

/** A draw after a scenario, with what a change adds to its errors; itself where no lever acts on it. */
export function changedDraw(
  drawn: DrawnPlatform,
  scenario: Scenario,
  largestLoad: number,
  room: FittedCampaign["connections"],
): DrawnPlatform {
  const { platform, without } = applyScenario(scenario, drawn.platform, room);
  if (without.length === scenario.levers.length) return drawn;
  const { modelError, changeError } = drawn;
  return {
    ...drawn,
    platform,
    modelError: changedModelError(modelError, changeError, drawn.platform, platform, largestLoad),
  };
}

/**
 * The campaign as if its platform had been changed after the test: what the launch gate asks after
 * a scenario. No measured level binds it; how far the levels reach does.
 *
 * @throws RangeError where a lever's value makes no sense here, or the solver does not see it
 */
export function changedCampaign(fitted: FittedCampaign, scenario: Scenario): FittedCampaign {
  requireSolved(scenario);
  const { hypotheses, search } = fitted;
  const members = hypotheses.members.map((member) => {
    const largest = largestLoad(member.posterior.runs);
    return {
      ...member,
      draws: member.draws.map((one) => changedDraw(one, scenario, largest, fitted.connections)),
    };
  });
  const draws = hypotheses.picks.map(({ group, draw }) =>
    entryAt(entryAt(members, group).draws, draw),
  );
  const reachLimits = search.measured?.reachLimits ?? true;
  return {
    ...fitted,
    hypotheses: { ...hypotheses, members, draws },
    draws: draws.map((one) => remembered(plausible(one))),
    search: {
      maxUsers: search.maxUsers,
      basisAt: () => "assumed",
      measured: { trusted: [], answered: [], reachLimits },
      changed: true,
    },
  };
}
