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
    return [
      {
        code: "copied-level",
        severity: "error",
        ...placeOf(one.level),
        message: `${inLevel(one.level)}: ${figuresInWords(one.level)} are exactly what ${inLevel(original.level)} has.`,
        law: "Counts of independent runs scatter by about their square root.",
        remedy: "Check that no row was copied and no file imported twice under another name.",
      },
    ];
  });
}

function figuresInWords({ requests, responseTime }: MeasuredLevel["level"]): string {
  return requests === undefined
    ? "throughput and response times"
    : `${inNumber(requests)} requests with a mean of ${inTime(responseTime.mean ?? 0)}`;
}

/**
 * Count and mean as one text; without a count, the load with its throughput and times. Undefined where
 * they are too few, or told too coarsely, to tell levels apart.
 */
function figuresKey({ level }: MeasuredLevel): string | undefined {
  const { users, requests, throughput, responseTime } = level;
  if (requests !== undefined) {
    return requests >= LEAST_REQUESTS && responseTime.mean !== undefined
      ? `${requests} ${responseTime.mean}`
      : undefined;
  }
  const figures = [throughput, ...Object.values(responseTime)].flatMap((one) => one ?? []);
  const digits = figures.reduce((sum, figure) => sum + significantDigits(figure), 0);
  return figures.length >= LEAST_FIGURES && digits >= LEAST_DIGITS
    ? [users, throughput ?? "", JSON.stringify(responseTime)].join(" ")
    : undefined;
}

/** Runs of a light load agree in two or three digits of a figure, and so a table of whole milliseconds may. */
const LEAST_FIGURES = 3;
const LEAST_DIGITS = 10;

/** As it was written: a double of milliseconds turned into seconds has 12 digits of its own. */
function significantDigits(figure: number): number {
  return Number(figure.toPrecision(12)).toExponential().replace(/e.*$/, "").replace(/[-.]/g, "")
    .length;
}
