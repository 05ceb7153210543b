import type { CheckResult } from "../../limits/check-result.ts";
import type { Limits } from "../../limits/limits.ts";
import type { LaunchVerdict } from "../../planning/verdict/launch-condition.ts";
import type { SeededHead } from "./answer-head.ts";

interface AnsweredGate extends SeededHead {
  readonly base: { readonly limits: Limits };
  readonly launch: LaunchVerdict;
}

/** No load amounts to the target. */
interface Unreached extends AnsweredGate {
  readonly users: null;
  readonly verdict: "fail";
}

/** `headroom check --json`: the verdict for the target, beside what the gate says at its load. */
export type CheckOutput = (AnsweredGate & CheckResult) | Unreached;
