import { describe, expect, it } from "vitest";
import { readCampaignFolder } from "../../io/read-campaign-folder.ts";
import { defaultPolicy } from "../../limits/policy.ts";
import { compareCampaigns } from "../../planning/compare/compare-campaigns.ts";
import { compareGate } from "./compare-gate.ts";
import { gateJunit } from "./gate-junit.ts";

const root = new URL("../../../", import.meta.url).pathname;
function testbed(name: string) {
  const read = readCampaignFolder(`data/testbed/${name}`, root);
  if (read === undefined) throw new Error(`no campaign ${name}`);
  return read.campaign;
}

describe("compareGate", () => {
  it("ends the words of a figure that is not sure with the figure", () => {
    const result = compareCampaigns(testbed("A"), testbed("A2"), { policy: defaultPolicy });
    const text = gateJunit(compareGate(result));
    expect(text).toMatch(/ %\)<\/system-out>/);
    expect(text).not.toMatch(/, ?<\/system-out>/);
  });
});
