import type { ResultsHeader } from "../../sweep/results-header.ts";
import type { AnswerHead } from "./answer-head.ts";
import type { SweepHead } from "./sweep-head.ts";

/** Cells that stand in a file of results. */
export interface SweptCells extends SweepHead, Pick<ResultsHeader, "shard"> {
  /** Cells that belong into the file; that were there; that were computed now. */
  readonly own: number;
  readonly before: number;
  readonly computed: number;
  /** Files written. */
  readonly outputs: readonly string[];
}

/** With `--dry-run`: how many cells there would be. */
export interface SweepSize extends AnswerHead {
  readonly title: string;
  readonly cells: number;
  /** By axis: how many values it has, where it has more than one. */
  readonly axes: Readonly<Record<string, number>>;
}

/** With `--manifest`: what a scheduler needs. */
export interface SweepManifest extends AnswerHead {
  readonly manifest: string;
}

/** `headroom sweep --json`. */
export type SweepOutput = SweptCells | SweepSize | SweepManifest;
