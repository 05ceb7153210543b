import type { FittedParameter, HypothesisResidual } from "../planning/plan/plan-result.ts";
import { formatDuration } from "../wording/format-duration.ts";
import { formatShort } from "../wording/format-interval.ts";
import { formatNumber } from "../wording/format-number.ts";
import { formatRelative, formatShare } from "../wording/format-share.ts";
import { formatThroughput } from "../wording/format-throughput.ts";

/** The cells of one residual: users, figure, measured, fitted, error, left out, its error. */
export function residualCells(residual: HypothesisResidual): string[] {
  const { users, run, quantity, endpoint, measured, fitted, leftOut } = residual;
  const format = quantity === "throughput" ? formatThroughput : formatDuration;
  return [
    run === "" ? String(users) : `${users} (${run})`,
    endpoint === null ? quantity : `${quantity} of ${endpoint}`,
    format(measured),
    format(fitted),
    formatRelative(fitted / measured - 1),
    leftOut === null ? "–" : format(leftOut),
    leftOut === null ? "–" : formatRelative(leftOut / measured - 1),
  ];
}

export const residualHeader = [
  "users",
  "figure",
  "measured",
  "fitted",
  "error",
  "level left out",
  "error then",
] as const;

/** "12.3 ms (10.1–15.4)", "18.4 connections (11.2–39.6)" */
export function formatParameter(parameter: FittedParameter): string {
  return formatShort(parameter, (value) => withUnit(value, parameter.unit));
}

/** The cells of one parameter: name, value with interval, how much was learned, meaning. */
export function parameterCells(parameter: FittedParameter): string[] {
  return [
    parameter.name,
    formatParameter(parameter),
    formatShare(parameter.learned),
    parameter.meaning,
  ];
}

export const parameterHeader = [
  "parameter",
  "value (90 % interval)",
  "learned",
  "meaning",
] as const;

function withUnit(value: number, unit: string): string {
  if (unit === "s") return formatDuration(value);
  // A plain number is often a count: "18", not "18.0".
  if (unit === "") return formatNumber(value).replace(/\.0+$/, "");
  return `${formatNumber(value)} ${unit}`;
}
