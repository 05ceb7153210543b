/** Whether the policy promises, or calls a zone, what the red line calls broken. */

import type { Policy } from "../../limits/policy.ts";
import type { Finding } from "../../measurement/finding.ts";
import { formatBound } from "../../wording/format-duration.ts";
import { formatShareBound } from "../../wording/format-share.ts";
import { upperFirst } from "../../wording/upper-first.ts";
import { inList } from "../../wording/wording.ts";

export function policyPastRedLine({ zones, redLine, objectives }: Policy): readonly Finding[] {
  const bounds = [
    ...zones.map((zone) => ({ ...zone, name: `the end of the ${zone.name} zone` })),
    { name: "the objective", p95: objectives.p95, errorRate: objectives.errorRate },
  ];
  const past = bounds.flatMap(({ name, p95 = 0, errorRate = 0 }) => [
    ...(p95 > redLine.p95 ? [`${name} for P95 (${formatBound(p95)})`] : []),
    ...(errorRate > redLine.errorRate
      ? [`${name} for errors (${formatShareBound(errorRate)})`]
      : []),
  ]);
  if (past.length === 0) return [];
  const line = `P95 of ${formatBound(redLine.p95)} or ${formatShareBound(redLine.errorRate)} errors`;
  const listed = inList(past);
  return [
    {
      code: "policy-past-red-line",
      severity: "warning",
      level: null,
      message: `${upperFirst(listed)} ${past.length === 1 ? "lies" : "lie"} past the red line of ${line}: the platform counts as broken before.`,
      law: "Zones and promises divide the loads below the breaking point.",
      remedy:
        "Bring zones and objectives of the policy below the red line, or raise redLine to what the team calls broken.",
    },
  ];
}
