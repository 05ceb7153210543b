import { describe, expect, it } from "vitest";
import { defaultPolicy } from "../limits/policy.ts";
import type { Campaign } from "../measurement/campaign.ts";
import { parsePolicy } from "./parse-policy.ts";
import { parseWorkspace, workspaceSchema } from "./parse-workspace.ts";
import { policyYaml } from "./policy-yaml.ts";
import { parseScenario } from "./scenario/parse-scenario.ts";
import { starterScenarios } from "./starter-scenarios.ts";
import { workspaceYaml } from "./workspace-yaml.ts";

const odd = {
  ...defaultPolicy,
  zones: defaultPolicy.zones.map((zone, i) => ({ ...zone, p95: 0.123 * (i + 1) })),
  objectives: { p95: 1.5, errorRate: 0.0005 },
};

describe("policyYaml", () => {
  it.each([
    ["the defaults", defaultPolicy],
    ["another policy", odd],
    [
      "objectives on tokens",
      { ...odd, tokenObjectives: { ttft: { p95: 0.5 }, tpot: { mean: 0.05, p99: 0.1 } } },
    ],
    [
      "objectives on tokens alone",
      { ...odd, objectives: {}, tokenObjectives: { itl: { p99: 1 } } },
    ],
  ])("writes %s so that they parse back", (_, policy) => {
    expect(parsePolicy(policyYaml(policy), "policy.yaml")).toEqual({ ok: true, value: policy });
  });
});

describe("workspaceYaml", () => {
  it.each(["Shop", 'the "new" shop: 2 # é', "- null"])("parses back under the name %s", (name) => {
    const parsed = parseWorkspace(workspaceYaml(name, "data/shop"), "headroom.yaml");
    expect(parsed).toMatchObject({
      ok: true,
      value: { name, campaign: "data/shop", policy: "models/policy.yaml", out: "out" },
    });
  });
});

describe("the models of a new workspace", () => {
  it("are named where a workspace file may name them", () => {
    expect(workspaceYaml("Shop", "data/shop", ["hypotheses"])).toContain(
      "\nhypotheses: models/hypotheses/*.yaml #",
    );
    expect(workspaceYaml("Shop", "data/shop", ["name"])).not.toContain("hypotheses");
  });

  it("are named in a file that the schema accepts", () => {
    const text = workspaceYaml("Shop", "data/shop", Object.keys(workspaceSchema.shape));
    expect(parseWorkspace(text, "headroom.yaml").ok).toBe(true);
  });
});

describe("starterScenarios", () => {
  const row = (method: string, path: string, requests: number, mean: number) =>
    ({
      users: 50,
      run: "",
      method,
      path,
      requests,
      responseTime: { mean },
      quality: "measured",
      note: "",
    }) as const;
  const campaign = (endpoints: Campaign["endpoints"], throughput = 154): Campaign => ({
    name: "shop",
    levels: [
      {
        users: 50,
        run: "",
        requests: 1000,
        throughput,
        responseTime: {},
        quality: "measured",
        note: "",
      },
    ],
    endpoints,
    failures: [],
  });
  const leversOf = (given: Campaign) =>
    Object.entries(starterScenarios(given)).map(([file, text]) => {
      const parsed = parseScenario(text, file, file);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      return parsed.value.levers.map(({ name, text: value, endpoints = "" }) =>
        [name, value, endpoints].join(" ").trim(),
      )[0];
    });

  it("caches the busiest read and speeds up the slowest endpoint, as the scenarios parse", () => {
    const endpoints = [
      row("POST", "/buy", 700, 0.1),
      row("GET", "/list?a=1,2&q=\"x\": '#'", 200, 0.02),
      row("GET", "/item", 100, 0.3),
    ];
    expect(leversOf(campaign(endpoints))).toEqual([
      "pool.size 2 * pool.size",
      "db.readReplicas 1 replica",
      "cache 60 % GET /list?a=1,2&q=\"x\": '#'",
      "demand 0.5 GET /item",
      "rateLimit 120 req/s", // 154 / 1.25 = 123.2
    ]);
  });

  it("leaves out what makes no sense: reads where all write, endpoints that are not known", () => {
    expect(leversOf(campaign([row("POST", "/buy", 700, 0.1)]))).toEqual([
      "pool.size 2 * pool.size",
      "demand 0.5 POST /buy",
      "rateLimit 120 req/s",
    ]);
    expect(leversOf(campaign([], 0.5))).toEqual([
      "pool.size 2 * pool.size",
      "db.readReplicas 1 replica",
      "rateLimit 0.4 req/s",
    ]);
  });
});
