import { type Estimate, isUntold, type OpenEstimate } from "../stats/estimate.ts";
import { formatEstimate, formatRange, formatShort } from "./format-interval.ts";

type Format = (value: number) => string;

/** "154 req/s, 90 % between …", "at least 5,294 req/s; not reached", "withheld: …". */
export function formatOpenEstimate(estimate: OpenEstimate, format: Format): string {
  if (isClosed(estimate)) return formatEstimate(estimate, format);
  const { basis, low, reason } = estimate;
  if (basis === "withheld") return reason === undefined ? "withheld" : `withheld: ${reason}`;
  return low === null ? "not reached" : `at least ${format(low)}; not reached`;
}

/** The same for a table: "154 req/s (149–158)", "at least 5,294 req/s", "withheld". */
export function formatOpenShort(estimate: OpenEstimate, format: Format): string {
  if (isClosed(estimate)) return formatShort(estimate, format);
  if (estimate.basis === "withheld") return "withheld";
  return estimate.low === null ? "not reached" : `at least ${format(estimate.low)}`;
}

/** The value alone: "154 req/s", "at least 5,294 req/s", "withheld". */
export function formatOpenValue(estimate: OpenEstimate, format: Format): string {
  return isClosed(estimate) ? format(estimate.value) : formatOpenShort(estimate, format);
}

/** The interval alone: "149–158 req/s", "at least 5,294 req/s", "withheld". */
export function formatOpenRange(estimate: OpenEstimate, format: Format): string {
  return isClosed(estimate) ? formatRange(estimate, format) : formatOpenShort(estimate, format);
}

/** "154 req/s, interpolated"; a figure that is not known says so itself. */
export function withBasis(text: string, estimate: OpenEstimate): string {
  return isUntold(estimate) ? text : `${text}, ${estimate.basis}`;
}

function isClosed(estimate: OpenEstimate): estimate is Estimate {
  return estimate.value !== null && estimate.low !== null && estimate.high !== null;
}
