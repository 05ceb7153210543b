/** Why a limit, or another printed figure, is what it is: for the terminal, and for what a limit opens into. */
import type { FigureExplanation } from "../planning/figure-reasons/figure-explanation.ts";
import type {
  Explained,
  LimitExplanation,
  LimitInput,
  RowInfluence,
} from "../planning/limit-reasons/limit-explanation.ts";
import { formatBound, formatDuration } from "../wording/format-duration.ts";
import { formatShort } from "../wording/format-interval.ts";
import { formatNumber, formatSigned } from "../wording/format-number.ts";
import { formatOpenShort } from "../wording/format-open-estimate.ts";
import { formatProbability } from "../wording/format-probability.ts";
import { formatRelative, formatShare, formatShareBound } from "../wording/format-share.ts";
import { formatThroughput } from "../wording/format-throughput.ts";
import { formatCount, formatUsers } from "../wording/format-users.ts";
import { zoneEnd } from "./zone-end.ts";

/** How the influence of a measured figure was found, and what it holds still. */
export const influenceMethod =
  "Each figure as much higher as two runs of one test differ: one step of the weighted refit along its tangent, with noise and the chances of the explanations held; right for small changes, rough for large ones.";

/** The same of failures that were counted. */
export const countedMethod =
  "Each level's failures higher by their own chance (their square root): the law of errors read off the counts again, on the same platforms.";

/** The same of a probability. */
export const probabilityMethod =
  "Each figure as much higher as two runs of one test differ: every platform of an explanation moves by the factor by which its best fit moves (one step of the weighted refit along its tangent), and those that hold are counted again.";

const formats: Readonly<Record<LimitInput["unit"], (value: number) => string>> = {
  users: formatUsers,
  "req/s": formatThroughput,
  s: formatDuration,
  share: (value) => formatShare(value),
  "": (value) => formatNumber(value).replace(/\.?0+$/, ""),
};

/** Decisions are written as they were typed. */
const typed: Readonly<Record<LimitInput["unit"], (value: number) => string>> = {
  ...formats,
  s: formatBound,
  share: formatShareBound,
};

/** "307 users (271–341)" */
export function reasonValue({ unit, basis, limit, ...explained }: LimitExplanation): string {
  const format = formats[unit];
  const { value, low, high } = /(?:green|yellow|orange)End/.test(limit)
    ? zoneEnd(explained)
    : explained;
  if (value !== null && low === null && high === null) return format(value);
  if (value === null && low === null) return "not within the predicted loads";
  return formatOpenShort({ value, low, high, basis }, format);
}

/** "813 ms (495 ms–1.16 s)"; a probability as finely as its draws carry. */
export function figureValue({ unit, value, low, high, draws, alone }: FigureExplanation): string {
  if (draws !== undefined) {
    const share = formatProbability(value, draws);
    return alone ? `${share} by the models alone` : share;
  }
  return low === null || high === null
    ? formats[unit](value)
    : formatShort({ value, low, high }, formats[unit]);
}

export const inputHeader = ["Input", "Value"] as const;

export function inputCells(input: LimitInput): readonly string[] {
  const { name, value, low, high, unit, draws, measured } = input;
  if (draws !== undefined) return [name, formatProbability(value, draws)];
  if (measured) return [name, formats[unit](value)];
  if (low === null) return [name, typed[unit](rounded(value))];
  if (high === null) return [name, `${formats[unit](value)} (${formats[unit](low)} or more)`];
  return [name, formatOpenShort({ value, low, high, basis: "interpolated" }, formats[unit])];
}

const rounded = (value: number) => Number(value.toPrecision(4));

export const rowHeader = [
  "Measured figure",
  "Value",
  "If higher by",
  "The limit moves by",
] as const;

export const figureRowHeader = [...rowHeader.slice(0, -1), "It moves by"] as const;

/** Rows that move it by something that shows, under `rowHeader`. */
export function rowCells({
  rows,
  unit,
  value,
}: Pick<Explained<LimitInput["unit"]>, "rows" | "unit" | "value">): readonly (readonly string[])[] {
  const least = LEAST * Math.abs(value ?? 0);
  return rows
    .filter(({ change }) => Math.abs(change) > least)
    .map((row) => [
      figureName(row),
      measuredValue(row),
      formatRelative(row.more),
      changeIn(unit, row.change),
    ]);
}

/** A thousandth of a number is less than its rounding. */
const LEAST = 0.001;

function figureName({ users, run, quantity, endpoint }: RowInfluence): string {
  const name = quantity === "errorRate" ? "errors" : quantity.replace(/^p(?=\d)/, "P");
  const of = endpoint === null ? "" : ` of ${endpoint}`;
  return `${name}${of} at ${formatUsers(users)}${run === "" ? "" : ` (${run})`}`;
}

function measuredValue({ quantity, measured }: RowInfluence): string {
  if (quantity === "errorRate") return formatShare(measured);
  return quantity === "throughput" ? formatThroughput(measured) : formatDuration(measured);
}

function changeIn(unit: LimitInput["unit"], change: number): string {
  if (unit === "req/s") return `${formatSigned(change)} req/s`;
  if (unit === "s") return `${change < 0 ? "−" : "+"}${formatDuration(Math.abs(change))}`;
  if (unit === "share") return `${formatSigned(100 * change, 2)} percentage points`;
  const size = Math.abs(change);
  if (size >= 9.95) return `${change < 0 ? "−" : "+"}${formatCount(Math.round(size))} users`;
  return `${formatSigned(Number(change.toFixed(1)))
    .replace(/0+$/, "")
    .replace(/\.$/, "")} users`;
}
