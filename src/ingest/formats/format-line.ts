/** A line of the table of formats: its name, the beginning of its row in docs/formats.md, how it is read, its signs. */

import type { LoadTestFormat, Signs } from "./load-test-format.ts";
import { at } from "./text/json-value.ts";

export function line(
  name: string,
  title: string,
  how: LoadTestFormat["how"],
  signs: Signs,
): LoadTestFormat {
  return { name, title, how, signs };
}

/** Whether a path is there in a JSON value. */
export const there = (value: unknown, ...path: string[]) => at(value, ...path) !== undefined;
