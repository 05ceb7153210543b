import { inLevel, inNumber } from "../../wording/wording.ts";
import type { Finding } from "../finding.ts";
import { type Evidence, placeOf } from "./evidence.ts";

/** More failures than requests, of a level or of an endpoint. */
export function impossibleCounts({ measured }: Evidence): readonly Finding[] {
  return measured.flatMap(({ level, endpoints }) =>
    [
      { name: inLevel(level), ...countsOf(level) },
      ...endpoints.map((row) => ({
        name: `${inLevel(level)}, ${`${row.method} ${row.path}`.trim()}`,
        ...countsOf(row),
      })),
    ]
      .filter(({ failures, requests }) => failures > requests)
      .map(
        ({ name, failures, requests }): Finding => ({
          code: "impossible-counts",
          severity: "error",
          ...placeOf(level),
          message: `${name}: ${inNumber(failures)} failures of ${inNumber(requests)} requests cannot be.`,
          law: "Every failure is one of the requests.",
          remedy: "Count the failed requests among the requests.",
        }),
      ),
  );
}

function countsOf(row: { readonly requests?: number; readonly failures?: number }) {
  return { failures: row.failures ?? 0, requests: row.requests ?? Number.POSITIVE_INFINITY };
}
