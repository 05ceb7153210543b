import type { SeededHead } from "./answer-head.ts";

/** `headroom chart --json`. */
export interface ChartOutput extends SeededHead {
  /** Its name. */
  readonly chart: string;
  /** What it shows. */
  readonly sentence: string;
  /** Files written. */
  readonly outputs: readonly string[];
}
