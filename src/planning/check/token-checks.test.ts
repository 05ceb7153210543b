import { describe, expect, it } from "vitest";
import type { TokenLimit } from "../../limits/token-limits.ts";
import { tokenChecks, tokenReasons } from "./token-checks.ts";

const limit: TokenLimit = {
  ...{ of: "ttft", figure: "p95", bound: 0.5 },
  users: { value: 24, low: 16, high: 32, basis: "interpolated", searchedTo: 32 },
};

describe("tokenChecks", () => {
  it.each([
    [16, "holds", 0],
    [24, "unknown", 1],
    [32, "fails", 1],
    [500, "fails", 1],
  ])("says of %d users what was measured: %s", (users, verdict, reasons) => {
    const checks = tokenChecks([limit], users);
    expect(checks[0]?.verdict).toBe(verdict);
    expect(tokenReasons(checks, users)).toHaveLength(reasons);
  });

  it("knows nothing above the heaviest load where all held", () => {
    const open = { ...limit, users: { ...limit.users, value: null, high: null } };
    const checks = tokenChecks([open], 17);
    expect(checks[0]?.verdict).toBe("unknown");
    expect(tokenReasons(checks, 17)[0]).toMatch(/up to 16 users, and no model predicts it/);
  });
});
