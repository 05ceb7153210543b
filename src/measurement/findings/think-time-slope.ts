import { inNumber, inTime } from "../../wording/wording.ts";
import type { Finding } from "../finding.ts";
import type { Evidence } from "./evidence.ts";
import { PACED_SLOPE } from "./paced-users.ts";

const law = "Closed system: N̄ = X·(Z + R), so N̄/X rises by 1 s for each second of R.";

/** The levels have no think time in common, or one that cannot be. */
export function thinkTimeSlope({ thinkTime, measured }: Evidence): readonly Finding[] {
  const { slope, slopeOff, levels } = thinkTime;
  const findings: Finding[] = [];
  if (slope !== null && slopeOff && slope >= PACED_SLOPE) {
    findings.push({
      code: "think-time-slope",
      severity: "warning",
      level: null,
      message:
        `Over ${levels} levels users/throughput rises by ${inNumber(slope)} s for each second of ` +
        `response time, not by 1: this speaks for figures from different windows.`,
      law,
      remedy:
        "Check that users, throughput and mean response time of a level come from one window, " +
        "and that users wait for the reply and then think.",
    });
  }
  if (levels > 0 && thinkTime.thinkTime === null) {
    const zs = measured.flatMap(({ point }) => point.thinkTime ?? []);
    findings.push({
      code: "negative-think-time",
      severity: "error",
      level: null,
      message: `Users/throughput is shorter than the mean response time: the think time would be ${inTime(Math.min(...zs))}.`,
      law,
      remedy:
        "Check the unit of the response times, and that throughput counts every request and " +
        "users counts everybody who sends them.",
    });
  }
  return findings;
}
