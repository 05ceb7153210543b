/** The load that a launch amounts to, as the verdict has it. */
import { findLimits } from "../../limits/find-limits.ts";
import type { Policy } from "../../limits/policy.ts";
import { probabilityOf } from "../../limits/summarize-draws.ts";
import type { Share } from "../../units.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import type { LaunchTarget } from "../verdict/launch-target.ts";
import { targetLoad } from "../verdict/target-load.ts";

export interface LaunchLoad {
  /** Whole users as they were in the test; null: no number of them sends so much. */
  readonly users: number | null;
  /** "125 req/s" */
  readonly asked: string;
  /** Of a target in requests: with what probability so many are served; null elsewhere. */
  readonly served: Share | null;
}

export function launchLoad(
  { draws, search }: FittedCampaign,
  policy: Policy,
  target: LaunchTarget,
): LaunchLoad {
  const { ofDraws } = findLimits(draws, policy, search);
  const { users, asked, served } = targetLoad(target, draws, ofDraws, search.maxUsers);
  return { users, asked, served: served === null ? null : probabilityOf(served, draws.length) };
}
