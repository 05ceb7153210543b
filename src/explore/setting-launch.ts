/** GO, CONDITIONAL GO or NO GO for a setting: the launch gate's own answer, on the changed platform. */
import { findLimits } from "../limits/find-limits.ts";
import { planFindings } from "../planning/plan/plan-findings.ts";
import type { LaunchCondition, LaunchVerdict } from "../planning/verdict/launch-condition.ts";
import { type LaunchTarget, usersTarget } from "../planning/verdict/launch-target.ts";
import { launchVerdict } from "../planning/verdict/launch-verdict.ts";
import { formatUsers } from "../wording/format-users.ts";
import { changedCampaign } from "./changed-campaign.ts";
import type { ExploreInput } from "./explore-input.ts";
import type { Explored } from "./explored.ts";
import { leversInWords, type Setting, settingScenario } from "./setting.ts";

/** What the workspace wants to launch, unless the visitor asks about other users. */
export function targetOf(launch: LaunchTarget | null, setting: Setting): LaunchTarget {
  return setting.users === null ? (launch ?? usersTarget(1)) : usersTarget(setting.users);
}

export function settingLaunch(
  { fitted, base }: Explored,
  input: ExploreInput,
  setting: Setting,
): LaunchVerdict {
  const { policy, levers } = setting;
  const question = { target: targetOf(input.launch, setting), accepted: input.accepted };
  const findings = planFindings(fitted, { ...input, policy }, base.found);
  if (levers.length === 0) {
    return launchVerdict(fitted, { policy, found: base.found, findings }, question).launch;
  }
  const changed = changedCampaign(fitted, settingScenario(levers));
  const found = findLimits(changed.draws, policy, changed.search);
  const { launch } = launchVerdict(changed, { policy, found, findings }, question);
  return {
    ...launch,
    verdict: launch.verdict === "GO" ? "CONDITIONAL GO" : launch.verdict,
    conditions: [notMeasured(launch, setting), ...launch.conditions],
  };
}

/** Whatever a change is predicted to do, nobody has seen it. */
function notMeasured({ users, target }: LaunchVerdict, { levers }: Setting): LaunchCondition {
  const load = users === null ? target : formatUsers(users);
  return {
    code: "change-not-measured",
    level: null,
    todo: `Make the change (${leversInWords(levers)}) and measure ${load} with it.`,
    reason:
      "What a change does is predicted from the platform as it was tested; no test has seen it.",
    effort: null,
    shownBy: "headroom validate before/ after/",
  };
}
