/** Something that must be done, or answered for, before a launch. */
import type { AcceptedCondition } from "./accepted-condition.ts";

export interface LaunchCondition {
  /** Of the finding that it comes from, or its own: "incident-level", "above-safe-limit". */
  readonly code: string;
  /** Users of the level concerned; null when it concerns the launch. */
  readonly level: number | null;
  /** What to do. */
  readonly todo: string;
  /** Why. */
  readonly reason: string;
  /** How long it takes, where that is known: "5 min of load". */
  readonly effort: string | null;
  /** The command that shows it met. */
  readonly shownBy: string;
}

/** A condition that somebody answers for. */
export interface WaivedCondition extends LaunchCondition {
  readonly accepted: AcceptedCondition;
}

export type LaunchAnswer = "GO" | "CONDITIONAL GO" | "NO GO" | "NOT KNOWN";

export interface LaunchVerdict {
  /** `NOT KNOWN`: the data fix neither answer at the confidence asked for. */
  readonly verdict: LaunchAnswer;
  /** As it was stated: "400 users", "125 req/s". */
  readonly target: string;
  /** Users as in the test; null: no number of them amounts to the target. */
  readonly users: number | null;
  /** P(all objectives hold at that load); of a rate above the ceiling, of the draws that reach it. */
  readonly probability: number;
  readonly confidence: number;
  /** How many draws the probability was counted over: it is no finer. */
  readonly draws: number;
  /** What the target assumes, in sentences. */
  readonly assumptions: readonly string[];
  /** To be met, the gravest first. */
  readonly conditions: readonly LaunchCondition[];
  /** Conditions that somebody answers for. */
  readonly accepted: readonly WaivedCondition[];
  /** Entries under accepted: that no condition and no finding answers to. */
  readonly needless: readonly AcceptedCondition[];
}
