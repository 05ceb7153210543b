import type { Limits } from "../../limits/limits.ts";
import type { NextResult } from "../../planning/next/next-result.ts";
import type { PlannedTest } from "../../planning/next/planned-test.ts";
import type { SeededHead } from "./answer-head.ts";

/** `headroom next --json`. */
export interface NextOutput extends SeededHead, NextResult {
  readonly base: { readonly limits: Limits };
  /** With `-o`: the load test, and the file that it was written to. */
  readonly test?: PlannedTest;
  readonly outputs?: readonly string[];
}
