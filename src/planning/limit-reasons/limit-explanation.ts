/** Why a limit is what it is, as plain data: formula, inputs, rows that move it, ends of its interval. */
import type { Quantity } from "../../calibration/quantity.ts";
import type { Basis } from "../../stats/estimate.ts";
import type { Share } from "../../units.ts";

export const explainedLimits = [
  "saturation",
  "ceiling",
  "breakingPoint",
  "safeLimit",
  "rateLimit",
  "recommended",
  "greenEnd",
  "yellowEnd",
  "orangeEnd",
] as const;

export type ExplainedLimit = (typeof explainedLimits)[number];

export type LimitUnit = "users" | "req/s";

export interface LimitExplanation {
  readonly limit: ExplainedLimit;
  readonly title: string;
  readonly unit: LimitUnit;
  /** Null where it is not known or lies beyond the loads that are predicted. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly basis: Basis;
  readonly formula: string;
  readonly inputs: readonly LimitInput[];
  /** Measured figures by how far each moves the limit, the strongest first. */
  readonly rows: readonly RowInfluence[];
  /** Sentences: what the ends of the interval are, and what each explanation says. */
  readonly ends: readonly string[];
}

export interface LimitInput {
  readonly name: string;
  readonly value: number;
  /** Of the 90 % interval; null where the input is measured or a decision, the upper end alone where it is open. */
  readonly low: number | null;
  readonly high: number | null;
  readonly unit: LimitUnit | "s" | "share" | "";
  /** Of a probability: how many draws it was counted over. */
  readonly draws?: number;
}

/** A measured figure, and what it would do to a limit if it had come out higher. */
export interface RowInfluence {
  readonly users: number;
  readonly run: string;
  readonly quantity: Quantity;
  /** Null for the whole level. */
  readonly endpoint: string | null;
  readonly measured: number;
  /** How much higher, as a share: as much as counting and the next run would make it differ by. */
  readonly more: Share;
  /** By how much the limit then moves, in its unit. */
  readonly change: number;
}
