import type { Audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import { campaignNotices } from "../../measurement/campaign-notices.ts";
import type { Finding } from "../../measurement/finding.ts";
import { knownInWords } from "../../planning/fit/known-in-words.ts";
import type { KnownFacts } from "../../planning/plan/plan-result.ts";
import { shellWord } from "../../wording/shell-word.ts";
import { auditLine, levelsLine, measuredLine, thinkTimeLine } from "../campaign-lines.ts";

export interface InitSummary {
  readonly campaign: Campaign;
  readonly audit: Audit;
  readonly known: KnownFacts;
  /** What the measurements say against it. */
  readonly doubts: readonly Finding[];
  /** Files and runs that were left out. */
  readonly leftOut: number;
  /** Folder of the new workspace; "." is the working directory. */
  readonly folder: string;
}

/** What `headroom init` prints: in five lines and what is known, what it found and what to do next. */
export function initText(summary: InitSummary): string {
  const { campaign, audit, known, doubts, leftOut, folder } = summary;
  const missing = leftOut === 0 ? "" : `; ${leftOut} left out, named above`;
  const where = folder === "." ? "" : ` -C ${shellWord(folder)}`;
  return [
    `${campaign.name}: ${levelsLine(campaign)}${missing}.`,
    measuredLine(campaign),
    thinkTimeLine(audit),
    auditLine(audit, campaignNotices(campaign)),
    ...knownLines(known, doubts),
    `The workspace is ready: headroom plan${where}; its policy is ${policyWords(known)}, see models/policy.yaml.`,
  ].join("\n");
}

/** "Known: pool 50, think time 1.4 s.", and what the measurements say against it. */
export function knownLines(known: KnownFacts, doubts: readonly Finding[]): string[] {
  const said = knownInWords(known);
  if (said === "") return [];
  const against = doubts.flatMap(({ message, remedy }) => [message, `  remedy: ${remedy}`]);
  return [`Known: ${said}.`, ...against];
}

const policyWords = ({ redLine }: KnownFacts) =>
  redLine === undefined ? "the default one" : "the default one in proportion to your red line";
