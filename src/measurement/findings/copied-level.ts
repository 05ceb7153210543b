import { inLevel, inNumber, inTime } from "../../wording/wording.ts";
import type { Finding } from "../finding.ts";
import { type Evidence, type MeasuredLevel, placeOf } from "./evidence.ts";

/** Counts of this size do not come out the same twice: their scatter is a tenth of them. */
const LEAST_REQUESTS = 100;

/** Two measurements with the same count and the same time: one was copied from the other. */
export function copiedLevel({ measured }: Evidence): readonly Finding[] {
  return measured.flatMap((one, i): readonly Finding[] => {
    const original = measured.slice(0, i).find((other) => same(one, other));
    if (original === undefined) return [];
    const { requests = 0, responseTime } = one.level;
    return [
      {
        code: "copied-level",
        severity: "error",
        ...placeOf(one.level),
        message:
          `${inLevel(one.level)}: ${inNumber(requests)} requests with a mean of ${inTime(responseTime.mean ?? 0)} are exactly ` +
          `what ${inLevel(original.level)} has.`,
        law: "Counts of independent runs scatter by about their square root.",
        remedy: "Check that no row was copied and no file imported twice under another name.",
      },
    ];
  });
}

function same({ level: a }: MeasuredLevel, { level: b }: MeasuredLevel): boolean {
  const mean = a.responseTime.mean;
  return (
    a.requests !== undefined &&
    a.requests >= LEAST_REQUESTS &&
    mean !== undefined &&
    a.requests === b.requests &&
    mean === b.responseTime.mean
  );
}
