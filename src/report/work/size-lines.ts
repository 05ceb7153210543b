/** The sizes that hold a target, in sentences and a table. */
import type { SizesResult } from "../../planning/optimize/sizes/sizes.ts";
import type { SmallestSize } from "../../planning/optimize/sizes/smallest-sizes.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatProbability } from "../../wording/format-probability.ts";
import { formatShare } from "../../wording/format-share.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { textTable } from "../../wording/text-table.ts";

/** "Sizes that hold it: api.replicas=2, db.cores=4, with 96 %.", then each alone. */
export function sizeLines(sizes: SizesResult): readonly string[] {
  const rows = sizes.each.map((one) => [
    one.lever,
    todayOf(one),
    enoughOf(one),
    one.probability === null ? "–" : formatProbability(one.probability, sizes.draws),
    ...(sizes.currency === null ? [] : [moneyOf(one, sizes, sizes.currency)]),
  ]);
  const header = ["one size alone", "today", "the smallest that holds", "all hold with"];
  const table = textTable(sizes.currency === null ? header : [...header, "a month"], rows);
  return [
    togetherSentence(sizes),
    marginSentence(sizes),
    ...table.split("\n").map((line) => `  ${line}`),
    ...(sizes.currency !== null && !isPriced("together", sizes) ? [`  ${UNPRICED}`] : []),
  ];
}

/** What a size costs is told against today's: of machines that nobody has counted any sum would do. */
export function isPriced(lever: string, { each }: Pick<SizesResult, "each">): boolean {
  return each.every(
    (one) =>
      !(PRICED_BY[lever] ?? []).includes(one.lever) ||
      one.today === null ||
      formatNumber(one.today.low) === formatNumber(one.today.high),
  );
}

const ALL = ["api.replicas", "db.cores", "db.readReplicas"] as const;
/** Whose number of today decides what another size would cost. */
const PRICED_BY: Readonly<Record<string, readonly string[]>> = {
  "api.replicas": ["api.replicas"],
  "db.cores": ["db.cores", "db.readReplicas"],
  "db.readReplicas": ["db.cores", "db.readReplicas"],
  together: ALL,
};

const UNPRICED =
  "Not all of it is priced: how many cores the database has today is not known. Say it with headroom init --db-cores N.";

/** What `check` asks of a launch beside the objectives is asked of sizes, too. */
const marginSentence = ({ marginUsers }: SizesResult) =>
  `Sizes hold the objectives and keep the policy's margin: a breaking point of ${formatUsers(marginUsers)} or more in the median.`;

export function togetherSentence(all: SizesResult): string {
  const { together, currency, draws } = all;
  if (together === null) return "No sizes that were tried hold it, all of them set.";
  const words = Object.entries(together.sizes)
    .map(([lever, size]) => `${lever}=${size}`)
    .join(", ");
  const rule =
    currency === null
      ? "the fewest machines, a replica counted as one core; state prices: for the cheapest"
      : `the cheapest, ${formatNumber(together.monthly)} ${currency} a month${isPriced("together", all) ? `, ${signed(together.more)} ${currency} against today` : ""}`;
  return `Sizes that hold it, all of them set: ${words}, with ${formatProbability(together.probability, draws)} (${rule}).`;
}

/** A size that is not known is told as the range of the plausible platforms. */
function todayOf({ lever, today }: SmallestSize): string {
  if (today === null) return lever === "rateLimit" ? "none" : "–";
  const { low, high } = today;
  return formatNumber(low, 2) === formatNumber(high, 2)
    ? formatNumber(low, 3).replace(/\.0+$/, "")
    : `${formatNumber(low, 2)}–${formatNumber(high, 2)}`;
}

function enoughOf({ lever, smallest, searchedTo, without }: SmallestSize): string {
  if (smallest !== null) return lever === "rateLimit" ? `${smallest} req/s` : String(smallest);
  if (without > 0.995) return "acts on nothing";
  const idle = without > 0.005 ? `, acts on nothing with ${formatShare(without)}` : "";
  return `none up to ${lever === "rateLimit" ? `${searchedTo} req/s` : searchedTo}${idle}`;
}

function moneyOf(
  { lever, monthly }: SmallestSize,
  sizes: Pick<SizesResult, "each">,
  currency: string,
): string {
  if (monthly === null) return "–";
  return monthly === 0 || isPriced(lever, sizes) ? `${signed(monthly)} ${currency}` : "not told";
}

const signed = (value: number) =>
  `${value < 0 ? "−" : "+"}${formatNumber(Math.abs(value)).replace(/\.0+$/, "")}`;
