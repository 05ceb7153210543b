import type { Policy } from "../limits/policy.ts";
import { formatBound } from "../wording/format-duration.ts";
import { formatShareBound } from "../wording/format-share.ts";

/**
 * A policy file that says every number of a policy, with a comment on each: what a team edits to
 * make the policy its own. Parses back to the same policy.
 *
 * @param timesTokens whether answers are streamed by token, so that objectives may be set on these
 */
export function policyYaml(
  policy: Policy,
  redLineIs: "here" | "known" = "here",
  timesTokens = false,
): string {
  const { redLine, objectives, safeLimit, rateLimit, refused } = policy;
  const bound = (zone: { readonly p95: number; readonly errorRate: number }) =>
    `{ p95: ${formatBound(zone.p95)}, errorRate: ${formatShareBound(zone.errorRate)} }`;
  const meaning = {
    green: "normal operations",
    yellow: "elevated load, watch closely",
    orange: "high load, consider throttling",
  };
  const { mean, p95, p99, errorRate } = objectives;
  const time = (name: string, value: number | undefined) =>
    value === undefined ? [] : [`  ${name}: ${formatBound(value)}`];
  return [
    "# yaml-language-server: $schema=schema/policy.json",
    "#",
    "# What the team has agreed on. These are Headroom's defaults: nobody has agreed on them yet, so",
    "# read them, change what is different here, and delete what is not. Units are written out.",
    "",
    "# A load is in the first zone whose bounds both hold; past orange is red.",
    "zones:",
    ...policy.zones.map((zone) => `  ${zone.name}: ${bound(zone)} # ${meaning[zone.name]}`),
    "",
    "# The breaking point is the smallest load that crosses either of these.",
    ...(redLineIs === "here"
      ? []
      : [
          "# The red line under known: in headroom.yaml holds, and where it says none, this one. Written here,",
          "# without the #, it goes before.",
        ]),
    `${redLineIs === "here" ? "" : "# "}redLine: ${bound(redLine)}`,
    "",
    "# What every user is promised. A file that has this section replaces all four.",
    "objectives:",
    ...time("mean", mean),
    ...time("p95", p95),
    ...time("p99", p99),
    ...(errorRate === undefined ? [] : [`  errorRate: ${formatShareBound(errorRate)}`]),
    ...(timesTokens
      ? [
          "  # Of streamed answers: ttft (first token), tpot (each further one), itl (between two), with",
          "  # mean, p50, p90, p95 and p99; they hold up to the heaviest load that was measured to hold them.",
          "  # ttft: { p95: 500 ms }",
          "  # tpot: { mean: 50 ms }",
        ]
      : []),
    ...Object.entries(policy.tokenObjectives ?? {}).map(([of, times]) => {
      const figures = Object.entries(times ?? {}).map(
        ([name, value]) => `${name}: ${formatBound(value)}`,
      );
      return `  ${of}: { ${figures.join(", ")} }`;
    }),
    "",
    "# The safe limit is a decision: far enough below the breaking point, and every objective",
    "# holds with this probability; rounded down.",
    "safeLimit:",
    `  safetyFactor: ${safeLimit.safetyFactor}`,
    `  confidence: ${formatShareBound(safeLimit.confidence)}`,
    `  roundTo: ${safeLimit.roundTo} users`,
    "",
    "# The highest throughput divided by the factor, rounded down.",
    "rateLimit:",
    `  safetyFactor: ${rateLimit.safetyFactor}`,
    `  roundTo: ${rateLimit.roundTo} req/s`,
    "",
    "# A load counts as held where a rate limit turns away no larger share of the requests than this.",
    `refused: ${formatShareBound(refused)}`,
    "",
  ].join("\n");
}
