import type { PlanOptions, PlanResult, ScenarioResult } from "../../planning/plan/plan-result.ts";
import type { Judgment } from "../../report/text/judge-text.ts";
import type { SeededHead } from "./answer-head.ts";

/** `headroom what-if --json`. */
export interface WhatIfOutput extends SeededHead {
  readonly past?: NonNullable<PlanResult["past"]>;
  /** The platform as it is. */
  readonly base: Pick<PlanResult, "limits" | "points">;
  readonly scenarios: readonly ScenarioResult[];
  readonly options: PlanOptions;
  /** With `--judge`. */
  readonly judge?: Judgment;
}
