/** A load-test run as an importer read it: what was measured, over which window, and what to distrust. */
import type { PercentileBounds, ResponseTimes, TokenTimes } from "../measurement/campaign.ts";
import type { Counted } from "../measurement/counted.ts";
import type { Finding } from "../measurement/finding.ts";
import type { PerSecond, Seconds } from "../units.ts";
import type { FormatName } from "./formats/format-name.ts";
import type { Parsed, Problem } from "./problem.ts";

/** A file's name (with its folder, where known) and its decoded text. */
export interface SourceText {
  readonly name: string;
  readonly text: string;
}

/** What a planner may add to the files. */
export interface ImportOptions {
  /** Users N of a run whose files do not tell. Never overrides what a file says. */
  readonly users?: number;
  /** Seconds after the last change of the users that are cut off a window; 15 by default. */
  readonly warmUp?: Seconds;
  /** Takes every file for a test of its own, though windows and labels say that they are of one. */
  readonly separate?: boolean;
  /** Reads every file as this format, whatever its content looks like. */
  readonly format?: FormatName;
}

/** closed: N users wait for their answers; open: requests arrive whether or not answers come. */
export type LoadModel = "closed" | "open" | "unknown";

/** What was counted and timed; what the file does not tell is absent, never 0. */
export interface Figures {
  readonly requests?: number;
  /** Failed requests; they are part of `requests`. */
  readonly failures?: number;
  /** Completions per second X, failed ones included. */
  readonly throughput?: PerSecond;
  readonly responseTime: ResponseTimes;
  /** Of answers that are streamed token by token. */
  readonly tokenTimes?: TokenTimes;
  /** Where percentiles are read off buckets. */
  readonly percentileBounds?: PercentileBounds;
}

export interface ImportedEndpoint extends Figures {
  readonly method: string;
  readonly path: string;
}

/** How often one kind of error was seen; what causes it is told by its text, see `failureCause`. */
export interface ImportedFailure {
  readonly method: string;
  readonly path: string;
  readonly error: string;
  readonly count: number;
}

/** One load that the run held or passed through. */
export interface ImportedLevel extends Figures {
  /** Users N; null where neither file nor planner told. Never an arrival rate. */
  readonly users: number | null;
  /** The most users at once, where `users` is the mean of a window in which they changed. */
  readonly mostUsers?: number;
  /** Requests (or sessions, see the run's findings) offered per second by an open generator. */
  readonly arrivalRate: PerSecond | null;
  /** Unix seconds; null where the file has no clock. */
  readonly start: number | null;
  readonly duration: Seconds | null;
  /** Seconds cut off before the window. */
  readonly warmUpCut: Seconds;
  /** whole run: ramps included; steady: users constant; ramp: users changed inside the window. */
  readonly covers: "whole run" | "steady" | "ramp";
  readonly endpoints: readonly ImportedEndpoint[];
  /** Failures of the level's window by kind; absent where kinds were counted over the whole run only. */
  readonly failureKinds?: readonly ImportedFailure[];
  readonly note: string;
}

/** The state of the run between this point and the one before. */
export interface SeriesPoint {
  /** Unix seconds, or seconds since the start where the file has no clock. */
  readonly time: number;
  readonly users: number | null;
  readonly throughput: PerSecond | null;
  readonly failureRate: PerSecond | null;
  /** Mean of the requests that ended in the interval; null when none did. */
  readonly responseTime: Seconds | null;
}

/** How a file's percentiles were made, since that bounds what may be asked of them. */
export interface PercentileMethod {
  /** e.g. "exact, linear interpolation", "histogram of rounded times", "t-digest". */
  readonly method: string;
  /** e.g. "2 significant digits", "±1 %". */
  readonly resolution: string;
}

/** A figure watched beside the requests: pool in use, CPU, requests in flight. */
export interface Gauge {
  /** Metric and labels, in the unit of the file. */
  readonly name: string;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  /** Unix seconds and values, ascending. */
  readonly points?: readonly (readonly [time: number, value: number])[];
}

export interface ImportedRun {
  readonly format: FormatName;
  /** Version of the tool, as stated or narrowed down by the columns; "" when nothing tells. */
  readonly version: string;
  /** What the run is called after: the file name without folder, suffix and extension. */
  readonly name: string;
  /** The file it was read from, the first of several, as it was named; set by `importResults`. */
  readonly file?: string;
  readonly loadModel: LoadModel;
  /** Where N was found: "in the history", "in the file name"; "" while it is unknown. */
  readonly usersFrom: string;
  /** Totals of the whole run as the tool reported them, ramp included. */
  readonly wholeRun: Figures;
  /** One for a constant load, many for steps or a ramp; ascending in users, then start. */
  readonly levels: readonly ImportedLevel[];
  readonly failures: readonly ImportedFailure[];
  readonly series: readonly SeriesPoint[];
  /** Gauges of production monitoring; empty for load generators. */
  readonly gauges: readonly Gauge[];
  /** What throughput and times of the levels count: failed requests too, or successes alone. */
  readonly throughputOf: Counted;
  readonly timesOf: Counted;
  /** null where the file has no percentiles. */
  readonly percentiles: PercentileMethod | null;
  /** Traps met and how they were handled. */
  readonly findings: readonly Finding[];
  /** Signs that the load machine, not the system, was the limit. */
  readonly generatorWarnings: readonly string[];
  /** Rows that could not be read: how many, and where the first of them are. */
  readonly rejected: { readonly count: number; readonly first: readonly Problem[] };
}

/** Reads one file of one format into the runs it holds. */
export type Importer = (file: SourceText, options: ImportOptions) => Parsed<readonly ImportedRun[]>;

/** A run with nothing in it yet, for importers to fill. */
export function emptyRun(format: FormatName, name: string): ImportedRun {
  return {
    format,
    version: "",
    name,
    loadModel: "unknown",
    usersFrom: "",
    wholeRun: { responseTime: {} },
    levels: [],
    failures: [],
    series: [],
    gauges: [],
    throughputOf: "all",
    timesOf: "all",
    percentiles: null,
    findings: [],
    generatorWarnings: [],
    rejected: { count: 0, first: [] },
  };
}
