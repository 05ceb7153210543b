import { inNumber, inTime } from "../../wording/wording.ts";
import type { Finding } from "../finding.ts";
import type { Evidence } from "./evidence.ts";

/** Below this slope the cycle hardly answers to the response time. */
export const PACED_SLOPE = 0.5;

/**
 * Users who send at a fixed pace: the time from one request to the next does not grow with the
 * response time, so what looks like think time shrinks as the system slows down.
 */
export function pacedUsers({ thinkTime, measured }: Evidence): readonly Finding[] {
  const { slope, slopeOff, levels } = thinkTime;
  if (slope === null || !slopeOff || slope >= PACED_SLOPE) return [];
  const seen = measured
    .filter(({ point }) => point.thinkTime !== undefined)
    .toSorted((a, b) => (a.point.mean ?? 0) - (b.point.mean ?? 0));
  const [fast, slow] = [seen[0]?.point, seen.at(-1)?.point];
  return [
    {
      code: "paced-users",
      severity: "warning",
      level: null,
      message:
        `Over ${inNumber(levels)} levels users/throughput rises by ${inNumber(slope)} s for each second of response time: ` +
        `the think time is ${inTime(fast?.thinkTime ?? 0)} where a request takes ${inTime(fast?.mean ?? 0)} and ` +
        `${inTime(slow?.thinkTime ?? 0)} where it takes ${inTime(slow?.mean ?? 0)}. Users seem to send at a fixed pace.`,
      law: "Closed system with think time: N̄ = X·(Z + R) with one Z, so N̄/X rises by 1 s for each second of R; with pacing Z shrinks as R grows.",
      remedy:
        "Take the pacing out of the load script (in Locust: between() instead of constant_pacing()), or say what think time real users have.",
    },
  ];
}
