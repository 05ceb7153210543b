import { describe, expect, it } from "vitest";
import { syntheticCampaign } from "../../calibration/testing/synthetic-campaign.ts";
import { defaultPolicy } from "../../limits/policy.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import type { HypothesesSummary } from "../plan/plan-result.ts";
import { scenarioBase } from "../what-if/scenario-base.ts";
import { type FittedCampaign, fitCampaign } from "./fit-campaign.ts";
import { summarizeHypotheses } from "./summarize-hypotheses.ts";

const { campaign } = syntheticCampaign(20);
const summaryOf = (fitted: FittedCampaign) =>
  summarizeHypotheses(fitted, scenarioBase(fitted, defaultPolicy, 1)) as HypothesesSummary;

const plain = plainPlatform();
const unfit: Hypothesis = {
  name: "impossible",
  source: "",
  numbers: {},
  platform: { ...plain, thinkTime: -1 },
};
/** Two unknowns, one by its place and one by its name. */
const open: Hypothesis = {
  name: "plain",
  source: "a sentence",
  numbers: { queryTime: { prior: "logUniform", low: 0.005, high: 0.5 } },
  platform: {
    ...plain,
    thinkTime: { prior: "logUniform", low: 0.2, high: 20 },
    stations: plain.stations.map((station) =>
      station.name === "database"
        ? {
            ...station,
            work: station.work.map((one) => ({ ...one, demand: { of: "queryTime", times: 1 } })),
          }
        : station,
    ),
  },
};

describe("summarizeHypotheses", () => {
  it("leaves the plan to the pool model where none could be fitted, and says so", () => {
    const fitted = fitCampaign(campaign, { seed: 1, hypotheses: [unfit] });
    const { list, excluded, sentence, limitsRestOn } = summaryOf(fitted);
    expect(list).toEqual([]);
    expect(excluded.map(({ name }) => name)).toEqual(["impossible"]);
    expect(excluded[0]?.reason).toContain("thinkTime");
    expect(sentence).toMatch(/^The one hypothesis could not be fitted/);
    expect(limitsRestOn).toBe("pool model");
    expect(fitted.draws).toHaveLength(fitted.pools.length);
    expect(scenarioBase(fitted, defaultPolicy, 1).groups[0]?.hypothesis).toBeNull();
    const all = summaryOf({ ...fitted, excluded: [...fitted.excluded, ...fitted.excluded] });
    expect(all.sentence).toMatch(/^None of the 2 hypotheses could be fitted/);
  });

  it("tells parameters with unit, prior and meaning, and how busy each station is", () => {
    const fitted = fitCampaign(campaign, { seed: 1, hypotheses: [open, unfit] });
    const { list, excluded } = summaryOf(fitted);
    expect(excluded).toHaveLength(1);
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
