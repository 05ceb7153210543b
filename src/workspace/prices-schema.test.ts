import { describe, expect, it } from "vitest";
import { parseWorkspace } from "./parse-workspace.ts";

const parsed = (prices: string) =>
  parseWorkspace(`name: n\ncampaign: data\nprices: ${prices}\n`, "headroom.yaml");

describe("prices:", () => {
  it("takes 4 GB with each vCPU, and memory for nothing, unless said", () => {
    const result = parsed("{ currency: EUR, vcpu: 30, replica: 60.5 }");
    expect(result.ok && result.value.prices).toEqual({
      ...{ currency: "EUR", vcpu: 30, gb: 0, gbPerVcpu: 4, replica: 60.5 },
    });
  });

  it.each([
    "{ currency: EUR, vcpu: -1, replica: 60 }",
    "{ currency: EUR, vcpu: 30 }",
    "{ vcpu: 30, replica: 60 }",
    "{ currency: EUR, vcpu: 30, replica: 60, pool: 3 }",
  ])("refuses %s with its place", (prices) => {
    const result = parsed(prices);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.problems[0]).toMatchObject({ file: "headroom.yaml", line: 3 });
  });
});
