import { describe, expect, it } from "vitest";
import { shareGained, shareSeen } from "./share-gained.ts";

const searched = { maxUsers: 256, redLine: { p95: 2 } };

/** A ceiling of so many requests per second for users who think so long, of 0.01 s when idle. */
const ends = (peakThroughput: number, breakingPoint: number | null, thinkTime = 0) => ({
  breakingPoint,
  peakThroughput,
  knee: peakThroughput * (thinkTime + 0.01),
});

describe("shareGained", () => {
  it("is that of the breaking points where both are seen", () => {
    expect(shareGained(ends(50, 100), ends(500, 120), searched)).toBeCloseTo(0.2, 12);
  });

  it("asks the ceiling where neither breaks: N = X·(Z + R) at the red line", () => {
    // Twice the requests in the same 2 s: 1,000 users and 2,000.
    expect(shareGained(ends(500, null), ends(1000, null), searched)).toBeCloseTo(1, 12);
    expect(shareGained(ends(500, null), ends(250, null), searched)).toBeCloseTo(-0.5, 12);
    expect(shareGained(ends(500, null), ends(500, null), searched)).toBe(0);
    // One second of thinking more: 3.01 s a round instead of 2.01 s.
    expect(shareGained(ends(500, null), ends(500, null, 1), searched)).toBeCloseTo(1 / 2.01, 12);
  });

  it("does not take the end of predictions for a breaking point", () => {
    expect(shareGained(ends(125, 250), ends(250, null), searched)).toBeCloseTo(1, 12);
    expect(shareGained(ends(250, null), ends(125, 250), searched)).toBeCloseTo(-0.5, 12);
    // What is seen is the least that there is.
    expect(shareGained(ends(125, 128), ends(125, null), searched)).toBeCloseTo(1, 12);
    expect(shareSeen(ends(125, 250), ends(250, null), searched)).toBeCloseTo(6 / 250, 12);
  });
});
