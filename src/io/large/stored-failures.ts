/** The failures of a stored run, by kind. */
import { mostErrors } from "../../ingest/formats/log/summarize-samples.ts";
import type { ImportedFailure } from "../../ingest/imported-run.ts";
import type { Engine } from "./engine.ts";
import { noWindow, numberOf, textOf } from "./stored-rows.ts";

export interface Failures {
  readonly all: readonly ImportedFailure[];
  of(window: number): readonly ImportedFailure[];
}

/** Failures by kind over all of the run, and in every window of the view `binned`. */
export async function countFailures(engine: Engine): Promise<Failures> {
  const all = await kindsBy(engine, `${noWindow}`);
  const windows = await kindsBy(engine, "span");
  return { all: all.get(noWindow) ?? [], of: (window) => windows.get(window) ?? [] };
}

/** Kinds in the order in which they first ended; beyond the most that are kept, together. */
async function kindsBy(
  engine: Engine,
  window: string,
): Promise<ReadonlyMap<number, readonly ImportedFailure[]>> {
  const rows = await engine.rows(
    `SELECT *, sum(count) OVER (PARTITION BY w)::DOUBLE AS total FROM (
      SELECT (${window})::INTEGER AS w, method, path, error, count(*)::DOUBLE AS count, min(ends) AS ended
      FROM binned WHERE error IS NOT NULL GROUP BY ALL)
    QUALIFY row_number() OVER (PARTITION BY w ORDER BY ended, method, path, error) <= ${mostErrors}
    ORDER BY w, ended, method, path, error`,
  );
  const found = new Map<number, ImportedFailure[]>();
  const left = new Map<number, number>();
  for (const row of rows) {
    const error = textOf(row, "error");
    const [method, path] = [textOf(row, "method"), textOf(row, "path")];
    const [w, count] = [numberOf(row, "w"), numberOf(row, "count")];
    const kinds = found.get(w) ?? [];
    found.set(w, kinds);
    kinds.push({ method, path, error, count });
    left.set(w, (left.get(w) ?? numberOf(row, "total")) - count);
  }
  for (const [w, count] of left) {
    if (count <= 0) continue;
    const others = {
      method: "",
      path: "",
      error: "other errors",
      count,
    } as const;
    found.get(w)?.push(others);
  }
  return found;
}
