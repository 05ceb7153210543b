/**
 * Locust's `<prefix>_failures.csv`: how often each error was seen at each endpoint. An error is the
 * repr of a Python exception, with commas, quotes and, on Windows, in the code page of the machine.
 */
import type { ImportedFailure, SourceText } from "../../imported-run.ts";
import { type Rejections, rejections } from "../rejections.ts";
import { readCount } from "../text/read-number.ts";
import { readTable } from "../text/table.ts";

export interface LocustFailures {
  readonly failures: readonly ImportedFailure[];
  /** "2.44 or later" when the file tells when an error was first seen; "" otherwise. */
  readonly version: string;
  readonly rejected: Rejections;
}

export function readLocustFailures(file: SourceText): LocustFailures {
  const table = readTable(file.text);
  const rejected = rejections(file.name);
  const failures: ImportedFailure[] = [];
  for (const row of table.rows) {
    const count = readCount(table.cell(row, "Occurrences", "# occurrences"));
    if (count === undefined) {
      rejected.add(
        row.line,
        table.column("Occurrences", "# occurrences"),
        "the number of occurrences must be a whole number",
        "correct or remove the row",
      );
      continue;
    }
    const error = table.cell(row, "Error") ?? "";
    failures.push({
      method: table.cell(row, "Method") ?? "",
      path: table.cell(row, "Name") ?? "",
      error,
      count,
    });
  }
  return { failures, version: table.has("First Seen") ? "2.44 or later" : "", rejected };
}
