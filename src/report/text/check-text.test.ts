import { describe, expect, it } from "vitest";
import type { CheckResult } from "../../limits/check-result.ts";
import { checkGate } from "../gate/check-gate.ts";
import { checkTable, checkVerdict } from "./check-text.ts";

const check = (of: Partial<CheckResult>): CheckResult => ({
  ...{ users: 80, verdict: "unknown", probability: 1, draws: 48, safeLimit: 40 },
  objectives: [
    {
      ...{ name: "p95", limit: 2, probability: 1 },
      predicted: { value: 0.37, low: 0.32, high: 13.8, basis: "extrapolated" },
    },
  ],
  ...{ reasons: [], remedy: null },
  ...of,
});

describe("checkTable", () => {
  it("says where a probability is the models' word alone, and a gate takes it for not known", () => {
    const beyond = check({ unreached: true });
    expect(checkTable(beyond).rows[0]?.[3]).toBe("at least 97 % by the models alone");
    expect(checkVerdict(beyond)).toMatch(/hold with at least 97 % by the models alone$/);
    expect(checkGate(beyond, 0.9).parts[0]).toMatchObject({
      outcome: "unknown",
      message: "holds with at least 97 % by the models alone",
    });
    expect(checkTable(check({})).rows[0]?.[3]).toBe("at least 97 %");
    expect(checkGate(check({}), 0.9).parts[0]?.outcome).toBe("pass");
  });
});
