import type {
  ExpectedOutcome,
  MeasurementAdvice,
  NextResult,
} from "../../planning/next/next-result.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatShort } from "../../wording/format-interval.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatShare } from "../../wording/format-share.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatCount, formatUsers } from "../../wording/format-users.ts";
import { textTable } from "../../wording/text-table.ts";
import { upperFirst } from "../../wording/upper-first.ts";

/** With less than this to be told, bits, no run of this kind is worth its time. */
const LITTLE = 0.05;

/** What `headroom next` prints: the measurement, what it tells, what each hypothesis expects. */
export function nextText(result: NextResult): string {
  const { ranked, mostAtAnyCost, candidates, skipped, assumptions } = result;
  const best = ranked[0];
  if (best === undefined) return "There is nothing to measure.";
  return [
    ...finding(best, result),
    ...rerunLines(best, result),
    ...(result.known === null ? expectations(best) : []),
    "",
    `Best of ${candidates} measurements weighed, the one first that tells most a minute (users: one standard deviation):`,
    ...table(result).map((line) => `  ${line}`),
    ...(mostAtAnyCost === null ? [] : ["", ...atAnyCost(mostAtAnyCost, result)]),
    ...[...skipped.map(({ change, reason }) => `Left out: ${change}: ${reason}.`), ...assumptions]
      .map((line) => `  ${line}`)
      .flatMap((line, i) => (i === 0 ? ["", line] : [line])),
  ].join("\n");
}

function finding(best: MeasurementAdvice, result: NextResult): string[] {
  if (result.known !== null) {
    return [
      `Nothing needs to be measured to know ${result.question}: every plausible platform says that ${result.known}.`,
    ];
  }
  const verb = best.kind === "repeated" && best.change === null ? "Repeat" : "Measure";
  const asked = result.question === null ? "" : ` To know ${result.question}.`;
  const said = `${verb} ${placeOf(best)} next: ${minutesOf(best)}.${asked}`;
  if (best.gain < LITTLE) {
    return [`No measurement of this kind tells much more. ${said}`, whatIsTold(best, result)];
  }
  return [said, whatIsTold(best, result)];
}

/** Levels with an incident beside the best measurement: which of them is run for what. */
function rerunLines(best: MeasurementAdvice, result: NextResult): string[] {
  const { reruns, known, doubt } = result;
  const tells = ({ information, deviation }: MeasurementAdvice) =>
    `${information === null || doubt === null ? "" : `${settledShare(information, doubt)} of the doubt, `}breaking point ${knownTo(deviation, result)}`;
  return reruns.map((one) => {
    const place = placeOf(one);
    if (one.users === best.users && best.change === null) {
      return `${place} had an incident, and no other level tells more a minute: one run answers both.`;
    }
    const first = `Rerun ${place} in any case: it had an incident, and a verdict may rest on it (${minutesOf(one)}; ${tells(one)}).`;
    return one.gain >= best.gain || known !== null
      ? first
      : `${first} ${placeOf(best)} tells more (${tells(best)})${best.change === null ? "; one test can run both" : ""}.`;
  });
}

/** "300 users with pool.size=x2" */
function placeOf({ users, change }: MeasurementAdvice): string {
  return change === null ? formatUsers(users) : `${formatUsers(users)} with ${change}`;
}

function minutesOf({ minutes, change }: MeasurementAdvice): string {
  const counted = `${formatNumber(minutes).replace(/\.0+$/, "")} minutes`;
  return change === null ? counted : `${counted}, setting up included`;
}

function whatIsTold(advice: MeasurementAdvice, result: NextResult): string {
  const { doubt, breakingPoint } = result;
  const users = (value: number) => formatNumber(value, 2);
  const settled =
    advice.information === null || doubt === null
      ? null
      : `${settledShare(advice.information, doubt)} of the doubt ${result.question === null ? "between the explanations" : "about it"} is settled`;
  if (breakingPoint.deviation === 0) {
    const known = isBeyond(result)
      ? `no plausible platform breaks up to ${formatUsers(breakingPoint.searchedTo)}`
      : "all plausible platforms break at the same load";
    return `Expected: ${settled === null ? "" : `${settled}; `}${known}.`;
  }
  const [now, left] = [users(breakingPoint.deviation), users(advice.deviation)];
  const narrowed =
    now === left
      ? `the breaking point stays known to ±${now} users`
      : `the breaking point is known to ±${left} users instead of ±${now}`;
  return `Expected: ${settled === null ? "" : `${settled}, and `}${narrowed}.`;
}

/** No plausible platform breaks within the loads that were searched, so that nothing narrows. */
const isBeyond = ({ breakingPoint }: NextResult) => breakingPoint.beyond > 1 - 1e-9;

function knownTo(deviation: number, result: NextResult): string {
  return isBeyond(result) ? "not reached" : `to ±${formatNumber(deviation, 2)} users`;
}

/** "At 300 users with pool 40, nine runs of ten: …", one line a hypothesis, the likely ones first. */
function expectations(advice: MeasurementAdvice): string[] {
  const { expected, tellingFigure } = advice;
  const lines = expected
    .toSorted((a, b) => b.weight - a.weight)
    .map((one) => {
      const believed = expected.length > 1 ? ` (${weightOf(one)})` : "";
      const unchanged = one.unchanged ? "; it has nothing that the change acts on" : "";
      return `  ${upperFirst(one.title)}${believed} expects ${figureOf(one, tellingFigure)}${unchanged}.`;
    });
  return [`At ${placeOf(advice)}, nine runs of ten:`, ...lines];
}

function figureOf(one: ExpectedOutcome, telling: MeasurementAdvice["tellingFigure"]): string {
  const figures = {
    throughput: () => formatShort(one.throughput, formatThroughput),
    mean: () => `a mean of ${formatShort(one.mean, (time) => formatDuration(time))}`,
    p95: () => `P95 ${formatShort(one.p95, (time) => formatDuration(time))}`,
  };
  const others = (["p95", "mean", "throughput"] as const).filter((name) => name !== telling);
  return [telling, ...others].map((name) => figures[name]()).join(", ");
}

function table(result: NextResult): string[] {
  const { ranked, doubt } = result;
  const most = ranked[0]?.gainPerMinute ?? 0;
  const header = ["measure", "minutes", "breaking point known to", "tells a minute"];
  const rows = ranked.map((one) => [
    placeOf(one),
    formatCount(one.minutes),
    knownTo(one.deviation, result).replace(/^to /, ""),
    most > 0 ? `${Math.round((100 * one.gainPerMinute) / most)} % of the first` : "nothing",
  ]);
  const withDoubt = (row: readonly string[], cell: string) => [
    ...row.slice(0, 2),
    cell,
    ...row.slice(2),
  ];
  if (doubt === null) return textTable(header, rows).split("\n");
  return textTable(
    withDoubt(header, "doubt settled"),
    rows.map((row, i) => withDoubt(row, settledShare(ranked[i]?.information ?? 0, doubt))),
  ).split("\n");
}

function atAnyCost(most: MeasurementAdvice, result: NextResult): string[] {
  return [
    `Most of all, whatever it takes, tells ${placeOf(most)}: ${minutesOf(most)}.`,
    whatIsTold(most, result),
    ...expectations(most),
  ];
}

/** Information as a share of the doubt that there is; both in bits, which nobody plans in. */
function settledShare(information: number, doubt: number): string {
  const share = doubt > 0 ? information / doubt : 0;
  return share < 0.005 ? "under 1 %" : `${Math.round(100 * Math.min(share, 1))} %`;
}

function weightOf({ weight }: ExpectedOutcome): string {
  return weight < 0.001 ? "below 0.1 %" : formatShare(weight);
}
