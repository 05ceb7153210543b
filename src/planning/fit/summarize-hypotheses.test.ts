import { describe, expect, it } from "vitest";
import { syntheticCampaign } from "../../calibration/testing/synthetic-campaign.ts";
import { defaultPolicy } from "../../limits/policy.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import { openHypothesis } from "../testing/open-hypothesis.ts";
import { scenarioBase } from "../what-if/scenario-base.ts";
import { type FittedCampaign, fitCampaign } from "./fit-campaign.ts";
import { summarizeHypotheses } from "./summarize-hypotheses.ts";

const { campaign, truth } = syntheticCampaign(17);
const summaryOf = (fitted: FittedCampaign) =>
  summarizeHypotheses(fitted, scenarioBase(fitted, defaultPolicy));

const open = openHypothesis(truth);
const unfit: Hypothesis = {
  name: "impossible",
  source: "",
  numbers: {},
  platform: { ...truth, thinkTime: -1 },
};

describe("summarizeHypotheses", () => {
  it("tells parameters with unit, prior and meaning, and how busy each station is", () => {
    const fitted = fitCampaign(campaign, { seed: 1, hypotheses: [open, unfit] });
    const { list, excluded, sentence, best } = summaryOf(fitted);
    expect(excluded.map(({ name }) => name)).toEqual(["impossible"]);
    expect(excluded[0]?.reason).toContain("thinkTime");
    expect(sentence).toBe("One explanation could be fitted: plain.");
    expect(best).toBe("plain");
    const [one] = list;
    const units = one?.parameters.map(({ name, unit }) => [name, unit]);
    expect(units).toEqual([
      ["queryTime", "s"],
      ["thinkTime", "s"],
    ]);
    for (const { low, value, high, prior, meaning, learned } of one?.parameters ?? []) {
      expect(low <= value && value <= high).toBe(true);
      expect(prior.low < prior.value && prior.value < prior.high).toBe(true);
      expect(meaning).not.toBe("");
      // 90 % of a log-uniform law on two decades is 10^1.8 wide.
      expect(prior.high / prior.low).toBeCloseTo(10 ** 1.8, 0);
      expect(learned >= 0 && learned <= 1).toBe(true);
    }
    expect(one?.utilization.length).toBeGreaterThan(10);
    for (const { byStation } of one?.utilization ?? []) {
      expect(Object.keys(byStation).sort()).toEqual(["api", "connections", "database"]);
      for (const share of Object.values(byStation)) {
        expect(share >= 0 && share <= 1 + 1e-9).toBe(true);
      }
      expect(byStation["api"]).toBe(0); // a delay has no servers to be busy
    }
    const busy = one?.utilization.map(({ byStation }) => byStation["connections"] ?? 0) ?? [];
    busy.slice(1).forEach((share, i) => {
      expect(share).toBeGreaterThanOrEqual((busy[i] ?? 0) - 1e-9);
    });
  });
});
