import type { SeededHead } from "./answer-head.ts";

/** `headroom explore --json`. */
export interface ExploreOutput extends SeededHead {
  /** Files written. */
  readonly outputs: readonly string[];
}
