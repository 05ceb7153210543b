import type { PlanResult } from "../planning/plan/plan-result.ts";

/** The limits that the measurements contradict, before anything else is said; empty without any. */
export function contradictionLines({ audit }: Pick<PlanResult, "audit">): readonly string[] {
  return audit.findings
    .filter(({ code }) => code === "limit-contradicted")
    .map(({ message, remedy }) => `${message} ${remedy}`);
}
