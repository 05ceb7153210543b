/** What the launch gate says about one load. */
import type { Estimate } from "../stats/estimate.ts";
import type { Share } from "../units.ts";
import type { TokenLimit } from "./tokens/token-limits.ts";

export interface ObjectiveCheck {
  /** `refused`: of a platform with a rate limit of its own, what the policy lets that turn away. */
  readonly name: "mean" | "p95" | "p99" | "errorRate" | "refused";
  /** Seconds, or a share for `errorRate` and `refused`. */
  readonly limit: number;
  readonly predicted: Estimate;
  /** P(this objective holds at this load). */
  readonly probability: Share;
}

export interface TokenCheck extends TokenLimit {
  /** By the measured levels: `unknown` between a load that holds it and one that does not, or above all. */
  readonly verdict: "holds" | "fails" | "unknown";
}

export interface CheckResult {
  readonly users: number;
  /** `unknown`: the data fix neither answer at the confidence asked for. */
  readonly verdict: "pass" | "fail" | "unknown";
  /** P(all objectives hold at this load). */
  readonly probability: Share;
  /** How many draws the probabilities were counted over: they are no finer. */
  readonly draws: number;
  readonly objectives: readonly ObjectiveCheck[];
  /** Present where the measured loads do not reach so far: the probabilities are the models' word alone. */
  readonly unreached?: true;
  /** Objectives on tokens, of which no probability is known; absent where the policy sets none. */
  readonly tokens?: readonly TokenCheck[];
  /** Users; 0 where no load holds the objectives. */
  readonly safeLimit: number;
  /** Sentences, the deciding one first. */
  readonly reasons: readonly string[];
  /** What to measure or change, or null where there is nothing to do. */
  readonly remedy: string | null;
}
