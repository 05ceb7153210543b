/** Levels with an incident on which the answer at a load rests. */

import { formatUsers } from "../../wording/format-users.ts";
import { inNumber } from "../../wording/wording.ts";
import type { LaunchCondition } from "./launch-condition.ts";
import type { LaunchEvidence } from "./launch-evidence.ts";

/**
 * The answer at N users rests on the measured levels up to the first at or above N × margin: the
 * margin is read off between them. An incident on one of those blocks an unconditional GO.
 */
export function incidentConditions(evidence: LaunchEvidence): readonly LaunchCondition[] {
  const { fitted, check, findings, command } = evidence;
  const last = restsOnUpTo(evidence);
  return fitted.audit.incidents
    .filter((level) => level <= last)
    .map((level) => {
      const found = findings.find((one) => one.code === "incident-level" && one.level === level);
      const durations = fitted.campaign.levels
        .filter(({ users }) => users === level)
        .flatMap(({ duration }) => duration ?? []);
      const [duration] = durations;
      return {
        code: "incident-level",
        level,
        todo: `Rerun ${formatUsers(level)} with the server logs kept, and import it in place of the run with the incident.`,
        reason: `The answer for ${formatUsers(check.users)} rests on this level. ${found?.message ?? "It had an incident."}`,
        effort:
          duration === undefined
            ? null
            : `${inNumber(Math.max(1, Math.round(duration / 60)))} min of load`,
        shownBy: command,
      };
    });
}

/** The first measured load at or above the target's margin; the heaviest where none is. */
export function restsOnUpTo({
  fitted,
  check,
  policy,
}: Pick<LaunchEvidence, "fitted" | "check" | "policy">): number {
  const margin = check.users * policy.safeLimit.safetyFactor;
  const loads = fitted.observations.map(({ users }) => users).sort((a, b) => a - b);
  return loads.find((users) => users >= margin) ?? loads.at(-1) ?? 0;
}
