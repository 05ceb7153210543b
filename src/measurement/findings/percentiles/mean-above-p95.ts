import { inLevel, inTime } from "../../../wording/wording.ts";
import type { Finding } from "../../finding.ts";
import { type Evidence, placeOf, sameLevel } from "../evidence.ts";
import { roundingOf } from "../rounding-of.ts";
import type { PercentileFault } from "./percentile-order.ts";

/** Means that a few very slow requests make: possible, but no figure of the usual request. */
export function meanAboveP95(
  { measured }: Evidence,
  outOfOrder: readonly PercentileFault[],
): readonly Finding[] {
  return measured.flatMap(({ level }): readonly Finding[] => {
    const { mean, p95, max } = level.responseTime;
    if (mean === undefined || p95 === undefined || mean <= p95 + roundingOf(p95)) return [];
    if (outOfOrder.some((fault) => sameLevel(fault, level))) return [];
    const slowest = max === undefined ? "" : ` The slowest took ${inTime(max)}.`;
    return [
      {
        code: "mean-above-p95",
        severity: "warning",
        ...placeOf(level),
        message: `${inLevel(level)}: the mean of ${inTime(mean)} is above P95 of ${inTime(p95)}: fewer than 1 in 20 requests make it.${slowest}`,
        law: "A mean above P95 rests on the slowest 5 %: chance, a stall or time-outs decide it.",
        remedy:
          "Look at the slowest requests (time-outs, one endpoint, one moment), and run the level longer.",
      },
    ];
  });
}
