import type { PlanResult } from "../planning/plan-result.ts";
import type { Threshold } from "../stats/estimate.ts";
import { formatBound } from "./format-duration.ts";
import { formatRelative, formatShareBound } from "./format-share.ts";
import { formatThreshold } from "./format-threshold.ts";
import { formatThroughput } from "./format-throughput.ts";
import { formatCount, formatUsers } from "./format-users.ts";

export type PublishedQuantity =
  | "knee"
  | "ceiling"
  | "breakingPoint"
  | "safeLimit"
  | "rateLimit"
  | "greenTo"
  | "yellowTo"
  | "orangeTo";

/** A limit that a load-test report states, to be shown beside Headroom's own. */
export interface PublishedFigure {
  readonly quantity: PublishedQuantity;
  /** Users, or req/s for `ceiling` and `rateLimit`. */
  readonly value: number;
  /** Document and place, e.g. "stress test report, Operational Thresholds". */
  readonly source: string;
  /** How the report came to it, if it says so. */
  readonly explanation: string;
}

/** Headroom's own figure for what was published. */
interface OwnFigure {
  readonly name: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly text: string;
  readonly how: string;
}

/** "300 users" or "154 req/s". */
export function formatPublished({ quantity, value }: PublishedFigure): string {
  return quantity === "ceiling" || quantity === "rateLimit"
    ? formatThroughput(value)
    : formatUsers(value);
}

/** The published figure of one limit, or "–" where the report has none. */
export function publishedCell(
  published: readonly PublishedFigure[],
  quantity: PublishedQuantity,
): string {
  const figures = published.filter((figure) => figure.quantity === quantity);
  return figures.length === 0 ? "–" : figures.map(formatPublished).join("; ");
}

/**
 * Why Headroom's figure differs from a published one, from the plan's own numbers: the
 * difference, whether the interval covers it, how each came about.
 */
export function explainDifference(plan: PlanResult, figure: PublishedFigure): string {
  const own = ownFigure(plan, figure.quantity);
  const level = plan.campaign.levels.some(({ users }) => users === figure.value);
  const decided = ["ceiling", "safeLimit", "rateLimit"].includes(figure.quantity);
  const measured =
    !decided && level && own.value !== null && own.value !== figure.value
      ? ` The published figure is a measured load, ${formatCount(figure.value)}; the limit need not lie at one.`
      : "";
  const theirs = figure.explanation === "" ? "" : ` The report: ${figure.explanation}`;
  return `**${own.name}**: ${own.text} here, ${formatPublished(figure)} in ${figure.source}. ${comparison(own, figure)} ${own.how}${measured}${theirs}`;
}

function comparison({ value, low, high }: OwnFigure, figure: PublishedFigure): string {
  const published = figure.value;
  if (value === null) return "Headroom does not find it in the loads it predicts.";
  if (value === published) return "The two agree.";
  const change = published === 0 ? "" : ` (${formatRelative(value / published - 1)})`;
  const size = `Headroom's is ${formatPublished({ ...figure, value: Math.abs(value - published) })} ${value > published ? "higher" : "lower"}${change}`;
  if (low === null || high === null || low === high) return `${size}.`;
  const inside = published >= low && published <= high;
  return `${size}; the published one lies ${inside ? "inside" : "outside"} the 90 % interval.`;
}

function ownFigure(plan: PlanResult, quantity: PublishedQuantity): OwnFigure {
  const { limits, policy } = plan;
  const threshold = (name: string, found: Threshold, how: string): OwnFigure => ({
    name,
    value: found.value === null ? null : Math.round(found.value),
    low: found.low,
    high: found.high,
    text: formatThreshold(found),
    how,
  });
  const decision = (name: string, value: number, text: string, how: string): OwnFigure => ({
    name,
    value,
    low: null,
    high: null,
    text,
    how,
  });
  switch (quantity) {
    case "knee":
      return threshold(
        "Saturation",
        limits.knee,
        `It is where the light-load line meets the ceiling of ${formatThroughput(limits.peak.throughput.value)}.`,
      );
    case "ceiling": {
      const { value, low, high } = limits.peak.throughput;
      return {
        name: "Ceiling",
        value,
        low,
        high,
        text: formatThroughput(value),
        how: "It is the top of the fitted curve, which need not lie at a measured load.",
      };
    }
    case "breakingPoint":
      return threshold(
        "Breaking point",
        limits.breakingPoint,
        `It is the first load at which the fitted curve passes P95 ${formatBound(policy.redLine.p95)} or ${formatShareBound(policy.redLine.errorRate)} errors; an incident is not counted as load-driven.`,
      );
    case "safeLimit":
      return decision(
        "Safe limit",
        limits.safeLimit.value,
        formatUsers(limits.safeLimit.value),
        `Rule: ${limits.safeLimit.rule}; limited by ${limits.safeLimit.limitedBy}.`,
      );
    case "rateLimit":
      return decision(
        "Rate limit",
        limits.rateLimit.value,
        formatThroughput(limits.rateLimit.value),
        `Rule: ${limits.rateLimit.rule}.`,
      );
    default: {
      const name = quantity.replace("To", "");
      const edge = plan.zones.find((zone) => zone.name === name)?.to ?? limits.breakingPoint;
      const bound = policy.zones.find((zone) => zone.name === name);
      const bounds =
        bound === undefined
          ? "its bounds"
          : `P95 ${formatBound(bound.p95)} or ${formatShareBound(bound.errorRate)} errors`;
      return threshold(
        `End of the ${name} zone`,
        edge,
        `It is where the fitted curve passes ${bounds}.`,
      );
    }
  }
}
