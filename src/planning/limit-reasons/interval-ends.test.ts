import { describe, expect, it } from "vitest";
import { intervalEnds } from "./interval-ends.ts";

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const estimate = (low: number, high: number) =>
  ({ value: (low + high) / 2, low, high, basis: "interpolated" }) as const;

describe("intervalEnds", () => {
  it("says what lies beyond both ends", () => {
    expect(intervalEnds(estimate(0.1, 0.3), percent)).toEqual([
      "Of twenty platforms that explain the measurements one has it below 10.0 %.",
      "One of twenty has it above 30.0 %.",
    ]);
  });

  it("knows nothing below nothing, nor below what is printed as that", () => {
    for (const low of [0, 1e-6]) {
      expect(intervalEnds(estimate(low, 0.3), percent)).toEqual([
        "One of twenty platforms that explain the measurements has it above 30.0 %.",
      ]);
    }
  });
});
