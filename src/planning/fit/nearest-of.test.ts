import { describe, expect, it } from "vitest";
import type { HypothesisPosterior } from "../../calibration/calibrate-hypothesis.ts";
import type { Hypothesis } from "../../platform/platform.ts";
import { nearestOf } from "./nearest-of.ts";

const named = (title: string, instead?: readonly Hypothesis[]) =>
  ({ name: "of-each", platform: { title }, ...(instead && { instead }) }) as unknown as Hypothesis;

/** Two, three and five instances, of which nobody has said how many. */
const several = named("two", [named("three"), named("five")]);

const fitOf =
  (noise: Readonly<Record<string, number>>) =>
  (hypothesis: Hypothesis): HypothesisPosterior | string => {
    const { title } = hypothesis.platform;
    const noiseScale = noise[title];
    if (noiseScale === undefined) return "the priors allow no platform that can be solved";
    const fit = { noiseScale, position: [noiseScale], others: [[9]] };
    return { hypothesis, fit } as unknown as HypothesisPosterior;
  };

describe("nearestOf", () => {
  it("takes the number of instances whose figures lie nearest, and starts where it ends", () => {
    const { hypothesis, near } = nearestOf(several, fitOf({ two: 1.4, three: 0.9, five: 1.1 }));
    expect(hypothesis.platform.title).toBe("three");
    expect(near).toMatchObject({ position: [0.9], others: [[9]] });
  });

  it("leaves out what cannot be fitted", () => {
    expect(nearestOf(several, fitOf({ five: 3 })).hypothesis.platform.title).toBe("five");
    expect(nearestOf(several, fitOf({}))).toEqual({ hypothesis: named("two"), near: null });
  });

  it("is the hypothesis itself where no other stands for it, without a fit", () => {
    const nothing = () => {
      throw new Error("nothing is fitted");
    };
    expect(nearestOf(named("two"), nothing)).toEqual({ hypothesis: named("two"), near: null });
  });
});
