/**
 * A sweep with all that its cells need, resolved: plain data, so that a thread, another process or
 * another machine computes any cell of it alone and gets the same line.
 */
import type { Percentile } from "../limits/plausible-platform.ts";
import type { DrawnPlatform } from "../planning/what-if/drawn-platform.ts";
import type { ConnectionRoom } from "../platform/levers/change/wanted-connections.ts";
import type { Platform } from "../platform/platform.ts";
import type { Lever, LeverName } from "../platform/scenario.ts";
import type { Controls, LoadUnit } from "../simulation/course/profile.ts";
import type { ServiceLaw } from "../simulation/course/service-law.ts";
import type { SimulatedRetry } from "../simulation/stations/simulated-platform.ts";
import type { Seconds, Share } from "../units.ts";

export interface SweepStudy {
  readonly title: string;
  /** The program to its last digit: cells of another are not the same. */
  readonly program: string;
  readonly design: SweepDesign;
  /** One for each draw of each explanation. */
  readonly platforms: readonly SweptPlatform[];
  readonly task: SweepTask;
  /** What a platform holds up to: the policy's red line, or the grid's own. */
  readonly redLine: { readonly p95: Seconds; readonly errorRate: Share };
}

/** The combinations of lever values: all of them, or so many drawn at random. */
export interface SweepDesign {
  readonly levers: readonly LeverAxis[];
  /** Null: every combination of the listed values. */
  readonly random: { readonly points: number; readonly seed: number } | null;
}

/** A lever and what it is set to. */
export interface LeverAxis {
  readonly name: LeverName;
  /** Glob over "METHOD /path". */
  readonly endpoints?: string;
  /** Null stands for the platform as it is. Of a random design each is equally likely. */
  readonly values: readonly (Lever | null)[];
  /** Of a random design: anything between, instead of the values. */
  readonly range: LeverRange | null;
  /** What one more of it costs, in any unit; 0 where nobody has said. */
  readonly price: number;
}

/** Uniform between both ends. */
export interface LeverRange {
  readonly from: number;
  readonly to: number;
  /** Whether only whole numbers make sense. */
  readonly whole: boolean;
  /** What is written behind the number: " req/s", " s" or nothing. */
  readonly unit: string;
}

/** A platform that could be the real one. */
export interface SweptPlatform {
  /** Name of its hypothesis, or of its model file. */
  readonly model: string;
  /** Which draw of the posterior, from 0; null where the unknowns stand at their medians. */
  readonly draw: number | null;
  /** Its share of all platforms of the sweep. */
  readonly weight: Share;
  readonly platform: Platform;
  /** What the model itself may be off by; null where only medians are looked at. */
  readonly drawn: (Omit<DrawnPlatform, "platform"> & { readonly largestLoad: number }) | null;
  /** What the database accepts, as far as known beside the model. */
  readonly room?: ConnectionRoom;
}

export type SweepTask = AnalyticTask | SimulatedTask;

/** Solved: all loads of a platform are one cell, since they share most of the work. */
export interface AnalyticTask {
  readonly method: "analytic";
  readonly unit: LoadUnit;
  readonly loads: readonly number[];
  readonly percentiles: readonly Percentile[];
}

/** Simulated: a cell is one replication at one load. */
export interface SimulatedTask {
  readonly method: "simulated";
  readonly unit: LoadUnit;
  readonly loads: readonly number[];
  /** Null: a steady load. */
  readonly spike: SweptSpike | null;
  /** Null: as the platform or the profile has it. Infinity does not exist in JSON: 0 is never. */
  readonly timeOuts: readonly (Seconds | null)[];
  /** Tries of a request in all; null: as the profile has it. */
  readonly attempts: readonly (number | null)[];
  readonly retry: Omit<SimulatedRetry, "attempts">;
  /** Limits and what else a profile says of clients and platform. */
  readonly controls: Controls;
  /** Simulated time of a steady load; a spike's follows from the spike. */
  readonly duration: Seconds;
  /** Cut from the start of a steady load; null: found by itself. */
  readonly warmUp: Seconds | null;
  readonly law: ServiceLaw;
  readonly seeds: readonly number[];
  readonly replications: number;
}

/** Up from the cell's load to a peak, held, and down again at once. */
export interface SweptSpike {
  /** The load at the top, or so many times the load before. */
  readonly peak: { readonly load: number } | { readonly times: number };
  readonly at: Seconds;
  /** How long the rise takes. */
  readonly over: Seconds;
  readonly lengths: readonly Seconds[];
  /** Watched after the spike; its last third says whether the platform is back. */
  readonly after: Seconds;
}
