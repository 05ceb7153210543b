/** What `headroom optimize` answers, as plain data. */
import type { Interval } from "../../stats/estimate.ts";
import type { Share } from "../../units.ts";
import type { OrderOfWork } from "./order/order-of-work.ts";
import type { SetObjective } from "./set-objective.ts";
import type { SizesResult } from "./sizes/sizes.ts";

export interface SetOutcome {
  /** File names of the improvements. */
  readonly names: readonly string[];
  readonly titles: readonly string[];
  /** Hours. */
  readonly cost: number;
  /** P(all objectives hold at the load). */
  readonly probability: Share;
  /** The same if one hypothesis is true. */
  readonly perHypothesis: readonly {
    readonly name: string | null;
    readonly title: string;
    readonly weight: Share;
    readonly probability: Share;
  }[];
  /** Of each objective, what is predicted. The one that fails most comes first. */
  readonly objectives: readonly {
    readonly name: SetObjective;
    readonly limit: number;
    readonly predicted: Interval;
    readonly probability: Share;
  }[];
  /** Station or pool that is in use most at the load, on most plausible platforms. */
  readonly wall: string;
  /** Improvements that act on nothing that any likely hypothesis has. */
  readonly idle: readonly string[];
}

/** The cheapest set, and what is told beside it. */
export interface CheapestResult {
  readonly users: number;
  /** The probability asked for. */
  readonly asked: Share;
  /** How many draws its probabilities carry. */
  readonly draws: number;
  /** Hours allowed; null without a limit. */
  readonly maxCost: number | null;
  /** Sets of improvements that were considered. */
  readonly sets: number;
  /** `nothing needed`: the platform holds the objectives as it is. */
  readonly verdict: "nothing needed" | "found" | "no set holds";
  /** The cheapest set that holds; else the most probable one. */
  readonly best: SetOutcome;
  /** Each more probable than every cheaper one; by cost. */
  readonly front: readonly {
    readonly names: readonly string[];
    readonly titles: readonly string[];
    readonly cost: number;
    readonly probability: Share;
  }[];
  /** Cheaper sets that could be thought to be enough, and how they fail. */
  readonly failing: readonly SetOutcome[];
}

/** One way to hold the target, or to come nearer to it, that no other beats in all three. */
export interface ParetoPoint {
  /** Improvements or sizes; none: as it is. */
  readonly titles: readonly string[];
  /** Hours of work; a size that is set counts as none. */
  readonly hours: number;
  /** Money a month more than today; null without prices. */
  readonly monthly: number | null;
  readonly probability: Share;
}

export interface OptimizeResult extends CheapestResult {
  readonly order: OrderOfWork;
  readonly sizes: SizesResult;
  /** By hours, then money. */
  readonly pareto: readonly ParetoPoint[];
  readonly assumptions: readonly string[];
}
