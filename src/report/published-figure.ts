import type { PublishedLimit } from "../limits/published-limit.ts";
import type { PlanResult } from "../planning/plan/plan-result.ts";
import type { Threshold } from "../stats/estimate.ts";
import { formatBound } from "../wording/format-duration.ts";
import { formatOpenShort } from "../wording/format-open-estimate.ts";
import { formatRelative, formatShareBound } from "../wording/format-share.ts";
import { formatThreshold, formatThresholdShort } from "../wording/format-threshold.ts";
import { formatSetRate, formatThroughput } from "../wording/format-throughput.ts";
import { formatCount, formatUsers } from "../wording/format-users.ts";
import { zoneEnd } from "./zone-end.ts";

/** Headroom's own figure for what was published. */
interface OwnFigure {
  readonly name: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly text: string;
  /** For a table. */
  readonly short: string;
  readonly how: string;
}

/** "300 users", "275–300 users" or "154 req/s". */
export function formatPublished({ low, high, unit }: PublishedLimit): string {
  const format = unit === "req/s" ? formatThroughput : formatUsers;
  return low === high ? format(low) : `${formatCount(low)}–${format(high)}`;
}

/** A published figure beside Headroom's own, in few words. */
export interface PublishedComparison {
  readonly name: string;
  readonly stated: string;
  readonly own: string;
  readonly judgement: string;
}

export function comparePublished(plan: PlanResult, figure: PublishedLimit): PublishedComparison {
  const own = ownFigure(plan, figure.quantity);
  return {
    name: own.name,
    stated: formatPublished(figure),
    own: own.short,
    judgement: judgementOf(own, figure),
  };
}

/**
 * Why Headroom's figure differs from a published one, from the plan's own numbers: the
 * difference, whether the interval covers it, how each came about.
 */
export function explainDifference(plan: PlanResult, figure: PublishedLimit): string {
  const own = ownFigure(plan, figure.quantity);
  const level = plan.campaign.levels.find(({ users }) => users === figure.high);
  const decided = ["peakThroughput", "safeLimit", "rateLimit"].includes(figure.quantity);
  const measured =
    !decided && level !== undefined && own.value !== null && own.value !== figure.high
      ? ` The published figure is a measured load, ${formatCount(figure.high)} users; the limit need not lie at one.`
      : "";
  return `${own.name}: ${own.text} here, ${formatPublished(figure)} in the load-test report ("${figure.source}"). ${comparison(own, figure)} ${own.how}${measured}`;
}

/** "agrees"; "29 users higher here (+15 %), outside the 90 % interval". */
function judgementOf(own: OwnFigure, figure: PublishedLimit): string {
  if (own.value === null) return "not found in the loads that are predicted";
  const gap = gapOf(own, figure);
  if (gap === null) return "agrees";
  const inside = liesInside(own, figure);
  const where = inside === null ? "" : `, ${inside ? "inside" : "outside"} the 90 % interval`;
  return `${gap.size} ${gap.side} here${gap.change}${where}`;
}

function comparison(own: OwnFigure, figure: PublishedLimit): string {
  if (own.value === null) return "Headroom does not find it in the loads it predicts.";
  const gap = gapOf(own, figure);
  if (gap === null) return "The two agree.";
  const size = `Headroom's is ${gap.size} ${gap.side}${gap.change}`;
  const inside = liesInside(own, figure);
  if (inside === null) return `${size}.`;
  return `${size}; the published one lies ${inside ? "inside" : "outside"} the 90 % interval.`;
}

/** How far the two are apart; null where they agree. */
function gapOf({ value }: OwnFigure, figure: PublishedLimit) {
  if (value === null || (value >= figure.low && value <= figure.high)) return null;
  const nearest = value < figure.low ? figure.low : figure.high;
  const gap = Math.abs(value - nearest);
  return {
    size: formatPublished({ ...figure, low: gap, high: gap }),
    side: value > nearest ? "higher" : "lower",
    change: nearest === 0 ? "" : ` (${formatRelative(value / nearest - 1)})`,
  };
}

/** Null where Headroom's figure is a decision, without an interval. */
function liesInside({ low, high }: OwnFigure, figure: PublishedLimit): boolean | null {
  if (low === null || high === null || low === high) return null;
  return figure.high >= low && figure.low <= high;
}

function ownFigure(plan: PlanResult, quantity: PublishedLimit["quantity"]): OwnFigure {
  const { limits, policy } = plan;
  const threshold = (name: string, found: Threshold, how: string): OwnFigure => ({
    name,
    value: found.value === null ? null : Math.round(found.value),
    low: found.low,
    high: found.high,
    text: formatThreshold(found),
    short: formatThresholdShort(found),
    how,
  });
  const decision = (name: string, value: number | null, text: string, how: string): OwnFigure => ({
    name,
    value,
    low: null,
    high: null,
    text,
    short: text,
    how,
  });
  switch (quantity) {
    case "knee":
      return threshold(
        "Saturation",
        limits.knee,
        `It is where the light-load line meets the ceiling of ${formatOpenShort(limits.peak.throughput, formatThroughput)}.`,
      );
    case "peakThroughput": {
      const { value, low, high } = limits.peak.throughput;
      return {
        name: "Ceiling",
        value,
        low,
        high,
        text: formatOpenShort(limits.peak.throughput, formatThroughput),
        short: formatOpenShort(limits.peak.throughput, formatThroughput),
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
        limits.rateLimit.value === null ? "none" : formatSetRate(limits.rateLimit.value),
        `Rule: ${limits.rateLimit.rule}.`,
      );
    default: {
      const name = quantity.replace("End", "");
      const edge = plan.zones.find((zone) => zone.name === name)?.to ?? limits.breakingPoint;
      const bound = policy.zones.find((zone) => zone.name === name);
      const bounds =
        bound === undefined
          ? "its bounds"
          : `P95 ${formatBound(bound.p95)} or ${formatShareBound(bound.errorRate)} errors`;
      return threshold(
        `End of the ${name} zone`,
        zoneEnd(edge),
        `It is where the fitted curve passes ${bounds}.`,
      );
    }
  }
}
