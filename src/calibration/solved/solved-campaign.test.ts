import { describe, expect, it } from "vitest";
import { unknownsOf } from "../../platform/unknowns-of.ts";
import { predictCampaign } from "../predict-figures.ts";
import { twoStages, twoStagesRuns } from "../testing/two-stage-platform.ts";
import { platformAtPosition } from "./platform-at-position.ts";
import { solvedCampaign } from "./solved-campaign.ts";

const unknowns = unknownsOf(twoStages);
const runs = twoStagesRuns();
const lightest = runs.slice(0, 1);
const at = (x: number, beyond: number | null = null, of = runs, hypothesis = twoStages) =>
  solvedCampaign(
    hypothesis,
    unknowns,
    of,
    unknowns.map(() => x),
    beyond,
  );

describe("solvedCampaign", () => {
  it("is what the platform there shows, also when it is asked for again", () => {
    const platform = platformAtPosition(
      twoStages,
      unknowns,
      unknowns.map(() => 0.1),
    );
    expect(at(0.1)).toEqual(predictCampaign(platform, runs));
    expect(at(0.1)).toBe(at(0.1));
  });

  it("takes another place, load, list of runs or hypothesis for what it is", () => {
    const first = at(0);
    const most = Math.max(...runs.map(({ users }) => users));
    expect(at(1e-12).runs).not.toBe(first.runs);
    expect(at(0, 2 * most).fall).not.toBe(first.fall);
    expect(at(0, null, runs.slice(1)).runs).toHaveLength(runs.length - 1);
    const thinking = { ...twoStages, platform: { ...twoStages.platform, thinkTime: 30 } };
    expect(at(0, null, runs, thinking).runs).not.toEqual(first.runs);
  });

  it("goes on beyond the places that it remembers", () => {
    const [first, ...others] = Array.from({ length: 1100 }, (_, i) => at(i / 1e4, null, lightest));
    expect(others).toHaveLength(1099);
    expect(at(0, null, lightest)).toEqual(first);
  });
});
