import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultPolicy } from "../limits/policy.ts";
import { parsePolicy } from "../workspace/parse-policy.ts";
import { parseScenario } from "../workspace/scenario/parse-scenario.ts";
import { leverAt } from "./lever-control.ts";
import { policyFields, policyProblem } from "./policy-fields.ts";
import { explorePolicyYaml, scenarioYaml } from "./scenario-yaml.ts";

describe("scenarioYaml", () => {
  it("is a file that what-if takes, whatever names and endpoints hold", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 60, unit: "binary" }),
        fc.string({ minLength: 1, maxLength: 40, unit: "binary" }),
        (title, endpoint) => {
          fc.pre(endpoint.trim() !== "");
          const levers = [
            leverAt("pool.size", 40),
            leverAt("cache", 60, endpoint),
            leverAt("rateLimit", 125),
            leverAt("pooler", 1),
          ];
          const parsed = parseScenario(scenarioYaml(title, levers, "headroom 0"), "x.yaml", "x");
          expect(parsed).toMatchObject({ ok: true, value: { title, levers } });
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });
});

describe("policyFields", () => {
  const leaves = (value: unknown): number =>
    typeof value === "number"
      ? 1
      : typeof value === "object" && value !== null
        ? Object.values(value).reduce<number>((sum, one) => sum + leaves(one), 0)
        : 0;

  it("has a field for every number of a policy, each of which reads what it sets", () => {
    expect(policyFields).toHaveLength(leaves(defaultPolicy));
    for (const { of, set, min, max, step } of policyFields) {
      const before = of(defaultPolicy);
      const other = before === max ? max - step : Math.max(min, (before ?? min) + step);
      expect(of(set(defaultPolicy, other))).toBeCloseTo(other, 9);
    }
  });

  it("writes a policy file that reads back as the same policy", () => {
    for (const { of, set, step } of policyFields) {
      const policy = set(defaultPolicy, Number(((of(defaultPolicy) ?? 0) + step).toPrecision(6)));
      if (policyProblem(policy) !== null) continue;
      const parsed = parsePolicy(explorePolicyYaml(policy), "policy.yaml");
      expect(parsed).toEqual({ ok: true, value: policy });
    }
  });

  it("refuses zones that do not rise", () => {
    const green = policyFields.find(({ key }) => key === "zones.green.p95");
    expect(policyProblem(defaultPolicy)).toBeNull();
    expect(policyProblem(green?.set(defaultPolicy, 800) ?? defaultPolicy)).toMatch(
      /yellow must end above green/,
    );
  });
});
