import type { PlanResult } from "../../planning/plan/plan-result.ts";
import type { Threshold } from "../../stats/estimate.ts";
import { formatBound } from "../../wording/format-duration.ts";
import { formatShareBound } from "../../wording/format-share.ts";
import { formatThresholdRange, formatThresholdValue } from "../../wording/format-threshold.ts";
import { type Block, paragraph, table } from "../document/document.ts";
import { zoneEnd } from "../zone-end.ts";
import { basisOf } from "./basis-words.ts";

/** Zones are the policy's and the red line may be stated beside them: then they need not agree. */
export function zonesBesideRedLine({ policy }: PlanResult): readonly Block[] {
  const { p95, errorRate } = policy.redLine;
  const past = policy.zones.filter((zone) => zone.p95 > p95 || zone.errorRate > errorRate);
  if (past.length === 0) return [];
  const names = past.map(({ name }) => name).join(" and ");
  const which = past.length === 1 ? "zone reaches" : "zones reach";
  return [
    paragraph(
      `The ${names} ${which} past the red line (P95 ${formatBound(p95)}, ${formatShareBound(errorRate)} errors): from the breaking point on the platform counts as broken whatever its zone. Bring the zones of models/policy.yaml into line with it.`,
    ),
  ];
}

/** The zones with their bounds, and their upper edges with interval and basis. */
export function zonesTable(plan: PlanResult): Block {
  return table(
    ["Zone", "Bounds", "From users", "To users", "90 % interval of the end", "Rests on"],
    plan.zones.map(({ name, from, to }) => [
      name,
      boundsOf(plan, name),
      isEmpty(from) ? "0" : edge(from, "0"),
      isEmpty(to) ? "no load" : edge(to, "–"),
      to === null || isEmpty(to) ? "–" : formatThresholdRange(to),
      to === null ? "–" : basisOf(to),
    ]),
  );
}

/** A zone that one user is past already has no load. */
function isEmpty(end: Threshold | null): boolean {
  return end?.value !== null && end?.value !== undefined && end.value <= 1;
}

function edge(threshold: Threshold | null, none: string): string {
  return threshold === null ? none : formatThresholdValue(zoneEnd(threshold));
}

function boundsOf({ policy }: PlanResult, name: string): string {
  const bound = policy.zones.find((zone) => zone.name === name);
  return bound === undefined
    ? "past the zone before"
    : `P95 ≤ ${formatBound(bound.p95)}, errors ≤ ${formatShareBound(bound.errorRate)}`;
}
