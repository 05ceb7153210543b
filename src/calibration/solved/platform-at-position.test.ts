import { describe, expect, it } from "vitest";
import { unknownsOf } from "../../platform/unknowns-of.ts";
import { twoStages } from "../testing/two-stage-platform.ts";
import { platformAtPosition } from "./platform-at-position.ts";

const unknowns = unknownsOf(twoStages);

describe("platformAtPosition", () => {
  it("has the median of each prior at 0", () => {
    const platform = platformAtPosition(
      twoStages,
      unknowns,
      unknowns.map(() => 0),
    );
    expect(platform.thinkTime).toBeCloseTo(1.3, 12);
  });
});
