import type { Campaign } from "./campaign.ts";
import type { Finding } from "./finding.ts";

/** What an importer says in other words than the audit does of the same levels. */
const alsoAudited = ["ramp-included", "levels-of-a-ramp"];

/** What the importers noticed of the campaign's files and the audit does not say again. */
export function campaignNotices({ notices = [] }: Campaign): readonly Finding[] {
  return notices.filter(({ code }) => !alsoAudited.includes(code));
}
