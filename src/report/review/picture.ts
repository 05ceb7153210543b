import type { PlanResult } from "../../planning/plan/plan-result.ts";
import { isUntold } from "../../stats/estimate.ts";
import { formatBound } from "../../wording/format-duration.ts";
import { formatOpenValue } from "../../wording/format-open-estimate.ts";
import { formatShareBound } from "../../wording/format-share.ts";
import { formatThresholdValue } from "../../wording/format-threshold.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatCount } from "../../wording/format-users.ts";
import type { Picture } from "../document/document.ts";
import type { ReportChart } from "./review-extras.ts";

/** The pictures of these names that lie beside the report, each with the sentence that says what it shows. */
export function pictures(
  plan: PlanResult,
  charts: readonly ReportChart[],
  names: readonly string[],
): readonly Picture[] {
  return names.flatMap((name) => {
    const chart = charts.find((one) => one.name === name);
    if (chart === undefined) return [];
    return [{ kind: "picture" as const, name, alt: chart.title, caption: caption(plan, chart) }];
  });
}

function caption(plan: PlanResult, { name, title }: ReportChart): string {
  return captions[name]?.(plan) ?? `${title}.`;
}

const captions: Readonly<Record<string, (plan: PlanResult) => string>> = {
  zones: (plan) =>
    `P95 by load, against the zones of the policy: points are measured, the line is predicted, the band holds nine of ten platforms that explain the measurements.${redLineWords(plan)}`,
  throughput: ({ limits: { knee, peak } }) =>
    isUntold(knee)
      ? "Throughput by load: points are measured, the line is predicted; the data do not reach the point where it flattens."
      : `Throughput by load: it grows with the users up to about ${formatThresholdValue(knee)} of them; past that point more users wait, and no more than ${formatOpenValue(peak.throughput, formatThroughput)} are answered.`,
  percentiles: () =>
    "Half, 95 % and 99 % of the requests are answered within these times: the slowest ones leave their objective first.",
  errors: ({ audit }) =>
    audit.incidents.length === 0
      ? "Share of requests that failed, by load."
      : `Share of requests that failed, by load: the incident at ${audit.incidents.map(formatCount).join(", ")} users stands apart and is in no predicted curve.`,
  utilization: () =>
    "How busy each part of the platform is at each load, one panel an explanation: what is full first is what limits.",
  endpoints: () =>
    "How many times slower each endpoint is at the heaviest load than at the lightest: equal factors speak for one resource that all of them share.",
  "fit-quality": () =>
    "How far fitted figures lie from measured ones, level by level, and what the measurements told about each unknown: short bars are known, long ones are guessed.",
  "what-if": () =>
    "P95 by load, before and after each change: where the bands overlap the change makes no difference that the data can tell.",
  "what-if-hypotheses": () =>
    "What each change does to the breaking point, explanation by explanation: a change is worth its work only if it helps in those that are likely.",
  "what-if-limits": () =>
    "Safe limit and breaking point after each change, beside today's: overlapping bars are no gain that the data can tell.",
};

/** Where red begins though the line of the picture does not pass it; where it does, the picture says so itself. */
function redLineWords({ limits: { breakingPoint }, policy: { redLine } }: PlanResult): string {
  if (breakingPoint.value === null) {
    return ` The red line of ${formatBound(redLine.p95)} is not passed within the loads shown.`;
  }
  const at = `at ${formatThresholdValue(breakingPoint)} users`;
  return breakingPoint.crossedBy === "errorRate"
    ? ` Red begins ${at}, where errors pass ${formatShareBound(redLine.errorRate)}: the line stays below ${formatBound(redLine.p95)} there.`
    : "";
}
