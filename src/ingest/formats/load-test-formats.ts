/**
 * The formats that are told apart: one line each, from which recognition, `--format` and the check of
 * docs/formats.md are made. Where signs of two fit, the first in the table is meant.
 */
import { columnFormats } from "./column-formats.ts";
import { jsonFormats } from "./json-formats.ts";
import type { LoadTestFormat } from "./load-test-format.ts";
import { printedFormats } from "./printed-formats.ts";
import { refusedFormats } from "./refused-formats.ts";

export const loadTestFormats: readonly LoadTestFormat[] = [
  ...jsonFormats,
  ...printedFormats,
  ...columnFormats,
  ...refusedFormats,
];

const byName = new Map(loadTestFormats.map((format) => [format.name, format]));

/** What --format takes. */
export const formatNames: readonly string[] = loadTestFormats.map(({ name }) => name);

/** The line of a name; that of "unknown" where there is none. */
export function formatNamed(name: string): LoadTestFormat {
  return byName.get(name) ?? (byName.get("unknown") as LoadTestFormat);
}
