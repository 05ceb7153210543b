import type { PublishedLimit } from "../../limits/published-limit.ts";
import type { PlanResult } from "../../planning/plan/plan-result.ts";
import type { Threshold } from "../../stats/estimate.ts";
import { formatBound } from "../../wording/format-duration.ts";
import { formatShareBound } from "../../wording/format-share.ts";
import { formatThresholdRange, formatThresholdValue } from "../../wording/format-threshold.ts";
import { markdownTable } from "../../wording/markdown-table.ts";
import { publishedCell } from "../published-figure.ts";

const publishedEdges: Readonly<Record<string, PublishedLimit["quantity"]>> = {
  green: "greenEnd",
  yellow: "yellowEnd",
  orange: "orangeEnd",
};

/** The zones with their bounds, and their upper edges with interval and basis. */
export function zonesSection(plan: PlanResult, published: readonly PublishedLimit[]): string {
  const header = ["Zone", "Bounds", "From users", "To users", "90 % interval of the end", "Basis"];
  const rows = plan.zones.map(({ name, from, to }) => {
    const quantity = publishedEdges[name];
    return [
      name,
      boundsOf(plan, name),
      edge(from, "0"),
      edge(to, "–"),
      to === null ? "–" : formatThresholdRange(to),
      to?.basis ?? "–",
      ...(published.length === 0
        ? []
        : [quantity === undefined ? "–" : publishedCell(published, quantity)]),
    ];
  });
  return [
    "## Zones",
    "",
    markdownTable(
      published.length === 0 ? header : [...header, "End in the load-test report"],
      rows,
    ),
  ].join("\n");
}

function edge(threshold: Threshold | null, none: string): string {
  return threshold === null ? none : formatThresholdValue(threshold);
}

function boundsOf({ policy }: PlanResult, name: string): string {
  const bound = policy.zones.find((zone) => zone.name === name);
  return bound === undefined
    ? "past the zone before"
    : `P95 ≤ ${formatBound(bound.p95)}, errors ≤ ${formatShareBound(bound.errorRate)}`;
}
