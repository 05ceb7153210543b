import type { Seconds, Share } from "../units.ts";
import type { AnalyticTask, SimulatedTask, SweepDesign } from "./sweep-study.ts";

/** A grid file as it was read: the platforms and what else its names stand for are still to come. */
export interface SweepGrid {
  readonly title: string;
  readonly design: SweepDesign;
  /** Of simulated cells; null: the seed of the command line. */
  readonly seeds: readonly number[] | null;
  readonly task: AnalyticTask | Omit<SimulatedTask, "controls" | "seeds">;
  readonly models: SweptModels;
  /** Draws of the posterior of each hypothesis; null: its unknowns at their medians. */
  readonly draws: number | null;
  /** Profile file whose clients, limits and incidents hold in every simulated cell. */
  readonly profile: string | null;
  /** Null: the policy's. */
  readonly redLine: { readonly p95: Seconds; readonly errorRate: Share } | null;
}

/** One model file, its unknowns at the medians of their priors; or hypotheses of the workspace, fitted. */
export type SweptModels =
  | { readonly file: string }
  | { readonly hypotheses: "all" | "likeliest" | readonly string[] };
