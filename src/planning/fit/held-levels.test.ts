import { describe, expect, it } from "vitest";
import { fitErrors } from "../../calibration/fit-errors.ts";
import { measuredLevel } from "../../limits/testing/measured-level.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { openHypothesis } from "../testing/open-hypothesis.ts";
import { heldLevels, seenBy } from "./held-levels.ts";

const plain = plainPlatform();
const timingOut = {
  ...plain,
  pools: plain.pools.map((pool) => ({ ...pool, acquireTimeOut: 1 })),
};

/** Of 100 req/s a fifth is turned away by a full server, or times out, whoever says it. */
const levels = [
  measuredLevel(10, { throughput: 10, mean: 0.1, requests: 1000, failures: 0 }),
  measuredLevel(50, { throughput: 50, mean: 0.1, requests: 5000, failures: 0 }),
  measuredLevel(200, { throughput: 100, mean: 0.8, requests: 10_000, failures: 2000, full: 0.2 }),
];

describe("heldLevels", () => {
  it("leaves out of all figures what a full server turned away", () => {
    const { trusted, answered } = heldLevels(levels, [openHypothesis(plain)]);
    expect(trusted.at(-1)?.throughput).toBeCloseTo(80, 12);
    // Who is turned away at once is not waited for: 0.8 s over all is 1 s over the answers.
    expect(trusted.at(-1)?.mean).toBeCloseTo(1, 12);
    expect(answered).toBe(trusted);
  });

  it("keeps what times out in curves and leaves it out of what is answered", () => {
    const { trusted, answered } = heldLevels(levels, [openHypothesis(timingOut)]);
    expect(trusted.map(({ throughput }) => throughput)).toEqual([10, 50, 100]);
    expect(trusted.at(-1)?.mean).toBe(0.8);
    // Errors that are there at any load are answers: of 6,000 light requests none failed.
    const { background } = fitErrors(seenBy(levels, [openHypothesis(timingOut)]));
    expect(background).toBeLessThan(0.001);
    expect(answered.at(-1)?.throughput).toBeCloseTo(80 / (1 - background), 9);
    expect(answered.slice(0, 2).map(({ throughput }) => throughput)).toEqual([10, 50]);
  });

  it("holds all hypotheses against the same, as soon as one has a time-out", () => {
    const both = [openHypothesis(plain), openHypothesis(timingOut)];
    expect(seenBy(levels, both)).toEqual(seenBy(levels, [openHypothesis(timingOut)]));
    expect(seenBy(levels, both).some(({ full }) => full !== undefined)).toBe(false);
    expect(seenBy(levels, [openHypothesis(plain)])).toBe(levels);
  });
});
