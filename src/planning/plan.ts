/** The main job: audit, fit, limits, zones, what-ifs, in that order, without touching the world. */
import type { Policy } from "../limits/policy.ts";
import type { Campaign } from "../measurement/campaign.ts";
import type { Scenario } from "../platform/scenario.ts";
import type { PlanResult } from "./plan-result.ts";

export interface PlanInput {
  readonly campaign: Campaign;
  readonly policy: Policy;
  readonly scenarios: readonly Scenario[];
  /** Start of every random stream. */
  readonly seed: number;
  /** "headroom 0.1.0" */
  readonly program: string;
  /** SHA-256 of each input file, by its path in the workspace. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Told what is being done and which share of the whole is done. */
  readonly onProgress?: (stage: string, done: number) => void;
}

export function plan(_input: PlanInput): PlanResult {
  throw new Error("plan is being built");
}
