/** What a campaign says of the line in which requests stand at its limit. */
import type { Campaign } from "../../../measurement/campaign.ts";
import type { PerSecond } from "../../../units.ts";
import { type LineVisits, lineVisits } from "./line-visits.ts";
import { waitingAlone } from "./waiting-alone.ts";

export interface MeasuredLine {
  /** The highest of the campaign, of all requests. */
  readonly maxThroughput: PerSecond;
  /** Endpoints that wait while others do not, see `waitingAlone`. */
  readonly alone: ReadonlySet<string>;
  /** How often each stands in line, where some do several times, see `lineVisits`. */
  readonly visits: readonly LineVisits[];
}

export function measuredLine(campaign: Campaign, maxThroughput: PerSecond): MeasuredLine {
  return { maxThroughput, alone: waitingAlone(campaign), visits: lineVisits(campaign) };
}
