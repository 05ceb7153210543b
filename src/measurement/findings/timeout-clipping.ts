import type { Share } from "../../units.ts";
import { inLevel, inPercent, inTime } from "../../wording/wording.ts";
import { causeOf } from "../failure-cause.ts";
import type { Finding } from "../finding.ts";
import { type Evidence, type MeasuredLevel, placeOf } from "./evidence.ts";
import { roundingOf } from "./rounding-of.ts";

/** P99 and maximum this close together, beyond rounding, end at one wall. */
const WALL = 0.02;

/** Fewer failures cannot be what cut off the slowest 1 %. */
const LEAST_SHARE = 0.005;

/** Of fewer requests P99 is next to the maximum anyway: ten must lie beyond it. */
const LEAST_REQUESTS = 1000;

/** Failures whose kind is known tell of themselves whether they came too late. */
const MOST: Share = 0.5;

/** The share of requests that a time-out may have ended: where kinds are counted, that they say so. */
function mayBeLate({ level, point, failures }: MeasuredLevel): Share {
  const count = (rows: readonly { readonly count: number }[]) =>
    rows.reduce((sum, row) => sum + row.count, 0);
  const known = count(failures);
  const share = point.errorRate ?? 0;
  if (!level.failures || known < MOST * level.failures) return share;
  return (share * count(failures.filter((row) => causeOf(row) === "time-out"))) / known;
}

/** Response times that end at a client's time-out: what would have taken longer is not in them. */
export function timeoutClipping({ measured }: Evidence): readonly Finding[] {
  return measured.flatMap((one): readonly Finding[] => {
    const { level } = one;
    const { p50, p99, max } = level.responseTime;
    const share = mayBeLate(one);
    if (p99 === undefined || max === undefined || share < LEAST_SHARE) return [];
    if (level.requests !== undefined && level.requests < LEAST_REQUESTS) return [];
    if (Math.abs(max - p99) > WALL * max + roundingOf(max)) return [];
    if (p50 !== undefined && p50 > 0.9 * max) return []; // all alike: no tail to be cut
    return [
      {
        code: "timeout-clipping",
        severity: "warning",
        ...placeOf(level),
        message:
          `${inLevel(level)}: P99 of ${inTime(p99)} and maximum of ${inTime(max)} are the same wall, and ` +
          `${inPercent(share)} of the requests failed: a time-out cuts the response times off there.`,
        law: "A time-out of the load generator replaces every longer response time by its own length.",
        remedy:
          "Raise the client's time-out above the slowest answer, or treat mean and P99 of this level as lower bounds.",
      },
    ];
  });
}
