/** What `headroom explain db.cores` prints. */
import type {
  JudgedSize,
  SizeDemand,
  SizeExplanation,
} from "../../planning/optimize/sizes/size-reasons.ts";
import { formatBound } from "../../wording/format-duration.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatProbability } from "../../wording/format-probability.ts";
import { formatShare, formatShareBound } from "../../wording/format-share.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { textTable } from "../../wording/text-table.ts";
import { inList } from "../../wording/wording.ts";

export function sizeReasonsText(sizes: readonly SizeExplanation[]): string {
  return sizes.map(oneSize).join("\n\n");
}

function oneSize(one: SizeExplanation): string {
  return [
    headline(one),
    `  ${conditionWords(one)}`,
    ...(one.judged.length === 0 ? [] : ["", ...judgedTable(one), ""]),
    ...asksOf(one).map((text) => `  ${text}`),
    ...(one.users > one.predictedTo
      ? [
          `  ${formatUsers(one.users)} lie beyond ${formatUsers(one.predictedTo)}, where predictions stop (twice the largest measured load).`,
        ]
      : []),
    ...triedOf(one).map((text) => `  ${text}`),
  ].join("\n");
}

function headline({
  lever,
  users,
  smallest,
  largest,
  judged,
  draws,
  today,
  without,
}: SizeExplanation) {
  const now = today === null ? "" : `; today ${interval(today)}`;
  const load = formatUsers(users);
  if (without > 1 - 1e-9) return `${lever} for ${load}: it acts on nothing in any explanation.`;
  if (smallest === null) {
    return `${lever} for ${load}: no size up to ${sized(lever, largest)} holds${now}.`;
  }
  const found = judged.find(({ size }) => size === smallest);
  const chance = found === undefined ? "" : `, with ${formatProbability(found.probability, draws)}`;
  return `${lever} for ${load}: ${sized(lever, smallest)}${chance}${now}.`;
}

/** What a size must do to be told. */
function conditionWords(one: SizeExplanation): string {
  const { smallest, heldUsers, marginUsers, asked } = one;
  const which =
    smallest === null
      ? "A size holds the load if"
      : `It is the smallest of ${range(one)} with which`;
  return `${which} all objectives hold at ${formatUsers(heldUsers)}${stepWords(one)} with ${formatShareBound(asked)} or more, and the platform breaks at ${formatUsers(marginUsers)} or later on the middle one of those that explain the measurements (the policy's margin).`;
}

const stepWords = ({ users, heldUsers }: SizeExplanation) =>
  users === heldUsers ? "" : ` (the whole step of the policy that ${formatUsers(users)} lie in)`;

const range = ({ lever, least, largest }: SizeExplanation) =>
  `${least} to ${sized(lever, largest)}`;

const sized = (lever: string, size: number) =>
  lever === "rateLimit" ? `${size} req/s` : String(size);

const interval = ({ low, high }: { readonly low: number; readonly high: number }) => {
  const [from, to] = [formatNumber(low, 2), formatNumber(high, 2)];
  return from === to ? from.replace(/\.0+$/, "") : `${from}–${to}`;
};

function judgedTable({ judged, draws, marginUsers, lever }: SizeExplanation): readonly string[] {
  const [first] = judged;
  const header = [
    lever,
    "all objectives",
    ...(first?.demands ?? []).map(demandWords),
    `breaks past ${formatUsers(marginUsers)}`,
    "",
  ];
  const told = (share: number) => formatProbability(share, draws);
  const rows = judged.map(({ size, probability, demands, margin, holds }: JudgedSize) => [
    sized(lever, size),
    told(probability),
    ...demands.map((one) => told(one.probability)),
    told(margin),
    holds ? "holds" : "fails",
  ]);
  return textTable(header, rows)
    .split("\n")
    .map((line) => `  ${line}`);
}

const names = {
  mean: "mean",
  p95: "P95",
  p99: "P99",
  errorRate: "errors",
  refusedShare: "turned away",
} as const;

/** "P95 ≤ 2 s" */
function demandWords({ name, limit }: Pick<SizeDemand, "name" | "limit">): string {
  const isShare = name === "errorRate" || name === "refusedShare";
  return `${names[name]} ≤ ${isShare ? formatShareBound(limit) : formatBound(limit)}`;
}

function asksOf({ asks, judged, smallest, lever, least, asked, without }: SizeExplanation) {
  const [first] = judged;
  const idle =
    without > 0.005 && without < 1 - 1e-9
      ? [`It acts on nothing in explanations that are believed with ${formatShare(without)}.`]
      : [];
  if (first === undefined) return idle;
  if (smallest === least) return ["There is no smaller size.", ...idle];
  if (asks.length === 0) return idle;
  const size = sized(lever, first.size);
  const start = smallest === null ? `Even ${size} fails` : `What asks for more than ${size}`;
  return [`${start}: ${inList(asks.map((name) => askWords(name, first, asked)))}.`, ...idle];
}

function askWords(
  name: SizeExplanation["asks"][number],
  judged: JudgedSize,
  asked: number,
): string {
  if (name === "margin")
    return "the policy's margin, which more than half of the platforms have to keep";
  const demand = judged.demands.find((one) => one.name === name);
  if (demand === undefined) return name;
  // Each by itself may hold where all at once do not.
  return `${demandWords(demand)}${demand.probability < asked ? "" : ", which with the others does not hold often enough"}`;
}

function triedOf({ tried, lever }: SizeExplanation): readonly string[] {
  const of = (on: "few" | "all") =>
    [...new Map(tried.filter((one) => one.on === on).map((one) => [one.size, one.holds]))].map(
      ([size, holds]) => `${size} ${holds ? "✓" : "✗"}`,
    );
  const [few, all] = [of("few"), of("all")];
  if (few.length + all.length === 0) return [];
  return [
    `Tried${lever === "rateLimit" ? ", req/s" : ""}: on a few platforms of each explanation ${few.join(", ") || "none"}; on all of them ${all.join(", ") || "none"}.`,
  ];
}
