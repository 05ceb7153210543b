import { describe, expect, it } from "vitest";
import { unknownsOf } from "../../platform/unknowns-of.ts";
import { predictCampaign } from "../predict-figures.ts";
import { twoStages, twoStagesRuns } from "../testing/two-stage-platform.ts";
import { platformAtPosition } from "./platform-at-position.ts";
import { shareSolved, solvedCampaign } from "./solved-campaign.ts";

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

  it("takes what it knows of all runs for some of them, to the last digit", () => {
    const all = twoStagesRuns();
    const most = Math.max(...all.map(({ users }) => users));
    const heavier = all.filter((_, i) => i !== 1);
    const whole = at(0.2, 2 * most, all);
    const alone = at(0.2, 2 * most, [...heavier]);
    shareSolved(heavier, all);
    expect(at(0.2, 2 * most, heavier)).toEqual(alone);
    expect(at(0.2, 2 * most, heavier).runs[0]).toBe(whole.runs[0]);
  });

  it("solves anew where the heaviest run is left out, or another load is looked at", () => {
    const all = twoStagesRuns();
    const most = Math.max(...all.map(({ users }) => users));
    const lighter = all.filter(({ users }) => users < most);
    const whole = at(0.3, null, all);
    shareSolved(lighter, all);
    expect(at(0.3, null, lighter).runs[0]).not.toBe(whole.runs[0]);
    const heavier = all.slice(1);
    shareSolved(heavier, all);
    expect(at(0.3, 3 * most, heavier).fall).toBe(at(0.3, 3 * most, [...heavier]).fall);
  });

  it("goes on beyond the places that it remembers", () => {
    const [first, ...others] = Array.from({ length: 1100 }, (_, i) => at(i / 1e4, null, lightest));
    expect(others).toHaveLength(1099);
    expect(at(0, null, lightest)).toEqual(first);
  });
});
