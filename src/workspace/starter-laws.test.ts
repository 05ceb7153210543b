/** What `headroom init` writes, Headroom reads: over campaigns of any scale and any names. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultPolicy } from "../limits/policy.ts";
import { fillPlatform } from "../platform/fill-platform.ts";
import { medianOf } from "../platform/quantity.ts";
import { solvePlatform } from "../platform/solve/solve-platform.ts";
import { unknownsOf } from "../platform/unknowns-of.ts";
import { parsePolicy } from "./parse-policy.ts";
import { parseWorkspace } from "./parse-workspace.ts";
import { parsePlatform } from "./platform/parse-platform.ts";
import { policyYaml } from "./policy-yaml.ts";
import { parseScenario } from "./scenario/parse-scenario.ts";
import { starterPlatform } from "./starter-platform.ts";
import { starterScenarios } from "./starter-scenarios.ts";
import { randomCampaign } from "./testing/random-campaign.ts";
import { workspaceYaml } from "./workspace-yaml.ts";

describe("a new workspace", () => {
  it("is read, and its platform at the medians of its priors has finite figures", () => {
    fc.assert(
      fc.property(randomCampaign, (campaign) => {
        const yaml = starterPlatform(campaign);
        const model = parsePlatform(yaml, "platform.yaml", "platform");
        if (!model.ok) throw new Error(`${JSON.stringify(model.problems)}\n${yaml}`);
        const names = model.value.platform.endpoints.map(({ name }) => name);
        for (const [file, content] of Object.entries(starterScenarios(campaign))) {
          const scenario = parseScenario(content, file, "x", [names]);
          if (!scenario.ok) throw new Error(`${JSON.stringify(scenario.problems)}\n${content}`);
        }
        const workspace = workspaceYaml(campaign.name, "data/x", ["hypotheses"]);
        expect(parseWorkspace(workspace, "headroom.yaml").ok).toBe(true);
        const medians = Object.fromEntries(
          unknownsOf(model.value).map(({ name, prior }) => [name, medianOf(prior)]),
        );
        const [solution] = solvePlatform(fillPlatform(model.value, medians), [20]);
        expect(Number.isFinite(solution?.throughput)).toBe(true);
        expect(Number.isFinite(solution?.responseTime)).toBe(true);
      }),
      { numRuns: 150 },
    );
    const policy = policyYaml(defaultPolicy, "known");
    expect(parsePolicy(policy, "policy.yaml")).toEqual({ ok: true, value: defaultPolicy });
  });
});
