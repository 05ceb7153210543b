/** What the page is written with: the workspace as it was read, its fits, and the first answers. */

import type { HypothesisFits } from "../calibration/hypothesis-fits.ts";
import { summarizeLimits } from "../limits/find-limits.ts";
import type { LevelKey } from "../measurement/audit.ts";
import { type FittedCampaign, fitCampaign } from "../planning/fit/fit-campaign.ts";
import type { Limiter, Limits } from "../planning/plan/plan-result.ts";
import type { LaunchVerdict } from "../planning/verdict/launch-condition.ts";
import type { Share } from "../units.ts";
import type { ExploreInput } from "./explore-input.ts";
import { type Explored, explored } from "./explored.ts";
import { type MiddleDraw, middleDraw } from "./middle-draw.ts";
import { underExplanation } from "./one-explanation.ts";
import { type RecordedFit, recordedFits, withoutCovariance } from "./recorded-fits.ts";
import { settingLaunch } from "./setting-launch.ts";
import { type Today, todayOf } from "./today.ts";

export interface Explanation {
  readonly name: string;
  readonly title: string;
  readonly weight: Share;
  readonly ceiling?: Limiter;
  /** The platform as it is, if this one is true. */
  readonly limits: Limits;
  readonly middle: MiddleDraw;
}

export interface PageData {
  readonly schema: 1;
  readonly input: ExploreInput;
  /** Whether a server stands behind the page and says when its files change. */
  readonly served: boolean;
  readonly fits: readonly RecordedFit[];
  readonly today: Today;
  readonly launch: LaunchVerdict;
  readonly middle: MiddleDraw;
  readonly explanations: readonly Explanation[];
  readonly incidents: readonly LevelKey[];
  /** Predictions stop here. */
  readonly maxUsers: number;
  /** Loads at which the curves of a change are drawn. */
  readonly loads: readonly number[];
  readonly limitsReached: boolean;
}

/** The fit of an input, by fits that were made before where there are any. */
export function fitOfInput(
  { campaign, seed, hypotheses, known }: ExploreInput,
  fits: HypothesisFits,
  onProgress: (done: number) => void = () => {},
): FittedCampaign {
  return fitCampaign(campaign, { seed, hypotheses, known, fits, onProgress });
}

/**
 * @param users of the launch where the workspace states none: the recommended ones
 * @throws RangeError if the campaign holds too little to fit
 */
export function pageData(
  input: ExploreInput,
  fits: HypothesisFits,
  how: { readonly served?: boolean; readonly onProgress?: (done: number) => void } = {},
): { readonly data: PageData; readonly found: Explored } {
  const record = recordedFits(fits);
  const fitted = fitOfInput(input, record.fits, how.onProgress);
  const found = explored(fitted, input.policy);
  const { base } = found;
  const today = todayOf(found);
  const { members } = fitted.hypotheses;
  const explanations = base.groups.map((group, i): Explanation => {
    const name = members[i]?.posterior.hypothesis.name ?? "";
    const alone = explored(underExplanation(fitted, name), input.policy);
    return {
      ...group.hypothesis,
      weight: group.weight,
      limits: summarizeLimits(group.ofDraws, input.policy, base.search).limits,
      middle: middleDraw(alone.base),
    };
  });
  const { recommended, safeLimit } = base.found.limits;
  const users = input.launch === null ? Math.max(1, recommended.value || safeLimit.value) : null;
  const setting = { levers: [], policy: input.policy, users, explanation: null };
  const data: PageData = {
    schema: 1,
    input,
    served: how.served ?? false,
    fits: record.recorded.map(withoutCovariance),
    today,
    launch: settingLaunch(found, input, setting),
    middle: middleDraw(base),
    explanations,
    incidents: fitted.audit.incidentLevels,
    maxUsers: base.search.maxUsers,
    loads: base.loads,
    limitsReached: base.search.measured?.reachLimits ?? true,
  };
  return { data, found };
}
