/** What the conditions of a launch are derived from. */
import type { CheckResult } from "../../limits/check-result.ts";
import type { Limits, Zone } from "../../limits/limits.ts";
import type { Policy } from "../../limits/policy.ts";
import type { Finding } from "../../measurement/finding.ts";
import type { Share } from "../../units.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import type { LaunchTarget } from "./launch-target.ts";

export interface LaunchEvidence {
  readonly fitted: FittedCampaign;
  readonly policy: Policy;
  readonly limits: Limits;
  readonly zones: readonly Zone[];
  readonly findings: readonly Finding[];
  /** The gate's answer at the load. */
  readonly check: CheckResult;
  readonly target: LaunchTarget;
  /** Of a target in requests: as it was stated, and with what probability it is served. */
  readonly rate: {
    readonly asked: string;
    readonly served: Share;
    readonly confidence: Share;
  } | null;
  /** The command that gives this verdict. */
  readonly command: string;
}
