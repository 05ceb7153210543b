import { inLevel, inNumber, inPercent } from "../../wording/wording.ts";
import type { Finding } from "../finding.ts";
import { throughputOfAll } from "../what-counts.ts";
import { type Evidence, placeOf } from "./evidence.ts";

/** Load generators divide by the time between first and last request: 1 to 2 % off the test's length. */
const GAP_TOLERANCE = 0.02;

/** Stated throughput that requests/duration does not confirm. */
export function throughputGap({ measured }: Evidence): readonly Finding[] {
  return measured.flatMap(({ level, point }) => {
    const stated = throughputOfAll(level);
    const counted = point.countedThroughput;
    if (stated === undefined || counted === undefined || stated === 0) return [];
    const gap = counted / stated - 1;
    if (Math.abs(gap) <= GAP_TOLERANCE) return [];
    return [
      {
        code: "throughput-gap",
        severity: "warning",
        ...placeOf(level),
        message:
          `${inLevel(level)}: the stated ${inNumber(stated)} req/s is not ${inNumber(level.requests ?? 0)} requests ` +
          `in ${inNumber(level.duration ?? 0)} s, which is ${inNumber(counted)} req/s ` +
          `(${gap > 0 ? "+" : ""}${inPercent(gap)}). Headroom uses the stated figure.`,
        law: "Throughput is completions over time: X = C/T, within 2 %.",
        remedy:
          "Check the duration, and whether the throughput leaves out the ramp or the failed requests.",
      },
    ];
  });
}
