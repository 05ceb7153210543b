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

export interface LimitExplanation extends Explained<LimitUnit> {
  readonly limit: ExplainedLimit;
}

/** Why a printed number is what it is. */
export interface Explained<Unit extends LimitInput["unit"]> {
  readonly title: string;
  readonly unit: Unit;
  /** Null where it is not known or lies beyond the loads that are predicted. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly basis: Basis;
  readonly formula: string;
  readonly inputs: readonly LimitInput[];
  /** Measured figures by how far each moves the number, the strongest first. */
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
  /** Present where it was measured: neither reckoned nor decided. */
  readonly measured?: true;
}

/** A measured figure, and what it would do to a printed number if it had come out higher. */
export interface RowInfluence {
  readonly users: number;
  readonly run: string;
  readonly quantity: Quantity | "errorRate";
  /** Null for the whole level. */
  readonly endpoint: string | null;
  readonly measured: number;
  /** How much higher, as a share: as much as counting and the next run would make it differ by. */
  readonly more: Share;
  /** By how much that number then moves, in its unit. */
  readonly change: number;
}
