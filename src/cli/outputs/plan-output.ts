import type { PlanResult } from "../../planning/plan/plan-result.ts";

/** `headroom plan --json`, and plan.json in the folder of outputs. */
export interface PlanOutput extends PlanResult {
  /** Files written, by their paths in the workspace; absent in the file. */
  readonly outputs?: readonly string[];
}
