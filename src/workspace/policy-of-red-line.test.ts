import { describe, expect, it } from "vitest";
import { defaultPolicy } from "../limits/policy.ts";
import { parsePolicy } from "./parse-policy.ts";
import { policyOfRedLine } from "./policy-of-red-line.ts";
import { policyYaml } from "./policy-yaml.ts";

describe("policyOfRedLine", () => {
  it("keeps the proportions of the defaults, so that no promise lies past the red line", () => {
    // A quarter of 2 s, and of 5 %.
    const policy = policyOfRedLine({ p95: 0.5, errorRate: 0.0125 });
    expect(policy.zones).toEqual([
      { name: "green", p95: 0.025, errorRate: 0.00025 },
      { name: "yellow", p95: 0.125, errorRate: 0.0025 },
      { name: "orange", p95: 0.5, errorRate: 0.0125 },
    ]);
    expect(policy.objectives).toEqual({ mean: 0.125, p95: 0.5, p99: 0.75, errorRate: 0.0025 });
    expect(policyOfRedLine(undefined)).toEqual(defaultPolicy);
    expect(policyOfRedLine({ p95: 1 / 3 }).objectives.p95).toBe(0.333);
  });

  it("is read back as it was written", () => {
    const policy = policyOfRedLine({ p95: 5, errorRate: 0.02 });
    expect(parsePolicy(policyYaml(policy), "policy.yaml")).toEqual({ ok: true, value: policy });
  });
});
