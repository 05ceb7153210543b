import type { Platform } from "../platform.ts";

/**
 * What a lever is, whole: everything that is said or done about it anywhere is made from this.
 * Each stands in a file of its own and in the table of `levers.ts`.
 */
export interface LeverDefinition {
  /** As a planner types it. */
  readonly name: string;
  /** What it changes, for help and docs: one sentence without its period. */
  readonly about: string;
  readonly kind: LeverKind;
  /** What may be typed as its value; empty for a switch. */
  readonly example: string;
  /** Whether it may be held to some of the endpoints, or must be. */
  readonly endpoints: "none" | "some" | "needed";
  /** Whether a value of 0 makes sense. */
  readonly zero: boolean;
  /** What an expression such as "2 * pool.size" refers to; null where there is nothing to refer to. */
  readonly today: Today | null;
  /**
   * What the platform must have for the lever to act on and has not, to follow "the platform has
   * no"; null where it has it.
   *
   * @throws RangeError where the endpoints match nothing
   */
  readonly lacks: (platform: Platform, endpoints: string | undefined) => string | null;
  /**
   * The platform with the new value; the one given stays as it is.
   *
   * @throws RangeError that names the lever, where the value is out of range or nothing matches
   */
  readonly change: (platform: Platform, value: number, endpoints: string | undefined) => Platform;
  /** Whether the solver sees it; the simulator sees every lever. */
  readonly solved: boolean;
  /** Whether more of it is more capacity to a planner with a ruler, and dearer. */
  readonly isSize: boolean;
  /** Pieces that do the same beside those that it counts: the primary beside its read replicas, a pool's overflow. */
  readonly besides: number | ((platform: Platform) => number);
  /** What every result of it takes for granted. */
  readonly assumes: readonly string[];
}

/**
 * What a value counts: its unit and range as `workspace/quantity` reads them. A switch has no
 * value: it is there or not, and its number is 1.
 */
export type LeverKind =
  | "connections"
  | "workers"
  | "replicas"
  | "cores"
  | "shards"
  | "share"
  | "factor"
  | "scale"
  | "rate"
  | "requests"
  | "time"
  | "switch";

export interface Today {
  /** The number as it is; null where the platform has none, or several that differ. */
  readonly of: (platform: Platform) => number | null;
  /** Numbers of all sizes that platforms have: expressions are tried on them before a plan. */
  readonly tried: readonly number[];
}
