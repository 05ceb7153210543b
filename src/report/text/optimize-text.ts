import type { OptimizeResult, SetOutcome } from "../../planning/optimize/optimize-result.ts";
import type { SetObjective } from "../../planning/optimize/set-objective.ts";
import { formatBound, formatDuration } from "../../wording/format-duration.ts";
import { formatShort } from "../../wording/format-interval.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatProbability } from "../../wording/format-probability.ts";
import { formatShare, formatShareBound } from "../../wording/format-share.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { textTable } from "../../wording/text-table.ts";
import { thingIs } from "../../wording/thing-is.ts";
import { measuresFirst, orderLines } from "../work/order-lines.ts";
import { isPriced, sizeLines } from "../work/size-lines.ts";

/** What `headroom optimize` prints: the order of work, the cheapest set, sizes, what more buys. */
export function optimizeText(result: OptimizeResult): string {
  const { best, failing, assumptions, verdict, order, sizes } = result;
  const needed = verdict !== "nothing needed";
  return [
    ...orderLines(order),
    "",
    ...sizeLines(sizes),
    ...(needed && result.sets > 1 ? ["", ...finding(result), ...restsOn(best, result.draws)] : []),
    ...paretoLines(result),
    ...(failing.length === 0 || !needed
      ? []
      : [
          "",
          verdict === "no set holds" ? "How others fail:" : "Why cheaper sets fail:",
          ...failing.map((set) => `  ${howItFails(set, result)}`),
        ]),
    "",
    ...assumptions.map((line) => `  Assumed: ${line}`),
  ].join("\n");
}

/** What hours and money buy; nothing where there is one choice only. */
function paretoLines({ pareto, draws, sizes }: OptimizeResult): readonly string[] {
  if (pareto.length < 2) return [];
  const { currency } = sizes;
  // Sizes are titled as levers are typed: "db.cores=8".
  const priced = (titles: readonly string[]) =>
    titles.every((title) => isPriced(title.split("=")[0] ?? "", sizes));
  const rows = pareto.map(({ titles, hours: cost, monthly, probability }) => [
    hours(cost),
    ...(currency === null
      ? []
      : [
          priced(titles)
            ? `${formatNumber(monthly ?? 0).replace(/\.0+$/, "")} ${currency}`
            : "not told",
        ]),
    formatProbability(probability, draws),
    setName(titles),
  ]);
  const header = ["hours", ...(currency === null ? [] : ["a month"]), "all hold with", "what"];
  return [
    "",
    "What more buys; nothing else is better in all of these:",
    ...indented(textTable(header, rows)),
  ];
}

function finding(result: OptimizeResult): string[] {
  const { verdict, best, front, users, asked, draws, maxCost, sets, order } = result;
  const load = formatUsers(users);
  const chance = formatProbability(best.probability, draws);
  const isSecond = measuresFirst(order);
  const allowed = maxCost === null ? "" : ` of at most ${hours(maxCost)}`;
  const had = `The best that can be had${isSecond ? " then" : ""} is`;
  switch (verdict) {
    case "nothing needed":
      return [`Nothing is needed: at ${load} all objectives hold with ${chance} as it is.`];
    case "found":
      return [
        `${setName(best.titles)}, ${hours(best.cost)}: ${isSecond ? "without measuring first, " : ""}the cheapest of ${sets} sets that holds ${load}, all objectives with ${chance}.`,
        ...idleLine(best),
      ];
    case "no set holds":
      return [
        `${isSecond ? "Without measuring first, no" : "No"} set of improvements${allowed} holds ${load} with ${formatShare(asked)}.`,
        front.length === 0
          ? `None comes near: none reaches 5 %. Nearest is, at ${hours(best.cost)}:`
          : best.names.length === 0
            ? `${had} the platform as it is: all objectives hold with ${chance}.`
            : `${had} ${setName(best.titles)}, ${hours(best.cost)}: all objectives hold with ${chance}.`,
        howItFails(best, result),
      ];
  }
}

function idleLine({ idle, names, titles }: SetOutcome): string[] {
  if (idle.length === 0) return [];
  const named = idle.map((name) => titles[names.indexOf(name)]).join(", ");
  return [`${named} acts on nothing that a likely explanation has.`];
}

/** "If the first is true (96 %), all objectives hold with 97 %; …" */
function restsOn({ perHypothesis }: SetOutcome, draws: number): string[] {
  if (perHypothesis.length < 2) return [];
  const lines = perHypothesis
    .toSorted((a, b) => b.weight - a.weight)
    .map(
      ({ title, weight, probability }) =>
        `  ${title} (${weight < 0.001 ? "below 0.1 %" : formatShare(weight)}): ${formatProbability(probability, draws)}`,
    );
  return ["All objectives hold, if this is true:", ...lines];
}

/** "Pool + indexes, 10 h: P95 1.4 s (0.9–2.0) at 800 users, the event loop is the wall (3 %)." */
function howItFails(
  { titles, cost, objectives, wall, probability }: SetOutcome,
  { users, draws }: OptimizeResult,
): string {
  const worst = objectives[0];
  const at =
    worst === undefined
      ? ""
      : ` ${names[worst.name]} ${formatShort(worst.predicted, formatOf(worst.name))} at ${formatUsers(users)} where ${boundOf(worst.name)(worst.limit)} is allowed,`;
  return `${setName(titles)}, ${hours(cost)}:${at} ${thingIs(wall)} the wall; all hold with ${formatProbability(probability, draws)}.`;
}

const names: Readonly<Record<SetObjective, string>> = {
  mean: "mean",
  p95: "P95",
  p99: "P99",
  errorRate: "errors",
  refusedShare: "refused requests",
};

const isShare = (name: SetObjective) => name === "errorRate" || name === "refusedShare";

const formatOf = (name: SetObjective) =>
  isShare(name) ? (value: number) => formatShare(value) : (value: number) => formatDuration(value);

const boundOf = (name: SetObjective) => (isShare(name) ? formatShareBound : formatBound);

/** More than this are counted, not listed. */
const MOST_LISTED = 5;

function setName(titles: readonly string[]): string {
  if (titles.length === 0) return "The platform as it is";
  if (titles.length <= MOST_LISTED) return titles.join(" + ");
  const shown = titles.slice(0, 2).join(", ");
  return `${titles.length} improvements together (${shown} and ${titles.length - 2} more)`;
}

function hours(cost: number): string {
  return `${formatNumber(cost).replace(/\.0+$/, "")} h`;
}

const indented = (text: string) => text.split("\n").map((line) => `  ${line}`);
