import { describe, expect, it } from "vitest";
import { importCampaign } from "../ingest/import-campaign.ts";
import { audit } from "../measurement/audit.ts";
import { campaignNotices } from "../measurement/campaign-notices.ts";
import { auditLine } from "./campaign-lines.ts";

const lineOf = (text: string) => {
  const made = importCampaign("made", [{ name: "t.csv", text }]);
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  const { campaign } = made.value;
  return auditLine(audit(campaign), campaignNotices(campaign));
};

describe("the line of the audit", () => {
  it("does not say that nothing was found where the importer warned", () => {
    const table =
      "users,rps,mean (ms),error rate\n10,9.75,39.5,0%\n50,49.9,40.2,1%\n90,87.1,41,5%\n";
    expect(lineOf(table)).toBe(
      "Audit: grade A; 1 warning; worst: The share of failures was not read: of how many requests is not told.",
    );
  });

  it("leaves out what is only a word on how a file was read", () => {
    const table = "users,rps,mean (ms),remark\n10,9.75,39.5,a\n50,49.9,40.2,b\n90,87.1,41,c\n";
    expect(lineOf(table)).toBe("Audit: grade A, nothing found.");
  });
});
