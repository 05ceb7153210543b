/** Every printed limit with its formula, its inputs, the rows that move it and what its interval is. */
import type { FoundLimits } from "../../limits/find-limits.ts";
import type { Policy } from "../../limits/policy.ts";
import { intervalOf } from "../../limits/summarize-draws.ts";
import type { Interval, OpenEstimate, Threshold } from "../../stats/estimate.ts";
import { formatBound } from "../../wording/format-duration.ts";
import { formatShareBound } from "../../wording/format-share.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatUsers } from "../../wording/format-users.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import type { HypothesesSummary, HypothesisSummary, Limits } from "../plan/plan-result.ts";
import { endsByExplanation, intervalEnds } from "./interval-ends.ts";
import type {
  ExplainedLimit,
  LimitExplanation,
  LimitInput,
  LimitUnit,
  RowInfluence,
} from "./limit-explanation.ts";
import { rowInfluences } from "./row-influence.ts";

/** Figures that are told of each limit, the strongest first: the others move it less. */
const MOST_ROWS = 10;

export interface LimitGround {
  readonly policy: Policy;
  readonly found: Pick<FoundLimits, "limits" | "zones">;
  readonly hypotheses: HypothesesSummary;
}

/** In the order of `explainedLimits`. */
export function explainLimits(
  fitted: FittedCampaign,
  { policy, found, hypotheses }: LimitGround,
): readonly LimitExplanation[] {
  const { limits, zones } = found;
  const rows = rowInfluences(fitted, policy);
  const cycle = intervalOf(fitted.draws.map(({ lightLoadCycle }) => lightLoadCycle));
  const { safetyFactor, roundTo, confidence } = policy.safeLimit;
  const byMargin = limits.safeLimit.limitedBy.startsWith("breaking point");
  const ofSafe = byMargin
    ? scaled(rows.breakingPoint, 1 / safetyFactor)
    : scaled(rows.objectivesEnd, 1);
  const rate = limits.rateLimit;
  // Of a ceiling that is not known no share can be taken: the platform's own limit is told.
  const isOwn = rate.value !== null && limits.peak.throughput.value === null;
  const reads = (read: (of: Limits) => OpenEstimate) => (one: HypothesisSummary) =>
    read(one.limits);
  const told = (
    limit: ExplainedLimit,
    title: string,
    unit: LimitUnit,
    estimate: OpenEstimate,
    rest: Pick<LimitExplanation, "formula" | "inputs" | "rows"> & {
      readonly of?: (one: HypothesisSummary) => OpenEstimate;
      readonly ends?: LimitExplanation["ends"];
    },
  ): LimitExplanation => {
    const { value, low, high, basis } = estimate;
    const { of, ends: said, ...whole } = rest;
    const known = { ...whole, rows: whole.rows.slice(0, MOST_ROWS) };
    const format = unit === "users" ? formatUsers : formatThroughput;
    const each =
      of === undefined
        ? []
        : hypotheses.list.map((one) => {
            return { title: one.title, weight: one.weight, estimate: of(one) };
          });
    const ends = said ?? [...intervalEnds(estimate, format), ...endsByExplanation(each, format)];
    return { limit, title, unit, value, low, high, basis, ...known, ends };
  };
  const decided = (value: number | null, basis: OpenEstimate["basis"]): OpenEstimate => {
    return { value, low: null, high: null, basis };
  };
  return [
    told("saturation", "Saturation", "users", limits.knee, {
      formula:
        "ceiling × (think time + response time of an idle platform), where the light-load line meets the ceiling",
      inputs: [
        input("ceiling", limits.peak.throughput, "req/s"),
        input("think time + idle response time", cycle, "s"),
      ].flat(),
      rows: rows.saturation,
      of: reads(({ knee }) => knee),
    }),
    told("ceiling", "Ceiling", "req/s", limits.peak.throughput, {
      formula: "the largest predicted throughput at any load",
      inputs: input("load at which it is reached", limits.peak.users, "users"),
      rows: rows.ceiling,
      of: reads(({ peak }) => peak.throughput),
    }),
    told("breakingPoint", "Breaking point", "users", limits.breakingPoint, {
      formula: `the smallest load at which P95 passes ${formatBound(policy.redLine.p95)} or errors pass ${formatShareBound(policy.redLine.errorRate)}`,
      inputs: [
        decision("red line, P95", policy.redLine.p95, "s"),
        decision("red line, errors", policy.redLine.errorRate, "share"),
      ],
      rows: rows.breakingPoint,
      of: reads(({ breakingPoint }) => breakingPoint),
    }),
    told(
      "safeLimit",
      "Safe limit",
      "users",
      decided(limits.safeLimit.value, limits.breakingPoint.basis),
      {
        formula: `the smaller of breaking point / ${safetyFactor} and the largest load at which all objectives hold with ${formatShareBound(confidence)}, rounded down to whole ${stepOf(limits.safeLimit.rule, roundTo)} users`,
        inputs: [
          ...input("breaking point", limits.breakingPoint, "users"),
          decision("safety factor", safetyFactor, ""),
          {
            ...decision(
              "probability that all objectives hold at it",
              limits.safeLimit.confidence,
              "share",
            ),
            draws: limits.safeLimit.draws,
          },
          decision("probability asked for", confidence, "share"),
        ],
        rows: ofSafe,
        ...(limits.safeLimit.value > 0 ? {} : { ends: [noLoad(limits.safeLimit)] }),
      },
    ),
    told("rateLimit", "Rate limit", "req/s", decided(rate.value, rate.basis), {
      formula: isOwn
        ? rate.rule
        : `ceiling / ${policy.rateLimit.safetyFactor}, rounded down to whole ${stepOf(rate.rule, policy.rateLimit.roundTo)} req/s`,
      inputs: isOwn
        ? [decision("limit that was measured", rate.value ?? 0, "req/s")]
        : [
            ...input("ceiling", limits.peak.throughput, "req/s"),
            decision("safety factor", policy.rateLimit.safetyFactor, ""),
          ],
      ...(rate.value === null ? { ends: [sentence(rate.rule)] } : {}),
      rows: isOwn ? [] : scaled(rows.ceiling, 1 / policy.rateLimit.safetyFactor),
    }),
    told(
      "recommended",
      "Recommended load",
      "users",
      decided(limits.recommended.value, limits.breakingPoint.basis),
      {
        formula: `the smaller of the safe limit and the load at which the rate limit begins to refuse, rounded down to whole ${stepOf(limits.recommended.rule, roundTo)} users`,
        inputs: [
          decision("safe limit", limits.safeLimit.value, "users"),
          ...input("load at which the rate limit begins to refuse", rate.refusesFrom, "users"),
        ],
        ...(limits.recommended.value > 0 ? {} : { ends: [noLoad(limits.recommended)] }),
        rows: limits.recommended.limitedBy === "the safe limit" ? ofSafe : rows.refusesFrom,
      },
    ),
    ...(["green", "yellow", "orange"] as const).flatMap((name) => {
      const zone = zones.find((one) => one.name === name)?.to;
      const bound = policy.zones.find((one) => one.name === name);
      if (zone === null || zone === undefined || bound === undefined) return [];
      // A zone whose bounds a single user passes has no load in it.
      const empty = zone.value !== null && zone.value <= 1;
      return [
        told(`${name}End`, `End of the ${name} zone`, "users", zone, {
          ...(empty ? { ends: ["A single user is past it already: no load lies in it."] } : {}),
          formula: `the last whole number of users before P95 passes ${formatBound(bound.p95)} or errors pass ${formatShareBound(bound.errorRate)}`,
          inputs: [
            decision(`bound of ${name}, P95`, bound.p95, "s"),
            decision(`bound of ${name}, errors`, bound.errorRate, "share"),
          ],
          rows: rows[`${name}End`],
        }),
      ];
    }),
  ];
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** "No load can be recommended, not a single user: limited by the objective for P95." */
const noLoad = ({ limitedBy }: { readonly limitedBy: string }) =>
  `Not even a single user: limited by ${limitedBy}.`;

function input(
  name: string,
  of: OpenEstimate | Threshold | Interval,
  unit: LimitInput["unit"],
): readonly LimitInput[] {
  if (of.value === null) return [];
  // The last load that was looked at is no end of an interval.
  const isOpen = "searchedTo" in of && of.high !== null && of.high >= of.searchedTo;
  return [{ name, value: of.value, low: of.low, high: isOpen ? null : of.high, unit }];
}

function decision(name: string, value: number, unit: LimitInput["unit"]): LimitInput {
  return { name, value, low: null, high: null, unit };
}

function scaled(rows: readonly RowInfluence[], factor: number): readonly RowInfluence[] {
  return rows.map((row) => ({ ...row, change: row.change * factor }));
}

/** The step that a rule states: finer than the policy's where that left nothing. */
function stepOf(rule: string, roundTo: number): string {
  return /whole ([\d.e-]+) /.exec(rule)?.[1] ?? `${roundTo}`;
}
