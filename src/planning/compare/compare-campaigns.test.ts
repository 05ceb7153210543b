import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCampaignFolder } from "../../io/read-campaign-folder.ts";
import { defaultPolicy } from "../../limits/policy.ts";
import type { Campaign, Level } from "../../measurement/campaign.ts";
import { compareCampaigns } from "./compare-campaigns.ts";
import { judgePairs } from "./testing/judge-pairs.ts";
import { noisyPair } from "./testing/noisy-pair.ts";

const root = new URL("../../../", import.meta.url).pathname;
function testbed(name: string): Campaign {
  const read = readCampaignFolder(`data/testbed/${name}`, root);
  if (read === undefined) throw new Error(`no campaign ${name}`);
  return read.campaign;
}
const compared = (before: Campaign, after: Campaign, tolerance?: number) =>
  compareCampaigns(before, after, {
    policy: defaultPolicy,
    ...(tolerance === undefined ? {} : { tolerance }),
  });

const changed = (campaign: Campaign, change: (level: Level) => Partial<Level>): Campaign => ({
  ...campaign,
  levels: campaign.levels.map((level) => ({ ...level, ...change(level) })),
});

/** Whoever gets less throughput waits longer: R = N/X − Z, with the testbed's Z of 1.4 s. */
function slowed(share: number, from: number) {
  return ({ users, throughput = 0, requests = 0, responseTime }: Level): Partial<Level> => {
    if (users < from) return {};
    const mean = users / (throughput * share) - 1.4;
    const { p95 = 0, mean: was = mean } = responseTime;
    return {
      throughput: throughput * share,
      requests: Math.round(requests * share),
      responseTime: { mean, p95: p95 * (mean / was) },
    };
  };
}

describe("compareCampaigns", () => {
  it("sees no difference between two tests of one platform, and says how sharp it is", () => {
    const result = compared(testbed("A"), testbed("A2"));
    expect(result.verdict).toBe("no difference");
    expect(result.smallestLoss).toBeLessThan(0.1);
    expect(result.commonLoads).toEqual([10, 50, 100, 200, 300, 400, 500]);
  });

  it("sees a pool twice the size as a gain, and its loss the other way round", () => {
    expect(compared(testbed("A"), testbed("B")).verdict).toBe("gained");
    const back = compared(testbed("B"), testbed("A"));
    expect(back.verdict).toBe("lost");
    expect(back.reasons[0]).toContain("500 users");
  });

  it("sees a build that gets slower under load as a loss where it does, and nowhere else", () => {
    const { verdict, capacity, reasons } = compared(testbed("A"), testbed("I10"));
    expect(verdict).toBe("lost");
    expect(reasons[0]).toContain("500 users");
    const fallen = capacity.filter(({ outcome }) => outcome === "fell");
    expect(fallen.flatMap(({ users }) => users).every((users) => users >= 300)).toBe(true);
  });

  it("finds throughput past the knee reduced by 15 %, and names what fell", () => {
    const before = testbed("A");
    const after = changed(testbed("A2"), slowed(0.85, 300));
    const { verdict, capacity, reasons } = compared({ ...before, endpoints: [] }, after);
    expect(verdict).toBe("lost");
    expect(reasons[0]).toContain("more than the tolerance of 5 %");
    const past = capacity.find(({ figure }) => figure === "pastKnee");
    expect(past?.outcome).toBe("fell");
    // 0.85 of what A2 gives, which is 1.1 % more than A: −14 %.
    expect(past?.change?.value).toBeCloseTo(0.85 * 1.0115 - 1, 3);
  });

  it("finds the breaking point by the logarithm of P95: 1.5 s at 400, 2.3 s at 500, 2 s at 467", () => {
    const { breakingPoint } = compared(testbed("A"), testbed("A2"));
    const part = Math.log(2 / 1.5) / Math.log(2.3 / 1.5);
    expect(breakingPoint.before?.users).toBeCloseTo(400 + 100 * part, 6);
    expect(breakingPoint.before?.between).toEqual([400, 500]);
  });

  it("says nothing of a breaking point that one side did not test", () => {
    const a = testbed("A");
    const short = { ...a, levels: a.levels.filter(({ users }) => users <= 300) };
    const { capacity } = compared(short, a);
    const point = capacity.find(({ figure }) => figure === "breakingPoint");
    expect(point).toMatchObject({ change: null, atLeast: { before: true, after: false } });
  });

  it("counts only successes as throughput: refusing quickly is a loss", () => {
    const refusing = changed(testbed("A2"), ({ users, requests = 0 }) =>
      users < 300 ? {} : { failures: Math.round(requests / 5) },
    );
    const after = { ...refusing, failures: [] };
    expect(compared(testbed("A"), after).verdict).toBe("lost");
  });

  it("cannot tell where little was counted", () => {
    const thin = (campaign: Campaign) =>
      changed(campaign, ({ requests = 0, duration = 0 }) => ({
        requests: Math.ceil(requests / 50),
        duration: duration / 50,
      }));
    const result = compared(thin(testbed("A")), thin(testbed("A2")));
    expect(result.verdict).toBe("cannot tell");
    expect(result.remedy).toContain("run both once more");
  });

  it("cannot tell from light loads alone where requests take half as long again", () => {
    const a = testbed("A");
    const light = { ...a, levels: a.levels.filter(({ users }) => users <= 100), endpoints: [] };
    const { mean = 0, p95 = 0 } = light.levels[2]?.responseTime ?? {};
    const after = changed(light, () => ({ responseTime: { mean: 1.5 * mean, p95: 1.5 * p95 } }));
    const result = compared(light, after);
    expect(result.verdict).toBe("cannot tell");
    expect(result.remedy).toContain("past the knee");
  });

  it("refuses campaigns without a load in common, and tolerances that are none", () => {
    const a = testbed("A");
    const moved = changed(a, ({ users }) => ({ users: users + 1 }));
    expect(() => compared(a, { ...moved, endpoints: [] })).toThrow(/must have a load in common/);
    expect(() => compared(a, a, 1)).toThrow(/^tolerance must be/);
  });

  it("finds nothing between a campaign and itself", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const { before } = noisyPair(seed, 0);
        const { verdict, capacity } = compared(before, before);
        expect(["no difference", "cannot tell"]).toContain(verdict);
        for (const { change } of capacity) expect(change?.value ?? 0).toBeCloseTo(0, 9);
      }),
      { numRuns: 20 },
    );
  });

  it("takes the noise from repeated runs where there are some", () => {
    const { before, after } = noisyPair(3, 0, 3);
    const { noise } = compared(before, after);
    // Seven loads, three figures, two sides, two repeats beyond the first.
    expect(noise.repeats).toBe(7 * 3 * 2 * 2);
  });

  it("raises few false alarms over equal pairs, and finds the loss it promises to find", () => {
    const pairs = 40;
    const equal = judgePairs(pairs, 0, 1, 7);
    // With a true rate of 5 %, more than five of 40 come once in 70 times; the seed is fixed.
    expect(equal.verdicts.lost).toBeLessThanOrEqual(5);
    expect(equal.verdicts.gained).toBeLessThanOrEqual(5);
    const promised = judgePairs(pairs, "printed", 1, 7);
    expect(promised.verdicts.lost).toBeGreaterThanOrEqual(0.8 * pairs);
  });
});
