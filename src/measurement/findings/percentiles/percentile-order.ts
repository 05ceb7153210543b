import { inLevel, inList, inTime } from "../../../wording/wording.ts";
import type { ResponseTimes } from "../../campaign.ts";
import type { Finding } from "../../finding.ts";
import { type Evidence, placeOf } from "../evidence.ts";
import { roundingOf } from "../rounding-of.ts";

const ORDER = ["p50", "p90", "p95", "p99", "max"] as const;

/** A level whose percentiles cannot be true; a fit may not use them. */
export interface PercentileFault {
  readonly users: number;
  readonly run: string;
  readonly finding: Finding;
}

/** Percentiles out of order by more than the load generator's rounding. */
export function percentileOrder({ measured }: Evidence): readonly PercentileFault[] {
  return measured.flatMap(({ level }) => {
    const pairs = outOfOrder(level.responseTime);
    if (pairs.length === 0) return [];
    const finding: Finding = {
      code: "percentile-order",
      severity: "error",
      ...placeOf(level),
      message: `${inLevel(level)}: ${inList(pairs)}. The percentiles of this level are set aside.`,
      law: "P50 ≤ P90 ≤ P95 ≤ P99 ≤ max, within the rounding to two digits that load generators do.",
      remedy: "Check whether two columns were swapped, or rerun the level.",
    };
    return [{ users: level.users, run: level.run, finding }];
  });
}

/** Each pair of neighbors among the given figures that is out of order, in words. */
function outOfOrder(times: ResponseTimes): readonly string[] {
  const given = ORDER.flatMap((name) => {
    const value = times[name];
    return value === undefined
      ? []
      : [{ name: name === "max" ? "max" : name.toUpperCase(), value }];
  });
  return given.flatMap((lower, i) => {
    const upper = given[i + 1];
    if (upper === undefined) return [];
    const slack = roundingOf(lower.value) + roundingOf(upper.value);
    // The last factor lets binary fractions of a millisecond pass.
    if (lower.value - upper.value <= slack * (1 + 1e-9)) return [];
    return [
      `${lower.name} of ${inTime(lower.value)} is above ${upper.name} of ${inTime(upper.value)}`,
    ];
  });
}
