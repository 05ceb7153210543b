/** A scenario: named levers, applied together, to the platform that was measured. Plain data. */
import type { Amount } from "./levers/change/amount.ts";
import type { LeverName } from "./levers/levers.ts";

export type { LeverName };

export interface Lever {
  readonly name: LeverName;
  /** As the planner wrote it, e.g. "2 * pool.size" or "125 req/s"; "on" for a switch. */
  readonly text: string;
  /**
   * The new value, in the unit of the lever's kind; 1 for a switch. It refers to the platform as it
   * is, since the pool size of the base may be unknown and "2 * pool.size" differs from one
   * plausible platform to the next.
   */
  readonly value: Amount;
  /** Glob over "METHOD /path", for levers that act on endpoints; every endpoint without it. */
  readonly endpoints?: string;
}

export interface Scenario {
  /** File name without its ending, or "set" for levers from the command line. */
  readonly name: string;
  readonly title: string;
  /** The sentence or ticket that it stands for; empty where none is given. */
  readonly source: string;
  /** Hours of work to get there; null where nobody has said. */
  readonly cost: number | null;
  readonly levers: readonly Lever[];
}
