import { type MeasuredRun, measuredRuns } from "../../calibration/figures.ts";
import { audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";

/** Fewer measured figures than this say nothing. */
const LEAST_FIGURES = 3;

/** Each user more is a state of every platform that is tried: beyond these a machine runs out of memory. */
export const MOST_USERS = 1_000_000;

/** Why a campaign cannot be fitted, in words, or null when it can. */
export function tooThinToFit(campaign: Campaign): string | null {
  const runs = measuredRuns(campaign, audit(campaign), new Set());
  const most = runs.reduce((so, { users }) => Math.max(so, users), 0);
  if (most > MOST_USERS) {
    return `a fit solves up to ${MOST_USERS} users, got a load of ${most}: describe a part of the platform and its users, e.g. one of ten cells`;
  }
  const figures = runs.flatMap((run: MeasuredRun) => run.figures);
  const loads = new Set(runs.map(({ users }) => users)).size;
  if (loads < 2) {
    return `a fit needs throughput or response times at two loads at least, got ${loads}`;
  }
  if (figures.length < LEAST_FIGURES) {
    return `a fit needs at least ${LEAST_FIGURES} measured figures of throughput and response time, got ${figures.length}`;
  }
  if (!figures.some(({ quantity }) => quantity === "throughput")) {
    return "a fit needs a measured throughput, or requests and duration, got neither";
  }
  return null;
}
