import { inLevel, inNumber } from "../../wording/wording.ts";
import { causeOf } from "../failure-cause.ts";
import type { Finding } from "../finding.ts";
import { generatorNote, noteSays } from "../level-note.ts";
import { type Evidence, type MeasuredLevel, placeOf } from "./evidence.ts";

/**
 * So many errors of its own, and such a share of the requests, show a load machine at its limit: one
 * name that was not found in tens of thousands moves no figure. Ten come in one bunch, and a tenth of a
 * per cent is less than two runs differ by.
 */
const LEAST_ERRORS = 10;
const LEAST_SHARE = 0.001;

/**
 * Levels at which the load generator was the limit, its machine or its script: by the importer's or the planner's note, or by errors
 * of its own. Refused connections are no such errors: it is the server that refuses.
 */
export function generatorSaturated({ measured }: Evidence): readonly Finding[] {
  return measured
    .map((one) => ({ ...one, what: ofNote(one) ?? ofErrors(one) }))
    .flatMap(({ level, what }): readonly Finding[] => {
      if (what === undefined) return [];
      const finding: Finding = {
        code: "generator-saturated",
        severity: "warning",
        ...placeOf(level),
        message: `${inLevel(level)}: the load generator did less than it was asked for${what === "" ? "" : `: ${what}`}.`,
        law: "What the load machine could not send, the system was not asked for.",
        remedy:
          "Correct the load script if that is named; else repeat the level from a larger load machine, or from several.",
      };
      return [finding];
    });
}

function ofNote({ level }: MeasuredLevel): string | undefined {
  if (!noteSays(level.note, generatorNote)) return undefined;
  const said = level.note.slice(level.note.indexOf(generatorNote) + generatorNote.length);
  return said.replace(/^[:\s]+/, "");
}

function ofErrors({ level, failures }: MeasuredLevel): string | undefined {
  const own = failures.filter((row) => causeOf(row) === "generator");
  const count = own.reduce((sum, row) => sum + row.count, 0);
  if (count < LEAST_ERRORS || count < LEAST_SHARE * (level.requests ?? 0)) return undefined;
  const [most] = own.toSorted((a, b) => b.count - a.count);
  return `${inNumber(count)} requests failed on it: it ran out of ports, files or names (${most?.error.slice(0, 120) ?? ""})`;
}
