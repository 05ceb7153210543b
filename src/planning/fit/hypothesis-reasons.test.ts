import { describe, expect, it } from "vitest";
import { noModelError } from "../../limits/model-error.ts";
import { defaultPolicy } from "../../limits/policy.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import type { FittedHypotheses } from "./fit-hypotheses.ts";
import { hypothesisReasons } from "./hypothesis-reasons.ts";

const search = { maxUsers: 1000, basisAt: () => "interpolated" as const };

/** Only what the reasons read: titles, weights and draws. */
function member(title: string, weight: number, poolSize: number) {
  const draw = {
    platform: plainPlatform({ poolSize, cores: 64, databaseTime: 0.1, apiTime: 0.001 }),
    position: [],
    modelError: noModelError,
    changeError: { time: 0, throughput: 0, shape: [], imbalance: 0 },
  };
  return {
    weight: { weight },
    posterior: { hypothesis: { name: title, platform: { title } } },
    draws: new Array(30).fill(draw),
  };
}

const reasons = (members: readonly object[], explains = true) =>
  hypothesisReasons(
    { hypotheses: { members, explains } as unknown as FittedHypotheses, search },
    defaultPolicy,
    300,
    0.9,
  );

describe("hypothesisReasons", () => {
  it("says who says what where likely hypotheses disagree", () => {
    // Of 30 draws each, all or none: 30/31 and 1/31. 300 users of 1 s thinking: 2 connections of 100 ms give 20 req/s, 60 give all that is asked.
    const [sentence] = reasons([member("Small pool", 0.3, 2), member("Large pool", 0.7, 60)]);
    expect(sentence).toMatch(
      /^The explanations disagree .*: Large pool \(70 %\) says at least 96 %, Small pool \(30 %\) says at most 4 %/,
    );
  });

  it("says nothing where they agree, or who disagrees is hardly believed", () => {
    expect(reasons([member("A", 0.5, 2), member("B", 0.5, 3)])).toEqual([]);
    expect(reasons([member("A", 0.995, 2), member("B", 0.005, 60)])).toEqual([]);
  });

  it("says that it is rough where no hypothesis follows the figures", () => {
    expect(reasons([member("A", 1, 2)], false)).toEqual([
      "No explanation follows the measured figures as closely as repeated runs agree: this is rough.",
    ]);
    expect(reasons([member("A", 0.3, 2), member("B", 0.7, 60)], false)).toHaveLength(2);
    expect(reasons([member("A", 1, 2)])).toEqual([]);
  });
});
