import type { SeededHead } from "./answer-head.ts";

/** `headroom report --json`. */
export interface ReportOutput extends SeededHead {
  /** Files written. */
  readonly outputs: readonly string[];
}
