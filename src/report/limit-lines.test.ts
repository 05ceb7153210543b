import { describe, expect, it } from "vitest";
import { samplePlan } from "../planning/testing/sample-plan.ts";
import { limitLines } from "./limit-lines.ts";

describe("limitLines", () => {
  const { limits } = samplePlan();
  const ceilingWith = (high: number) => {
    const users = { ...limits.peak.users, value: 439, low: 255, high, searchedTo: 1000 };
    const peak = { ...limits.peak, users: { ...users, basis: "interpolated" as const } };
    return limitLines({ ...limits, peak }).find(({ name }) => name === "Ceiling")?.text;
  };

  it("takes the last load that was looked at for no end of where throughput is highest", () => {
    expect(ceilingWith(999)).toMatch(
      /; most at 439 users, 90 % between 255 and 999, interpolated$/,
    );
    expect(ceilingWith(1000)).toMatch(/; most at 439 users, 90 % above 255, interpolated$/);
  });
});
