/** Why a figure at a load is what it is, as plain data. */
import type { Explained } from "../limit-reasons/limit-explanation.ts";

/** Figures that are printed of a load, as outputs name them. */
export const explainedFigures = [
  "throughput",
  "mean",
  "p50",
  "p90",
  "p95",
  "p99",
  "errorRate",
  "refused",
  "probability",
] as const;

export type ExplainedFigure = (typeof explainedFigures)[number];

export interface FigureExplanation extends Explained<"req/s" | "s" | "share"> {
  readonly figure: ExplainedFigure;
  readonly users: number;
  readonly value: number;
  /** Of a probability: how many draws it was counted over. */
  readonly draws?: number;
  /** Present where the measured loads do not reach so far: the probability is the models' word alone. */
  readonly alone?: true;
}
