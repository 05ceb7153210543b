import type { Verdict } from "../calc/verdict.ts";
import type { AnswerHead } from "./answer-head.ts";

/** `headroom calc … --json`. */
export interface CalcOutput extends AnswerHead {
  /** Its name, as it is typed. */
  readonly model: string;
  /** What was asked, in base units. */
  readonly input: Readonly<Record<string, unknown>>;
  /** What the library returned, by the names of docs/api.md. */
  readonly result: Readonly<Record<string, unknown>>;
  /** With `--verify`: what a second method says. */
  readonly verify?: Verdict;
}
