import type { PastPrediction } from "../../planning/validate/past-predictions.ts";
import type { Validation } from "../../planning/validate/validate.ts";
import type { SeededHead } from "./answer-head.ts";

/** `headroom validate --json`. */
export interface ValidateOutput extends SeededHead, Validation {
  /** Names of the campaigns before and after the change. */
  readonly before: string;
  readonly after: string;
  /** "pool.size=20"; empty where a repetition was predicted. */
  readonly levers: string;
  /** Names of the model files, divided by spaces. */
  readonly models: string;
  /** Of what was read, in this order: SHA-256 over the hashes of its files. */
  readonly before_sha256: string;
  readonly after_sha256: string;
  readonly models_sha256: string;
  /** By what factor past predictions make these intervals wider; null: too few tests. */
  readonly widening: number | null;
  /** Earlier validations of the workspace, without those of this test. */
  readonly past: readonly PastPrediction[];
  /** The file in which this one was recorded; null outside of a workspace. */
  readonly ledger: string | null;
}
