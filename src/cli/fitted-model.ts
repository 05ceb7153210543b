/** A hypothesis with its unknowns fitted to the campaign of the workspace. */
import type { FittedCampaign } from "../planning/fit/fit-campaign.ts";
import type { MedianHypothesis } from "../planning/fit/heaviest-hypothesis.ts";
import type { Hypothesis } from "../platform/platform.ts";
import type { Arguments } from "./command.ts";
import { fitOf, type Prepared, prepare } from "./plan-workspace.ts";
import { RefusedError } from "./refused-error.ts";
import type { World } from "./world.ts";

const hint = "simulate it at the medians of its priors: --prior";

/**
 * All hypotheses of the workspace fitted and weighed: the one that carries most weight, at its
 * posterior medians.
 *
 * @throws RefusedError when the campaign is too thin for a fit or no hypothesis could be fitted
 */
export async function heaviestModel(args: Arguments, world: World): Promise<MedianHypothesis> {
  const prepared = await prepare(args, world);
  const { heaviestHypothesis } = await import("../planning/fit/heaviest-hypothesis.ts");
  return heaviestHypothesis((await fitOf(prepared, world)).hypotheses);
}

/** One hypothesis fitted alone. @throws RefusedError when it cannot be */
export async function fittedModel(
  hypothesis: Hypothesis,
  args: Arguments,
  world: World,
): Promise<MedianHypothesis> {
  const prepared = await prepare(args, world);
  const { freshFits } = await import("../calibration/hypothesis-fits.ts");
  const { countsErrors } = await import("../calibration/error-figures.ts");
  const { measuredRuns } = await import("../calibration/figures.ts");
  const { alikeEndpoints } = await import("../calibration/pooling/alike-endpoints.ts");
  const { partsOfAll } = await import("../calibration/watched-figures.ts");
  const { posteriorMedians } = await import("../planning/fit/heaviest-hypothesis.ts");
  const { campaign, audited } = await measured(prepared);
  const known = new Set(hypothesis.platform.endpoints.map(({ name }) => name));
  try {
    const { seed, fits = freshFits } = prepared.input;
    const runs = measuredRuns(
      campaign,
      audited,
      known,
      partsOfAll([hypothesis]),
      countsErrors([hypothesis]),
      alikeEndpoints(hypothesis, campaign.levels),
    );
    const posterior = fits.calibrate(hypothesis, runs, { seed });
    if (posterior.ended === "converged") {
      return { hypothesis, weight: 1, values: posteriorMedians(posterior) };
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RefusedError(`${campaign.name}: ${error.message}`, hint);
  }
  throw new RefusedError(`${hypothesis.name}: the fit has not converged`, hint);
}

type Measured = Pick<FittedCampaign, "campaign"> & {
  readonly audited: FittedCampaign["audit"];
  readonly observed: FittedCampaign["observations"];
};

async function measured({ input }: Prepared): Promise<Measured> {
  const { campaign } = input;
  const { tooThinToFit } = await import("../planning/fit/too-thin-to-fit.ts");
  const { audit } = await import("../measurement/audit.ts");
  const { observations } = await import("../measurement/observations.ts");
  const reason = tooThinToFit(campaign);
  if (reason !== null) throw new RefusedError(`${campaign.name}: ${reason}`, hint);
  const audited = audit(campaign);
  return { campaign, audited, observed: observations(campaign, audited) };
}
