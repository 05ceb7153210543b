/** Input that cannot be used: the command ends with exit code 2 and nothing is written. */
import type { Problem } from "../ingest/problem.ts";

export class InputError extends Error {
  override readonly name = "InputError";
  /** At least one. */
  readonly problems: readonly Problem[];
  /** Text of each file that could be read, so that the faulty line can be shown. */
  readonly texts: Readonly<Record<string, string>>;

  constructor(problems: readonly Problem[], texts: Readonly<Record<string, string>> = {}) {
    super(problems.map((p) => `${p.file}:${p.line}:${p.column}: ${p.message}`).join("\n"));
    this.problems = problems;
    this.texts = texts;
  }
}
