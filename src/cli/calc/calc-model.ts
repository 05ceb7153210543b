/** What every model of `headroom calc` tells: its options, how it is solved, what it answers. */
import type { Verification } from "../../textbook/verify/verification.ts";

/**
 * What an option holds: a time or span ("65 ms"), a rate ("140 req/s"), a share ("5 %"), users or
 * another count (whole, 1 or more), a number (0 or more, without unit), a text as it stands.
 */
export type OptionKind = "time" | "span" | "rate" | "share" | "users" | "count" | "number" | "text";

export interface CalcOption {
  readonly kind: OptionKind;
  readonly describe: string;
  readonly needed?: true;
  /** May be given several times. */
  readonly many?: true;
  readonly choices?: readonly string[];
}

/** The options as typed, checked and in base units. */
export interface Values {
  /** @throws UsageError where the option is missing */
  readonly number: (name: string) => number;
  readonly maybe: (name: string) => number | undefined;
  readonly text: (name: string) => string | undefined;
  readonly texts: (name: string) => readonly string[];
  /** The file named on the command line ("-" is standard input), and its name for messages. */
  readonly file: () => Promise<{ readonly text: string; readonly shown: string } | undefined>;
}

export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Answer {
  /** What was asked, in base units. */
  readonly input: object;
  /** What the library returned. */
  readonly result: object;
  /** The same for people. */
  readonly tables: readonly Table[];
  /** A sentence or two that say what the answer means. */
  readonly meaning: string;
  /** The second method, or why there is none. */
  readonly verify: (() => readonly Verification[]) | string;
  /** An approximation: how far off it may be. Its second method is then the exact answer. */
  readonly approximation?: string;
}

export interface CalcModel {
  readonly name: string;
  readonly summary: string;
  readonly options: Readonly<Record<string, CalcOption>>;
  /** What the file holds, for models that take one. */
  readonly file?: string;
  readonly examples: readonly [readonly [string, string], readonly [string, string]];
  /** Solvers are imported inside, so that `--help` never loads them. */
  readonly solve: (values: Values) => Promise<Answer>;
}
