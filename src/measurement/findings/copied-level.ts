import { inLevel, inNumber, inTime } from "../../wording/wording.ts";
import type { Finding } from "../finding.ts";
import { type Evidence, type MeasuredLevel, placeOf } from "./evidence.ts";

/** Counts of this size do not come out the same twice: their scatter is a tenth of them. */
const LEAST_REQUESTS = 100;

/** Two measurements with the same count and the same time: one was copied from the other. */
export function copiedLevel({ measured }: Evidence): readonly Finding[] {
  const seen = new Map<string, MeasuredLevel>();
  return measured.flatMap((one): readonly Finding[] => {
    const key = figuresKey(one);
    if (key === undefined) return [];
    const original = seen.get(key);
    if (original === undefined) {
      seen.set(key, one);
      return [];
    }
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

/** Count and mean as one text; undefined where they are too few to tell levels apart. */
function figuresKey({ level: { requests = 0, responseTime } }: MeasuredLevel): string | undefined {
  return requests >= LEAST_REQUESTS && responseTime.mean !== undefined
    ? `${requests} ${responseTime.mean}`
    : undefined;
}
