import type {
  CapacityVerdict,
  ComparedFigure,
  Comparison,
} from "../../planning/compare/compare-result.ts";
import type { Interval } from "../../stats/estimate.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatWithEnds } from "../../wording/format-interval.ts";
import { formatRelative, formatShare, formatShareBound } from "../../wording/format-share.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatCount, formatUserList, formatUsers } from "../../wording/format-users.ts";
import { inLoads } from "../../wording/in-loads.ts";
import { textTable } from "../../wording/text-table.ts";

const verdicts: Readonly<Record<CapacityVerdict, string>> = {
  lost: "LOST",
  gained: "GAINED",
  "no difference": "NO DIFFERENCE",
  "cannot tell": "CANNOT TELL",
};

/** "LOST: from main to branch" */
export function compareHeadline({ verdict, before, after }: Comparison): string {
  return `${verdicts[verdict]}: capacity from ${before.name} to ${after.name}`;
}

export const figuresHeader = ["figure", "before", "after", "change (90 % interval)", "sure"];

/** What `headroom compare` prints: the verdict, its reasons, every figure, how sharp it is. */
export function compareText(comparison: Comparison): string {
  const { reasons, remedy, capacity, times, demand, peak, noise } = comparison;
  const { tolerance, falseAlarms, smallestLoss } = comparison;
  const table = (list: readonly ComparedFigure[]) => textTable(figuresHeader, list.map(figureRow));
  const peakOf = ({ users, throughput }: Comparison["peak"]["before"]) =>
    `${formatThroughput(throughput)} at ${formatUsers(users)}`;
  return [
    compareHeadline(comparison),
    ...reasons.map((reason) => `  ${reason}`),
    ...(remedy === null ? [] : [`Remedy: ${remedy}`]),
    "",
    "Capacity",
    table(capacity),
    `Highest throughput: ${peakOf(peak.before)} before, ${peakOf(peak.after)} after`,
    ...(capacity.some(({ figure }) => figure === "breakingPoint")
      ? [
          "The breaking point is read off the measured levels; that of headroom plan follows the explanations.",
        ]
      : []),
    ...(times.length === 0 ? [] : ["", "Response times", table(times)]),
    ...(demand.length === 0 ? [] : ["", "Demand: response times at light load", table(demand)]),
    "",
    `Tolerance ${formatShareBound(tolerance)}; smallest loss found with 90 % power ${formatShare(smallestLoss)}; ` +
      `false alarms at most ${formatShareBound(falseAlarms)} over all figures of capacity (Holm).`,
    noise.repeats === 0
      ? "Noise from run to run: the usual one, since no load was repeated within a campaign."
      : `Noise from run to run: ${formatRelative(Math.sqrt(noise.variance) - 1)} beside the usual one, by ${formatCount(noise.repeats)} repeated figures.`,
  ].join("\n");
}

const names: Readonly<Record<ComparedFigure["figure"], string>> = {
  throughput: "throughput",
  pastKnee: "throughput past the knee",
  breakingPoint: "breaking point",
  mean: "mean",
  p95: "P95",
  demand: "demand",
};

/** Beyond so many loads their ends are said. */
const MANY_LOADS = 16;

/** "throughput at 300 users", "breaking point", "demand of GET /goals" */
export function figureName({ figure, users, endpoint }: ComparedFigure): string {
  if (figure === "breakingPoint") return names[figure];
  if (figure === "demand") return endpoint ?? "all requests";
  const loads = users.length > MANY_LOADS ? inLoads(users) : formatUserList(users);
  return `${names[figure]} at ${loads}`;
}

export function figureRow(compared: ComparedFigure): readonly string[] {
  const { figure, before, after, atLeast, change, outcome } = compared;
  const format = formatOf(figure);
  const side = (value: number, bound: boolean) => `${bound ? "above " : ""}${format(value)}`;
  return [
    figureName(compared),
    side(before, atLeast.before),
    side(after, atLeast.after),
    change === null ? "not known" : changeInWords(change, atLeast),
    outcome === "not sure" ? "" : outcome,
  ];
}

/** Of a side that is only known to lie above, one end of the interval is all that is known. */
function changeInWords(change: Interval, atLeast: ComparedFigure["atLeast"]): string {
  if (atLeast.after) return `at least ${formatRelative(change.low)}`;
  if (atLeast.before) return `at most ${formatRelative(change.high)}`;
  return formatWithEnds(change, formatRelative);
}

function formatOf(figure: ComparedFigure["figure"]): (value: number) => string {
  if (figure === "breakingPoint") return formatUsers;
  if (figure === "throughput" || figure === "pastKnee") return formatThroughput;
  return formatDuration;
}
