/** A policy: the zones, objectives and safety factors that a team has agreed on. */
import type { ResponseTimes, TokenTimes } from "../measurement/campaign.ts";
import type { PerSecond, Seconds, Share } from "../units.ts";

/** A load is in the first zone whose bounds both hold. */
export interface ZoneBound {
  readonly name: "green" | "yellow" | "orange";
  readonly p95: Seconds;
  readonly errorRate: Share;
}

export interface Objectives {
  readonly mean?: Seconds;
  readonly p95?: Seconds;
  readonly p99?: Seconds;
  readonly errorRate?: Share;
}

/** Times at most, e.g. `{ ttft: { p95: 0.5 } }`; of answers that are streamed token by token. */
export type TokenObjectives = { readonly [of in keyof TokenTimes]: ResponseTimes };

export interface Policy {
  /** Green, yellow, orange in this order; past orange is red. */
  readonly zones: readonly ZoneBound[];
  readonly redLine: { readonly p95: Seconds; readonly errorRate: Share };
  readonly objectives: Objectives;
  readonly tokenObjectives?: TokenObjectives;
  readonly safeLimit: {
    /** The breaking point is divided by this. */
    readonly safetyFactor: number;
    /** Least probability with which all objectives must hold. */
    readonly confidence: Share;
    /** The safe limit is rounded down to a multiple of this many users. */
    readonly roundTo: number;
  };
  readonly rateLimit: { readonly safetyFactor: number; readonly roundTo: PerSecond };
  /** Largest share of requests that a rate limit may turn away at a load that counts as held. */
  readonly refused: Share;
}

/** The defaults of the design: the reference report's own zones and targets. */
export const defaultPolicy: Policy = {
  zones: [
    { name: "green", p95: 0.1, errorRate: 0.001 },
    { name: "yellow", p95: 0.5, errorRate: 0.01 },
    { name: "orange", p95: 2, errorRate: 0.05 },
  ],
  redLine: { p95: 2, errorRate: 0.05 },
  objectives: { mean: 0.5, p95: 2, p99: 3, errorRate: 0.01 },
  safeLimit: { safetyFactor: 1.2, confidence: 0.9, roundTo: 10 },
  rateLimit: { safetyFactor: 1.25, roundTo: 5 },
  refused: 0.01,
};
