import { describe, expect, it } from "vitest";
import { listedResiduals } from "./listed-residuals.ts";

const residuals = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    ...({
      users: i,
      run: "",
      quantity: "mean",
      endpoint: null,
      measured: 1,
      leftOut: null,
    } as const),
    fitted: i % 2 === 0 ? 1 + i : 1 / (1 + i),
  }));

describe("listedResiduals", () => {
  it("are all of a usual fit, and of many the forty that are missed most, too high or too low", () => {
    const few = residuals(150);
    expect(listedResiduals(few)).toEqual({ listed: few, left: null });
    const { listed, left } = listedResiduals(residuals(200));
    expect(listed.map(({ users }) => users)).toEqual(Array.from({ length: 40 }, (_, i) => 160 + i));
    expect(left).toContain("40 of 200");
  });
});
