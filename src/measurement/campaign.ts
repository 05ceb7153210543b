/** A campaign: the set of load levels measured on one system in one state. */

import type { PerSecond, Seconds, Share } from "../units.ts";
import type { Counted } from "./counted.ts";
import type { FailureCause } from "./failure-cause.ts";
import type { Finding } from "./finding.ts";

/** `estimated` values are shown but never enter a fit. */
export type Quality = "measured" | "estimated";

/** Response times of one level or one endpoint; what was not measured is absent. */
export interface ResponseTimes {
  readonly mean?: Seconds;
  readonly p50?: Seconds;
  readonly p90?: Seconds;
  readonly p95?: Seconds;
  readonly p99?: Seconds;
  readonly max?: Seconds;
}

/** Times of an answer that is streamed token by token, as language models give theirs. */
export interface TokenTimes {
  /** From the request to the first token (TTFT). */
  readonly ttft?: ResponseTimes;
  /** Mean time per token after the first, of one answer (TPOT). */
  readonly tpot?: ResponseTimes;
  /** Between two tokens, over the tokens of all answers (ITL). */
  readonly itl?: ResponseTimes;
}

export const tokenTimeNames = [
  "ttft",
  "tpot",
  "itl",
] as const satisfies readonly (keyof TokenTimes)[];

/** One measured load. */
export interface Level {
  /** Users N present in the test; the mean over the window where they changed in it. */
  readonly users: number;
  /** The most users at once, where `users` is such a mean; absent where users were held. */
  readonly mostUsers?: number;
  /** Tells repeated measurements of one level apart; "" where there is one. */
  readonly run: string;
  /** Length of the measured window, ramp included. */
  readonly duration?: Seconds;
  /** Users started per second until all N are there. */
  readonly spawnRate?: PerSecond;
  readonly requests?: number;
  readonly failures?: number;
  /** Completions per second; which, `throughputOf` says. */
  readonly throughput?: PerSecond;
  /** What throughput counts; where it is not said, see `throughputCounts`. */
  readonly throughputOf?: Counted;
  readonly responseTime: ResponseTimes;
  /** Whose times these are; where it is not said, see `timesCount`. */
  readonly timesOf?: Counted;
  /** Absent where answers are not streamed by token. */
  readonly tokenTimes?: TokenTimes;
  readonly quality: Quality;
  readonly note: string;
}

/** One endpoint at one level. */
export interface EndpointLevel {
  readonly users: number;
  readonly run: string;
  readonly method: string;
  readonly path: string;
  readonly requests?: number;
  readonly failures?: number;
  readonly responseTime: ResponseTimes;
  readonly quality: Quality;
  readonly note: string;
}

/** How often one kind of error was seen; an empty path is an error that was not located. */
export interface FailureCount {
  readonly users: number;
  readonly run: string;
  readonly method: string;
  readonly path: string;
  readonly error: string;
  readonly count: number;
  /** What causes it, where that was stated; else the text of the error tells, see `causeOf`. */
  readonly cause?: FailureCause;
  readonly note: string;
}

/** A slice of one level's window, in the order of time: shows drift, warm-up and stalls. */
export interface SeriesSlice {
  readonly users: number;
  readonly run: string;
  /** End of the slice, counted from the start of the window; it begins where the last one ended. */
  readonly end: Seconds;
  /** Completions per second in the slice, 0 in a stall. */
  readonly throughput: PerSecond;
  /** Mean response time of what was completed in the slice; absent where nothing was. */
  readonly mean?: Seconds;
}

/** What was watched of one part of the platform while a level ran; what was not watched is absent. */
export interface TelemetryRow {
  readonly users: number;
  readonly run: string;
  /** Station or pool of the model, e.g. "database" or "connections"; or the name of a span. */
  readonly what: string;
  /** Share of its capacity in use, as it was watched; above 1 it contradicts itself. */
  readonly utilization?: Share;
  /** Mean number of connections, workers or servers in use. */
  readonly inUse?: number;
  /** Mean number of requests that wait for it. */
  readonly waiting?: number;
  /** Mean time that a request spends there: the length of its span. */
  readonly mean?: Seconds;
  readonly note: string;
}

/** Percentiles that are known to a bucket of a histogram: from, and up to (null: the last has no end). */
export type PercentileBounds = {
  readonly [percentile in "p50" | "p90" | "p95" | "p99"]?: readonly [Seconds, Seconds | null];
};

/**
 * Requests that came at a rate, whoever sent them: production traffic by time of day, or an open test.
 * There is no number of users, so that it is no level: nothing is fitted to it, predictions are held
 * against it.
 */
export interface OpenLevel {
  /** λ, requests per second. */
  readonly arrivalRate: PerSecond;
  /** What it was called, or the time of day. */
  readonly run: string;
  readonly duration?: Seconds;
  readonly requests?: number;
  readonly failures?: number;
  readonly throughput?: PerSecond;
  readonly responseTime: ResponseTimes;
  readonly percentileBounds?: PercentileBounds;
  readonly tokenTimes?: TokenTimes;
  readonly note: string;
}

export interface Campaign {
  readonly name: string;
  /** Ascending in users, then run. */
  readonly levels: readonly Level[];
  readonly endpoints: readonly EndpointLevel[];
  readonly failures: readonly FailureCount[];
  /** Absent where only totals were kept; ascending in users, run, then time. */
  readonly series?: readonly SeriesSlice[];
  /** What was watched beside the load generator; absent where nothing was. Ascending in users, then run. */
  readonly telemetry?: readonly TelemetryRow[];
  /** Open load beside the levels, ascending in rate; absent where there was none. */
  readonly openLevels?: readonly OpenLevel[];
  /** What the importers noticed of the files; absent where there is nothing to say. */
  readonly notices?: readonly Finding[];
}
