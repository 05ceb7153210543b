import type { AnswerHead } from "./answer-head.ts";

/** `headroom completion --json`. */
export interface CompletionOutput extends AnswerHead {
  readonly shell: "bash" | "zsh" | "fish";
  /** The script. */
  readonly content: string;
}
