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
    ...(sizes.currency === null ? [] : [moneyOf(one, sizes.currency)]),
  ]);
  const header = ["one size alone", "today", "the smallest that holds", "all hold with"];
  const table = textTable(sizes.currency === null ? header : [...header, "a month"], rows);
  return [
    togetherSentence(sizes),
    marginSentence(sizes),
    ...table.split("\n").map((line) => `  ${line}`),
  ];
}

/** What `check` asks of a launch beside the objectives is asked of sizes, too. */
const marginSentence = ({ marginUsers }: SizesResult) =>
  `Sizes hold the objectives and keep the policy's margin: a breaking point of ${formatUsers(marginUsers)} or more in the median.`;

export function togetherSentence({ together, currency, draws }: SizesResult): string {
  if (together === null) return "No sizes that were tried hold it together.";
  const words = Object.entries(together.sizes)
    .map(([lever, size]) => `${lever}=${size}`)
    .join(", ");
  const rule =
    currency === null
      ? "the fewest machines, a replica counted as one core; state prices: for the cheapest"
      : `the cheapest, ${formatNumber(together.monthly)} ${currency} a month, ${signed(together.more)} ${currency} against today`;
  return `Sizes that hold it together: ${words}, with ${formatProbability(together.probability, draws)} (${rule}).`;
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
  return `none up to ${searchedTo}${idle}`;
}

function moneyOf({ monthly }: SmallestSize, currency: string): string {
  return monthly === null ? "–" : `${signed(monthly)} ${currency}`;
}

const signed = (value: number) =>
  `${value < 0 ? "−" : "+"}${formatNumber(Math.abs(value)).replace(/\.0+$/, "")}`;
