import { describe, expect, it } from "vitest";
import { samplePlan } from "../planning/testing/sample-plan.ts";
import { limitLines } from "./limit-lines.ts";
import { inputCells } from "./limit-reason-words.ts";

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

describe("inputCells", () => {
  it("says of an open interval where it begins", () => {
    const input = { name: "load", value: 439, low: 255, unit: "users" as const };
    expect(inputCells({ ...input, high: null })).toEqual(["load", "439 users (255 users or more)"]);
    expect(inputCells({ ...input, high: 999 })).toEqual(["load", "439 users (255–999)"]);
  });
});
