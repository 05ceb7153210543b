import { describe, expect, it } from "vitest";
import { type FitOrigin, type FitStore, keptFits } from "../../calibration/hypothesis-fits.ts";
import { syntheticCampaign } from "../../calibration/testing/synthetic-campaign.ts";
import { openHypothesis } from "../testing/open-hypothesis.ts";
import { fitCampaign } from "./fit-campaign.ts";
import { fitChain, fitChains } from "./fit-chain.ts";

/** Few levels of few users: what is tested is what is fitted, not how well. */
const { campaign, truth } = syntheticCampaign(17, [0.1, 0.5, 1]);
const open = openHypothesis(truth);
const origin: FitOrigin = { program: "test", measurements: {}, models: {} };

function memory(): FitStore & { readonly made: Map<string, unknown> } {
  const made = new Map<string, unknown>();
  return {
    made,
    read: (key) => made.get(key),
    write: (key, fit) => void made.set(key, fit),
  };
}

describe("fitChains", () => {
  it("puts each hypothesis behind the one that it starts at, and no two others together", () => {
    const second = { ...open, name: "second" };
    const after = { ...open, name: "after", startsAt: "plain" };
    const last = { ...open, name: "last", startsAt: "after" };
    expect(fitChains(campaign, { seed: 1, hypotheses: [open, second, after, last] })).toEqual([
      ["plain", "after", "last"],
      ["second"],
    ]);
  });

  it("names each explanation of one pool once, but for those that wait for the others", () => {
    const chains = fitChains(campaign, { seed: 1 });
    const names = chains.flat();
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => name.endsWith("-of-some"))).toEqual([]);
    expect(chains).toContainEqual(["platform-workers", "platform-workers-of-each"]);
  });
});

describe("fitChain", () => {
  it("makes all that a fit of the campaign then asks for, in whichever order", () => {
    const hypotheses = [open, { ...open, name: "second" }];
    const ahead = memory();
    const options = { seed: 1, hypotheses, fits: keptFits(ahead, origin) };
    for (const chain of fitChains(campaign, options).toReversed()) {
      fitChain(campaign, options, chain);
    }
    const later = memory();
    const read: FitStore["read"] = (key) => ahead.read(key);
    const fits = keptFits({ read, write: later.write }, origin);
    const fromKept = fitCampaign(campaign, { ...options, fits });
    expect([...later.made.keys()]).toEqual([]);
    const { members } = fitCampaign(campaign, { seed: 1, hypotheses }).hypotheses;
    expect(fromKept.hypotheses.members.map(({ posterior }) => posterior.draws)).toEqual(
      members.map(({ posterior }) => posterior.draws),
    );
  });
});
