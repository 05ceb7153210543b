import type {
  ExplainedChange,
  ExplainedGain,
  ExplainResult,
  Explanation,
} from "../../planning/explain/explain.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatRelative, formatShare } from "../../wording/format-share.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { textTable } from "../../wording/text-table.ts";
import { formatGain } from "../hypothesis-words.ts";

/** Names that a line shows; the rest are counted. */
const MOST_NAMES = 4;

/** Changes on which explanations differ by less than this tell nothing apart. */
const APART = 0.05;

/** What `headroom explain` prints: the explanations, what each says of every change, what tells them apart. */
export function explainText(result: ExplainResult): string {
  const { explanations, changes, tried, skipped } = result;
  return [
    headline(explanations, tried),
    "",
    ...kindsLines(result),
    ...explanations.flatMap(explanationLines),
    ...changesLines(changes),
    ...skipped.map(({ name, reason }) => `Left out: ${name}: ${reason}.`),
    ...apartLines(changes),
    "headroom explain --write puts those that were found under models/found/; with hypotheses: models/found/*.yaml in headroom.yaml a plan goes by them.",
  ].join("\n");
}

function headline(explanations: readonly Explanation[], tried: number): string {
  const good = explanations.filter(({ explains }) => explains).length;
  const count = explanations.length;
  const first =
    count === 1
      ? `One explanation leads the ${tried} that were tried by two standard errors.`
      : `${count} explanations of ${tried} that were tried predict levels left out about equally well: the data cannot tell them apart.`;
  if (good > 0) return first;
  return `${first} None follows the figures as closely as repeated runs agree: what they say of a change is rough.`;
}

function kindsLines({ kinds, estimated }: ExplainResult): string[] {
  const found =
    kinds === null
      ? "The figures show one kind of requests: none stays fast while others wait."
      : `The figures show two kinds of requests: ${names(kinds.fast)} stay fast; ${names(kinds.slow)} wait.`;
  const doubt =
    estimated.length === 0
      ? []
      : [`Some values of ${names(estimated)} are estimates: they take no part.`];
  return [found, ...doubt, ""];
}

function names(list: readonly string[]): string {
  const shown = list.slice(0, MOST_NAMES);
  const more = list.length - shown.length;
  if (more > 0) return `${shown.join(", ")} and ${more} more`;
  const last = shown.pop() ?? "none";
  return shown.length === 0 ? last : `${shown.join(", ")} and ${last}`;
}

function explanationLines(one: Explanation, i: number): string[] {
  const { sentence, weight, weightError, noise, own, worst, name } = one;
  const belief = `${formatShare(weight)} ± ${formatShare(weightError)}`;
  const worstPlace =
    worst === null ? "" : `, most at ${formatUsers(worst.users)}: ${worstWords(worst)}`;
  const whose = own ? ` (your ${name})` : "";
  return [
    `${i + 1}. ${sentence}${whose}`,
    `   Chance ${belief}. It misses the figures ${formatNumber(noise, 3)} times as much as repeated runs differ${worstPlace}.`,
    "",
  ];
}

function worstWords({ quantity, endpoint, measured, fitted }: NonNullable<Explanation["worst"]>) {
  const format = quantity === "throughput" ? formatThroughput : formatDuration;
  const what = quantity === "mean" || quantity === "throughput" ? quantity : quantity.toUpperCase();
  return `${what}${endpoint === null ? "" : ` of ${endpoint}`} ${format(measured)} measured, ${format(fitted)} fitted`;
}

function changesLines(changes: readonly ExplainedChange[]): string[] {
  const [first] = changes;
  if (first === undefined) return [];
  const header = ["", ...first.gains.map((_, i) => `${i + 1}`)];
  const rows = changes.map(({ title, gains }) => [title, ...gains.map(gainCell)]);
  return [
    "What each says that a change does to the breaking point (90 % of its draws):",
    ...textTable(header, rows)
      .split("\n")
      .map((line) => `  ${line}`),
    "",
  ];
}

function gainCell(gain: ExplainedGain | null): string {
  if (gain === null) return "not known";
  return gain.open ? `at least ${formatRelative(gain.low)}` : formatGain(gain);
}

function apartLines(changes: readonly ExplainedChange[]): string[] {
  const most = changes.reduce<ExplainedChange | null>(
    (a, b) => (a === null || b.apart > a.apart ? b : a),
    null,
  );
  if (most === null || most.apart < APART) return [];
  return [
    `They differ most on ${most.title}: a test under it tells them apart. headroom next says at which load.`,
  ];
}
