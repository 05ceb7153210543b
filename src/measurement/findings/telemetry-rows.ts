import { inLevel, inNumber, inPercent } from "../../wording/wording.ts";
import type { Finding } from "../finding.ts";
import { type Evidence, placeOf } from "./evidence.ts";

/** Monitoring samples and rounds: this much above a bound is no contradiction. */
const TOLERANCE = 0.02;

/** What monitoring says of a part of the platform against what is possible at that load. */
export function telemetryRows({ measured }: Evidence): readonly Finding[] {
  return measured.flatMap(({ level, telemetry }) =>
    telemetry.flatMap(({ what, utilization = 0, inUse = 0, waiting = 0 }) => {
      const findings: Finding[] = [];
      if (utilization > 1 + TOLERANCE) {
        findings.push({
          code: "telemetry-over-capacity",
          severity: "warning",
          ...placeOf(level),
          message: `${inLevel(level)}: ${what} is ${inPercent(utilization)} utilized; this figure is not fitted.`,
          law: "Utilization is the share of the capacity in use: U ≤ 1.",
          remedy:
            "Divide by the number of cores or connections, and take no load average for a utilization.",
        });
      }
      if (inUse + waiting > level.users * (1 + TOLERANCE)) {
        findings.push({
          code: "telemetry-exceeds-users",
          severity: "warning",
          ...placeOf(level),
          message: `${inLevel(level)}: ${inNumber(inUse)} in use and ${inNumber(waiting)} waiting at ${what} are more than there are users.`,
          law: "N users who wait for their answers have at most N requests under way.",
          remedy:
            "Check that only connections at work are counted, not idle ones, and none of other clients.",
        });
      }
      return findings;
    }),
  );
}
