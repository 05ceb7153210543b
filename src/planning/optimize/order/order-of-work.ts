/** What to do in which order so that a target is held, as plain data. */
import type { Share } from "../../../units.ts";

/** What one hypothesis makes of the work. */
export interface IfTrue {
  readonly title: string;
  readonly weight: Share;
  /** P(all objectives hold) as it is, if this is true. */
  readonly today: Share;
  /** The cheapest set that holds if it is true; else the most probable one. */
  readonly work: {
    readonly titles: readonly string[];
    readonly hours: number;
    readonly probability: Share;
  };
  /** Whether that set holds with the probability asked. */
  readonly holds: boolean;
  /** What is in use most with that set. */
  readonly wall: string;
}

export interface MeasureStep {
  readonly kind: "measure";
  /** "Rerun 300 users …", "Measure 400 users with api.replicas=x2". */
  readonly what: string;
  readonly users: number;
  readonly change: string | null;
  /** Setting up included; null where nobody knows. */
  readonly minutes: number | null;
  readonly reason: string;
  /** Which share of the doubt between the hypotheses it is expected to settle; null: another reason. */
  readonly settles: Share | null;
  /** P(target held) that can be expected of the work after it. */
  readonly probability: Share;
}

export interface ChangeStep {
  readonly kind: "change";
  readonly name: string;
  readonly title: string;
  readonly hours: number;
  /** Only where this hypothesis turns out to be true; null: in any case. */
  readonly onlyIf: string | null;
  /** P(target held) after it and all changes before it. */
  readonly probability: Share;
}

export type WorkStep = MeasureStep | ChangeStep;

/** What the policy's safe limit asks beside the objectives: a breaking point that is far enough away. */
export interface KeptMargin {
  /** As it is, users. */
  readonly safeLimit: number;
  /** What limits it, where the measured loads end before any limit and the target lies beyond them. */
  readonly unreached?: string;
  /** Up to so many users the platform may not break, on the middle draw. */
  readonly users: number;
  /** P(it does not), with the changes that are proposed in any case. */
  readonly reached: Share;
  readonly kept: boolean;
}

export interface OrderOfWork {
  readonly users: number;
  readonly asked: Share;
  /** How many draws its probabilities carry. */
  readonly draws: number;
  /** Hours allowed; null without a limit. */
  readonly hours: number | null;
  /** P(target held) as it is. */
  readonly today: Share;
  readonly steps: readonly WorkStep[];
  /** After a measurement that decides: what follows from each outcome, the likeliest first. */
  readonly outcomes: readonly IfTrue[];
  /** P(target held) after the last step. */
  readonly reached: Share;
  readonly holds: boolean;
  /** Improvements that could be chosen from. */
  readonly listed: number;
  readonly margin: KeptMargin;
  /** Hypotheses under which nothing in the list holds the target. */
  readonly untouched: readonly IfTrue[];
  /** Improvements that act on nothing that a likely hypothesis has. */
  readonly idle: readonly string[];
  /** Improvements that cost as much as another or more and gain no more under any likely hypothesis. */
  readonly dominated: readonly { readonly title: string; readonly by: string }[];
}
