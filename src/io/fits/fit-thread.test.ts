import { expect, it } from "vitest";
import { keptFits } from "../../calibration/hypothesis-fits.ts";
import { syntheticCampaign } from "../../calibration/testing/synthetic-campaign.ts";
import { fitCampaign } from "../../planning/fit/fit-campaign.ts";
import { openHypothesis } from "../../planning/testing/open-hypothesis.ts";
import { madeFits } from "./fit-thread.ts";

it("answers with plain data under the texts that the same fit is looked up by", () => {
  const { campaign, truth } = syntheticCampaign(17, [0.1, 0.5, 1]);
  const hypotheses = [openHypothesis(truth), { ...openHypothesis(truth), name: "second" }];
  const origin = { program: "test", measurements: { "a.csv": "0" }, models: {} };
  const shares: number[] = [];
  const made = madeFits({ campaign, options: { seed: 3, hypotheses }, origin }, ["second"], (one) =>
    shares.push(one),
  );
  // As a message to another thread arrives.
  const arrived = new Map(structuredClone(made));
  expect(arrived.size).toBeGreaterThan(0);
  expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
  const written: string[] = [];
  const store = {
    read: (key: string) => arrived.get(key),
    write: (key: string) => void written.push(key),
  };
  fitCampaign(campaign, { seed: 3, hypotheses, fits: keptFits(store, origin) });
  expect(written.filter((key) => key.includes('"name":"second"'))).toEqual([]);
  expect(written.length).toBeGreaterThan(0);
});
