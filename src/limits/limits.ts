/** Limits, zones and curves as plain data: what the report, the charts and `--json` show. */
import type { Basis, Estimate, OpenEstimate, Threshold } from "../stats/estimate.ts";
import type { Share } from "../units.ts";
import type { TokenLimit } from "./token-limits.ts";

export type ZoneName = "green" | "yellow" | "orange" | "red";

/** The platform predicted at one load. */
export interface CurvePoint {
  readonly users: number;
  readonly throughput: Estimate;
  /** Successful completions per second. */
  readonly goodput: Estimate;
  readonly responseTime: {
    readonly mean: Estimate;
    readonly p50: Estimate;
    readonly p90: Estimate;
    readonly p95: Estimate;
    readonly p99: Estimate;
  };
  /** Background and load-driven errors; incidents and refusals (429) are not in it. */
  readonly errorRate: Estimate;
  /** Share of requests refused by a rate limit; 0 without one. */
  readonly refusedShare: Estimate;
  /** Share of the time that a server is busy, by station. */
  readonly utilization: Readonly<Record<string, Estimate>>;
  readonly zone: ZoneName;
}

/**
 * None of them contradicts a trusted measured level of the platform as it is: what the levels leave
 * is given, what they only bound has the basis `at least`, what nothing is left of is `withheld`.
 */
export interface Limits {
  /** X_max·(Z + R_0): where the light-load line meets the ceiling. */
  readonly knee: Threshold;
  readonly peak: { readonly users: Threshold; readonly throughput: OpenEstimate };
  /** First crossing of the policy's red line. */
  readonly breakingPoint: Threshold & { readonly crossedBy: "p95" | "errorRate" | null };
  /** A decision, not an estimate. `value` 0: no load holds the objectives. */
  readonly safeLimit: {
    readonly value: number;
    readonly rule: string;
    readonly limitedBy: string;
    /** P(all objectives hold) at the value. */
    readonly confidence: Share;
    /** How many draws that probability was counted over: it is no finer. */
    readonly draws: number;
  };
  readonly rateLimit: {
    /** Null where the ceiling is not known: no share of an unknown can be taken. */
    readonly value: number | null;
    /** What the ceiling rests on. */
    readonly basis: Basis;
    readonly rule: string;
    /** Users at which it starts to refuse. */
    readonly refusesFrom: Threshold;
  };
  /** The safe limit and the rate limit in one: no more users than send what the rate limit lets in. */
  readonly recommended: {
    /** Users; 0: none. */
    readonly value: number;
    readonly rule: string;
    /** The safe limit, or the rate limit where that is reached first. */
    readonly limitedBy: string;
  };
  /** Of the objectives on tokens, by the measured levels; absent where the policy sets none. */
  readonly tokenLimits?: readonly TokenLimit[];
}

/** Where a zone begins and ends; the edges are thresholds with intervals. */
export interface Zone {
  readonly name: ZoneName;
  readonly from: Threshold | null;
  readonly to: Threshold | null;
}
