/** Limits that do not go together, or bounds that the platform cannot meet, as findings. */
import type { FoundLimits } from "../../limits/find-limits.ts";
import { platformAt } from "../../limits/platform-at.ts";
import type { Policy } from "../../limits/policy.ts";
import { intervalOf } from "../../limits/summarize-draws.ts";
import type { Finding } from "../../measurement/finding.ts";
import { formatBound, formatDuration } from "../../wording/format-duration.ts";
import { formatUsers } from "../../wording/format-users.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";

type Ground = Pick<FoundLimits, "limits" | "zones"> & { readonly policy: Policy };

export function limitsAtOddsFindings(
  { draws }: Pick<FittedCampaign, "draws">,
  { limits, zones, policy }: Ground,
): readonly Finding[] {
  const idle = intervalOf(draws.map((draw) => platformAt(draw, 1)(1).percentile("p95"))).value;
  const [green] = policy.zones;
  const end = zones.find(({ name }) => name === "yellow")?.to?.value ?? null;
  const yellow = end === null ? null : Math.floor(end);
  const safe = limits.safeLimit.value;
  return [
    ...(green === undefined || idle <= green.p95
      ? []
      : [
          {
            code: "green-below-idle",
            severity: "note",
            level: null,
            message: `The green zone ends at a P95 of ${formatBound(green.p95)}, but a single user already has ${formatDuration(idle)}: no load is green.`,
            law: "No response time is below that of an idle platform.",
            remedy: `Set the green bound of the policy above ${formatDuration(idle)}.`,
          } as const,
        ]),
    ...(yellow === null || safe <= yellow
      ? []
      : [
          {
            code: "safe-limit-past-yellow",
            severity: "note",
            level: safe,
            message: `The safe limit of ${formatUsers(safe)} lies past the yellow zone, which ends at ${formatUsers(yellow)}: the objectives hold there, and the policy calls it orange.`,
            law: "The safe limit follows from objectives and margin, the zones from bounds of their own.",
            remedy: `Run at most ${formatUsers(yellow)} to stay yellow, or agree that orange is normal at the safe limit.`,
          } as const,
        ]),
  ];
}
