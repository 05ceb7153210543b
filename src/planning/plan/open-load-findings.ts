/** Open load that was measured (production by the hour, a test at a rate) against what the fit predicts there. */
import { type HeldRate, type OpenObjective, openObjectives } from "../../limits/open-objectives.ts";
import type { Policy } from "../../limits/policy.ts";
import { RUN_TO_RUN } from "../../limits/run-to-run.ts";
import type { Campaign, OpenLevel } from "../../measurement/campaign.ts";
import type { Finding } from "../../measurement/finding.ts";
import type { OpenEstimate } from "../../stats/estimate.ts";
import { formatBound, formatDuration } from "../../wording/format-duration.ts";
import { formatWithEnds } from "../../wording/format-interval.ts";
import { formatShare, formatShareBound } from "../../wording/format-share.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { tokenName } from "../../wording/token-name.ts";
import { type OpenPoint, predictOpen } from "../predict/predict-open.ts";
import type { DrawnPlatform } from "../what-if/drawn-platform.ts";

/** Each takes a solution of every draw: the least, the middle and the largest rate show what there is. */
const MOST_RATES = 3;
const MOST_DRAWS = 16;

/** Empty without open load or without a platform model. */
export function openLoadFindings(
  { openLevels = [] }: Campaign,
  draws: readonly DrawnPlatform[],
  ceiling: OpenEstimate,
  policy: Policy,
): readonly Finding[] {
  const busiest = openLevels.at(-1);
  if (busiest === undefined) return [];
  const shown = chosen(openLevels);
  const some = draws.filter((_, i) => i % Math.ceil(draws.length / MOST_DRAWS) === 0);
  const points =
    some.length === 0
      ? []
      : predictOpen(
          some,
          shown.map(({ arrivalRate }) => arrivalRate),
        );
  return [
    reached(busiest, ceiling),
    ...objectiveFindings(openObjectives(openLevels, policy)),
    ...shown.flatMap((level, i) => {
      const point = points[i];
      return point === undefined ? [] : disagreement(level, point);
    }),
  ];
}

function chosen(levels: readonly OpenLevel[]): readonly OpenLevel[] {
  if (levels.length <= MOST_RATES) return levels;
  const last = levels.length - 1;
  return [0, Math.floor(last / 2), last].map((i) => levels[i] as OpenLevel);
}

const called = ({ arrivalRate, run }: OpenLevel) =>
  `${formatThroughput(arrivalRate)}${run === "" ? "" : ` (${run})`}`;

function reached(busiest: OpenLevel, { value, low }: OpenEstimate): Finding {
  const most = value ?? low;
  const share =
    most === null || most <= 0
      ? ""
      : `, ${formatShare(busiest.arrivalRate / most)} of ${value === null ? "the highest throughput that was measured in the test" : "the ceiling"}`;
  return {
    code: "open-load",
    severity: "note",
    level: null,
    message: `Open load, no test of users, reaches ${called(busiest)}${share}; nothing is fitted to it.`,
    law: "An arrival rate is no number of users: requests come whether or not earlier ones are answered.",
    remedy: "Compare it with headroom predict --rate, and leave room for its growth.",
  };
}

function objectiveFindings(held: readonly HeldRate[]): readonly Finding[] {
  if (held.length === 0) return [];
  const each = held.map(({ objective, holds, fails }) => {
    const bound = objective.name === "errorRate" ? formatShareBound : formatBound;
    const line = `${objectiveName(objective)} ≤ ${bound(objective.bound)}`;
    if (holds === null) {
      return fails === null
        ? `${line} is too near to tell at every rate`
        : `${line} at none, not at ${formatThroughput(fails)} either`;
    }
    const above =
      fails === null ? "the largest that decides it" : `not at ${formatThroughput(fails)}`;
    return `${line} up to ${formatThroughput(holds)}, ${above}`;
  });
  return [
    {
      code: "open-load-objectives",
      severity: "note",
      level: null,
      message: `Rates at which objectives were measured to hold under open load: ${each.join("; ")}.`,
      law: "What was measured bounds a limit whatever the model; above the largest rate nothing is known.",
      remedy: "Measure the rate between one that holds and one that does not.",
    },
  ];
}

function objectiveName(objective: OpenObjective): string {
  if (objective.name === "token") return tokenName(objective);
  const names = { mean: "mean", p95: "P95", p99: "P99", errorRate: "errors" } as const;
  return names[objective.name];
}

/** The measured figure and how far it may be off: two runs differ, and a bucket has two ends. */
function measuredOf({ responseTime, percentileBounds }: OpenLevel) {
  const { mean, p95 } = responseTime;
  const bounds = percentileBounds?.p95;
  if (bounds !== undefined) {
    const [from, to] = bounds;
    return { name: "p95" as const, low: from, high: to ?? Number.POSITIVE_INFINITY };
  }
  if (p95 !== undefined) {
    const noise = 1 + RUN_TO_RUN.percentile;
    return { name: "p95" as const, low: p95 / noise, high: p95 * noise };
  }
  const noise = 1 + RUN_TO_RUN.mean;
  return mean === undefined
    ? null
    : { name: "mean" as const, low: mean / noise, high: mean * noise };
}

/** Half of the plausible platforms say that it cannot be served at all. */
const REFUTED = 0.5;

function disagreement(level: OpenLevel, point: OpenPoint): readonly Finding[] {
  const finding = (message: string): Finding => ({
    code: "open-load-disagrees",
    severity: "warning",
    level: null,
    message,
    law: "A platform that is fitted to a test must also say what was seen elsewhere, where mix, data and caches are alike.",
    remedy:
      "See what differs from the test: mix of endpoints, size of the data, warm caches, other machines; test with the mix of production, or correct the model.",
  });
  const at = called(level);
  if (point.sustained < REFUTED || point.responseTime === null) {
    return [
      finding(
        `${at} was served, and ${point.responseTime === null ? "every" : "most"} platform that fits the test would be overrun by it.`,
      ),
    ];
  }
  const measured = measuredOf(level);
  if (measured === null) return [];
  const predicted = point.responseTime[measured.name];
  if (predicted.low <= measured.high && predicted.high >= measured.low) return [];
  const figure = measured.name === "p95" ? "P95" : "the mean";
  const seen = Number.isFinite(measured.high)
    ? `between ${formatDuration(measured.low)} and ${formatDuration(measured.high)}`
    : `above ${formatDuration(measured.low)}`;
  return [
    finding(
      `At ${at} ${figure} was ${seen}; predicted from the test: ${formatWithEnds(predicted, formatDuration)}.`,
    ),
  ];
}
