import type { PlanResult } from "../../planning/plan/plan-result.ts";
import type { PerSecond } from "../../units.ts";

/**
 * Throughput per user while nobody waits, 1/(Z + R0): the slope of the ideal line. Read
 * off the knee, which is where that line meets the ceiling; where no knee was found, off
 * the lightest predicted load, which then still lies on the line.
 */
export function lightLoadRate(plan: PlanResult): PerSecond | null {
  const { knee, peak } = plan.limits;
  if (knee.value !== null && knee.value > 0 && peak.throughput.value !== null)
    return peak.throughput.value / knee.value;
  const lightest = plan.points[0];
  return lightest === undefined ? null : lightest.throughput.value / lightest.users;
}
