import type { Limits } from "../../limits/limits.ts";
import type { OptimizeResult } from "../../planning/optimize/optimize-result.ts";
import type { SafeLimitMap } from "../../planning/optimize/sizes/safe-limit-map.ts";
import type { SeededHead } from "./answer-head.ts";

/** `headroom optimize --json`. */
export interface OptimizeOutput extends SeededHead, OptimizeResult {
  readonly base: { readonly limits: Limits };
  /** With `--map`. */
  readonly map: SafeLimitMap | null;
}
