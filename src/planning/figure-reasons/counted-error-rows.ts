/**
 * By how much the failures counted at each level move the error rate at a load: the law of errors read
 * off the counts again, with one level's failures higher by their own chance, and the platforms
 * of the fit given that law with the same random numbers. Nothing of the fit itself is moved.
 */

import { fitErrors } from "../../calibration/fit-errors.ts";
import { platformAt } from "../../limits/platform-at.ts";
import { intervalOf } from "../../limits/summarize-draws.ts";
import type { Observation } from "../../measurement/observations.ts";
import { RandomStream } from "../../random/random-stream.ts";
import type { Share } from "../../units.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import type { RowInfluence } from "../limit-reasons/limit-explanation.ts";
import { countedMembers } from "../limit-reasons/row-slopes.ts";
import { drawnPlatforms, plausible } from "../what-if/drawn-platform.ts";

/** Only the difference counts, so that any stream will do that both sides share. */
const SEED = 1;

/** The strongest first; a level without a failure has no share of itself to be higher by. */
export function countedErrorRows(
  { observations, hypotheses }: FittedCampaign,
  users: number,
): readonly RowInfluence[] {
  const rateWith = (levels: readonly Observation[]): Share => {
    const errors = fitErrors(levels);
    return countedMembers(hypotheses).reduce((sum, { member, share }) => {
      const draws = drawnPlatforms(member.posterior, errors, RandomStream.fromSeed(SEED, 0));
      const rates = draws.map((draw) => platformAt(plausible(draw), users)(users).errorRate);
      return sum + share * intervalOf(rates).value;
    }, 0);
  };
  const before = rateWith(observations);
  return observations
    .flatMap((level): readonly RowInfluence[] => {
      const { users: load, run, requests, failures, incident } = level;
      if (incident || requests === undefined || failures === undefined || failures === 0) return [];
      const more = Math.min(1 / Math.sqrt(failures), requests / failures - 1);
      const raised = { ...level, failures: failures * (1 + more) };
      const after = rateWith(observations.map((one) => (one === level ? raised : one)));
      return [
        {
          ...{ users: load, run, quantity: "errorRate", endpoint: null, more },
          ...{ measured: failures / requests, change: after - before },
        },
      ];
    })
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
}
