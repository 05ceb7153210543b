import { audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import { observations } from "../../measurement/observations.ts";
import type { KnownFacts } from "../../platform/known-facts.ts";
import { trustedFacts } from "./trusted-facts.ts";

/** The facts that a campaign does not contradict: what models are filled with. */
export function trustedKnown(known: KnownFacts, campaign: Campaign): KnownFacts {
  if (Object.keys(known).length === 0) return known;
  const audited = audit(campaign);
  return trustedFacts(known, observations(campaign, audited), audited).facts;
}
