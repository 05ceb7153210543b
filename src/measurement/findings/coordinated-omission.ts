import { inLevel, inPercent, inTime } from "../../wording/wording.ts";
import type { Finding } from "../finding.ts";
import { levelCourse } from "../level-course.ts";
import { type Evidence, placeOf } from "./evidence.ts";

/** With a maximum this far above P99 the slowest requests are of another kind than the slow ones. */
const APART = 10;

/** P99 is in doubt from this factor on: less is within rounding and chance. */
const UNDERSTATED = 2;

/**
 * Stalls that the percentiles do not show. While a system stands still, users who wait send
 * nothing: of the requests that would have met the stall only one a user is counted. Had they
 * kept coming, those within a stall of length s would have waited s/2 on average, and with a
 * share s/T of them P99 would be about s − 0.01·T.
 *
 * Source: Tene, "How NOT to Measure Latency" (2013); the HdrHistogram's correction for
 * coordinated omission fills in the same uniform waits.
 */
export function coordinatedOmission({ measured }: Evidence): readonly Finding[] {
  return measured.flatMap(({ level, series }): readonly Finding[] => {
    const { p99, max } = level.responseTime;
    const { stall } = levelCourse(series);
    const T = level.duration;
    if (p99 === undefined || T === undefined) return [];
    const seen = stall !== null;
    const length = stall?.length ?? (max !== undefined && max > APART * p99 ? max : 0);
    const expected = length - 0.01 * T;
    if (expected < UNDERSTATED * p99) return [];
    const what = seen
      ? `for ${inTime(length)} (${inPercent(length / T)} of the window) next to nothing was completed`
      : `the slowest request took ${inTime(length)}, ${inPercent(length / T)} of the window`;
    return [
      {
        code: "coordinated-omission",
        severity: seen ? "warning" : "note",
        ...placeOf(level),
        message:
          `${inLevel(level)}: ${what}, and P99 is ${inTime(p99)}. ` +
          `${seen ? "Users" : "If that was a stall, users"} who did not wait for each other would have seen a P99 of about ${inTime(expected)}.`,
        law: "Users who wait send nothing, so a stall of length s in a window T counts once a user and not s/T of the time: P99 ≈ s − 0.01·T.",
        remedy:
          "Find the cause of the stall; for percentiles that count it, drive the level at a constant rate (wrk2, k6 arrival rate) and compare.",
      },
    ];
  });
}
