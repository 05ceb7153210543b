import type { Audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import { auditLine, levelsLine, measuredLine, thinkTimeLine } from "../campaign-lines.ts";

export interface InitSummary {
  readonly campaign: Campaign;
  readonly audit: Audit;
  /** Files and runs that were left out. */
  readonly leftOut: number;
  /** Folder of the new workspace; "." is the working directory. */
  readonly folder: string;
}

/** What `headroom init` prints: in five lines, what it found and what to do next. */
export function initText({ campaign, audit, leftOut, folder }: InitSummary): string {
  const missing = leftOut === 0 ? "" : `; ${leftOut} left out, named above`;
  const where = folder === "." ? "" : ` -C ${/\s/.test(folder) ? `"${folder}"` : folder}`;
  return [
    `${campaign.name}: ${levelsLine(campaign)}${missing}.`,
    measuredLine(campaign),
    thinkTimeLine(audit),
    auditLine(audit),
    `The workspace is ready: headroom plan${where}; its policy is the default one, see models/policy.yaml.`,
  ].join("\n");
}
