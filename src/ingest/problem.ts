/** A fault in an input file; nothing is dropped silently and no fault is guessed away. */
export interface Problem {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in characters. */
  readonly column: number;
  /** What was found and what was expected. */
  readonly message: string;
  /** How to mend it. */
  readonly hint: string;
}

/** What a parser gives back: a value only when there is no problem. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };
