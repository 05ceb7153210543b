/** What the importer must know of a format of load-test files: one line of the table of formats. */
import type { Importer } from "../imported-run.ts";
import type { LocustFiles } from "./locust/locust-run.ts";

/** The first row of a text, cut into cells. */
export interface FirstRow {
  /** Cells in small letters. */
  readonly names: readonly string[];
  readonly has: (...names: readonly string[]) => boolean;
  readonly cells: readonly string[];
}

/** How a file is known by its content: each kind of content is tried in this order. */
export interface Signs {
  /** First four characters, and the first of all. */
  readonly magic?: (magic: string, start: string) => boolean;
  /** A JSON object in the first line. */
  readonly line?: (value: unknown) => boolean;
  /** The whole text as JSON; `has` tells whether a path is there. */
  readonly json?: (has: (...path: string[]) => boolean, value: unknown) => boolean;
  /** The beginning of JSON that does not parse, which may be cut off. */
  readonly brokenJson?: RegExp;
  /** The beginning of markup, and all of it. */
  readonly markup?: (start: string, text: string) => boolean;
  /** The beginning of a text, or its last 64 KiB where the beginning tells nothing. */
  readonly text?: (start: string) => boolean;
  readonly columns?: (first: FirstRow) => boolean;
  /** A log without a header. */
  readonly headless?: (first: FirstRow) => boolean;
  /** Inside other text. */
  readonly embedded?: (start: string) => boolean;
}

export interface LoadTestFormat {
  readonly name: string;
  /** What its row in docs/formats.md begins with; "" for a format that is refused. */
  readonly title: string;
  readonly signs: Signs;
  readonly how:
    | { readonly read: Importer }
    /** One of the files of a Locust run, read with the others. */
    | { readonly part: keyof LocustFiles }
    | { readonly refused: readonly [message: string, hint: string] };
}
