import type { ResultsHeader } from "../../sweep/results-header.ts";
import type { AnswerHead } from "./answer-head.ts";

/** `headroom merge --json`. */
export interface MergeOutput extends AnswerHead, Pick<ResultsHeader, "sweep" | "title" | "cells"> {
  /** Files that were merged; null: cells of a queue. */
  readonly shards: number | null;
  /** Files written. */
  readonly outputs: readonly string[];
}
