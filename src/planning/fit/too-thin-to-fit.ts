import { LEAST_TARGETS, targets } from "../../calibration/misfit.ts";
import { audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import { observations } from "../../measurement/observations.ts";

/** Why a campaign cannot be fitted, in words, or null when it can. */
export function tooThinToFit(campaign: Campaign): string | null {
  const wanted = targets(observations(campaign, audit(campaign)));
  const loads = new Set(wanted.map(({ observation }) => observation.users)).size;
  if (loads < 2) {
    return `a fit needs throughput or response times at two loads at least, got ${loads}`;
  }
  if (wanted.length < LEAST_TARGETS) {
    return `a fit needs at least ${LEAST_TARGETS} measured figures of throughput and response time, got ${wanted.length}`;
  }
  if (!wanted.some(({ quantity }) => quantity === "throughput")) {
    return "a fit needs a measured throughput, or requests and duration, got neither";
  }
  return null;
}
