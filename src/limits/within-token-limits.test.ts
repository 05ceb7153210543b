import { describe, expect, it } from "vitest";
import type { TokenLimit } from "./token-limits.ts";
import { withinTokenLimits } from "./within-token-limits.ts";

const safe = { value: 40, rule: "a rule", limitedBy: "a line", confidence: 0.95, draws: 200 };
const limit = (of: "ttft" | "tpot", low: number | null): TokenLimit => ({
  ...{ of, figure: "p95", bound: 0.5 },
  users: { value: null, low, high: null, basis: "at least", searchedTo: 64 },
});

describe("withinTokenLimits", () => {
  it("leaves a safe limit that lies inside them all", () => {
    expect(withinTokenLimits(safe, [])).toEqual(safe);
    expect(withinTokenLimits(safe, [limit("ttft", 64)])).toEqual(safe);
  });

  it("goes down to the heaviest load that was measured to hold the tightest", () => {
    const within = withinTokenLimits(safe, [limit("ttft", 64), limit("tpot", 16)]);
    expect(within).toMatchObject({ value: 16, confidence: 0.95 });
    expect(within.limitedBy).toMatch(/^objective TPOT P95: 16 users/);
  });

  it("is none where no load was measured to hold one", () => {
    expect(withinTokenLimits(safe, [limit("ttft", null)])).toMatchObject({
      value: 0,
      confidence: 0,
    });
  });
});
