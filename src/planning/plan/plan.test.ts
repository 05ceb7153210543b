import { describe, expect, it } from "vitest";
import { syntheticCampaign } from "../../calibration/testing/synthetic-campaign.ts";
import { findLimits } from "../../limits/find-limits.ts";
import { defaultPolicy } from "../../limits/policy.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import { fitCampaign } from "../fit/fit-campaign.ts";
import { predict } from "../predict/predict.ts";
import { openHypothesis } from "../testing/open-hypothesis.ts";
import { launchGate } from "../verdict/launch-gate.ts";
import { usersTarget } from "../verdict/launch-target.ts";
import { plan } from "./plan.ts";
import type { HypothesisSummary } from "./plan-result.ts";

/** A platform of some hundred users, of which two numbers are unknown: fitted in seconds. */
const { campaign, truth } = syntheticCampaign(17);
const hypotheses = [openHypothesis(truth)];
const scenarios = [
  {
    name: "pool",
    title: "Twice the pool",
    source: "",
    cost: null,
    levers: [
      {
        name: "pool.size" as const,
        text: "2 * pool.size",
        value: {
          operation: "multiply" as const,
          values: [2, { figure: "pool.size" as const }],
        },
      },
    ],
  },
];

const told: number[] = [];
const run = (of: Campaign, seed = 1) =>
  plan({
    campaign: of,
    policy: defaultPolicy,
    scenarios,
    hypotheses,
    seed,
    program: "headroom 0.0.0-test",
    inputs: {},
    onProgress: (_, done) => told.push(done),
  });

/** The fourth of seven levels fails by one in ten, its neighbors not at all. */
const withIncident: Campaign = {
  ...campaign,
  levels: campaign.levels.map((level, i) =>
    i === 3 ? { ...level, failures: Math.round(0.1 * (level.requests ?? 0)) } : level,
  ),
};

/** Calls back for every value inside plain data. */
function walk(value: unknown, visit: (value: unknown, path: string) => void, path = "result") {
  visit(value, path);
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) walk(inner, visit, `${path}.${key}`);
}

describe("plan", () => {
  const result = run(campaign);
  const incident = run(withIncident);

  it("is plain JSON without a number that is none", () => {
    expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
    for (const one of [result, incident]) {
      walk(one, (value, path) => {
        if (typeof value === "number") expect(Number.isFinite(value), path).toBe(true);
        expect(["function", "undefined", "bigint", "symbol"], path).not.toContain(typeof value);
      });
    }
  });

  it("is the same for the same seed", () => {
    expect(run(campaign)).toEqual(result);
  });

  it("has every interval in order around its value", () => {
    let intervals = 0;
    walk(result, (value, path) => {
      if (typeof value !== "object" || value === null || !("low" in value)) return;
      const { low, value: middle, high } = value as unknown as Record<string, number | null>;
      // What was measured or decided has no interval.
      if (path.includes(".reasons.") && low === null && high === null) return;
      const far = Number.POSITIVE_INFINITY; // null lies beyond every number
      const ordered = (low ?? far) <= (middle ?? far) && (middle ?? far) <= (high ?? far);
      expect(ordered, path).toBe(true);
      intervals++;
    });
    expect(intervals).toBeGreaterThan(300);
  });

  it("covers every measured level on its curve, up to twice the largest", () => {
    const users = result.points.map((point) => point.users);
    for (const level of campaign.levels) expect(users).toContain(level.users);
    const largest = Math.max(...campaign.levels.map((level) => level.users));
    expect(Math.max(...users)).toBeLessThanOrEqual(2 * largest);
    expect(result.limits.breakingPoint.searchedTo).toBe(2 * largest);
    expect(users).toEqual([...users].sort((a, b) => a - b));
  });

  it("colors the curve by its zones, green first", () => {
    expect(result.zones.map(({ name }) => name)).toEqual(["green", "yellow", "orange", "red"]);
    const order = ["green", "yellow", "orange", "red"];
    const colors = result.points.map(({ zone }) => order.indexOf(zone));
    expect(colors).toEqual([...colors].sort((a, b) => a - b));
  });

  it("fits what was measured, and shows each figure with and without its level", () => {
    const [{ residuals, parameters }] = result.hypotheses.list as [HypothesisSummary];
    expect(residuals.length).toBe(7 * 5 - missing(campaign));
    for (const { measured, fitted, leftOut } of residuals) {
      expect(Math.abs(fitted / measured - 1)).toBeLessThan(0.25);
      expect(leftOut).toBeGreaterThan(0);
    }
    expect(parameters.map(({ name }) => name)).toEqual(["queryTime", "thinkTime"]);
    for (const { learned, name } of parameters) {
      expect(learned >= 0 && learned <= 1, name).toBe(true);
    }
    expect(result.fit.checks.length).toBeGreaterThan(0);
  });

  it("compares scenarios with the platform as it is", () => {
    expect(result.scenarios).toHaveLength(1);
    expect(result.scenarios[0]?.levers).toEqual([{ lever: "pool.size", value: "2 * pool.size" }]);
  });

  it("has one today: limits, where scenarios start from, and the draws say the same", () => {
    for (const { before } of result.scenarios) expect(before).toEqual(result.limits);
    const { draws, search } = fitCampaign(campaign, { seed: 1, hypotheses });
    expect(findLimits(draws, defaultPolicy, search).limits).toEqual(result.limits);
    // A single hypothesis is the whole mixture.
    const [only] = result.hypotheses.list;
    expect(only?.weight).toBe(1);
    expect(only?.limits.breakingPoint.value).toBeCloseTo(result.limits.breakingPoint.value ?? 0, 6);
  });

  it("gives the limits without an incident's level only where there is an incident", () => {
    expect(result.audit.incidents).toEqual([]);
    expect(result.fit.withoutIncidents).toBeNull();
    expect(incident.audit.incidents).toEqual([campaign.levels[3]?.users]);
    expect(incident.fit.withoutIncidents?.breakingPoint.searchedTo).toBe(
      result.limits.breakingPoint.searchedTo,
    );
    // Its errors belong to the incident: the limits hardly move.
    const before = result.limits.breakingPoint.value ?? 0;
    expect(Math.abs((incident.limits.breakingPoint.value ?? 0) / before - 1)).toBeLessThan(0.02);
  });

  it("tells how far it is, never backwards, to the end", () => {
    const first = told.slice(0, told.indexOf(1) + 1);
    expect(first).toEqual([...first].sort((a, b) => a - b));
    expect(first.at(-1)).toBe(1);
  });

  it("refuses a campaign that holds too little", () => {
    const little = { ...campaign, levels: campaign.levels.slice(0, 1) };
    expect(() => run(little)).toThrow(RangeError);
    expect(() => run({ ...campaign, levels: [] })).toThrow(RangeError);
  });
});

function missing(of: Campaign): number {
  return of.levels.reduce((sum, { responseTime }) => {
    const given = [responseTime.mean, responseTime.p50, responseTime.p95, responseTime.p99];
    return sum + given.filter((value) => value === undefined).length;
  }, 0);
}

describe("the launch of a plan", () => {
  const fitted = fitCampaign(campaign, { hypotheses, seed: 1 });
  const input = { campaign, policy: defaultPolicy, hypotheses, program: "test", inputs: {} };
  const { limits } = findLimits(fitted.draws, defaultPolicy, fitted.search);

  it("recommends no more users than send what the rate limit lets in", () => {
    const { recommended, rateLimit, safeLimit } = limits;
    const [point] = predict(fitted, defaultPolicy, [recommended.value]);
    const perUser = (point?.throughput.value ?? Number.NaN) / recommended.value;
    expect(recommended.value).toBeGreaterThan(0);
    expect(recommended.value * perUser).toBeLessThanOrEqual(rateLimit.value ?? 0);
    expect(recommended.value).toBeLessThanOrEqual(safeLimit.value);
  });

  it("is what the gate says, and rests on the incident where there is one", () => {
    const launch = usersTarget(limits.recommended.value);
    const settings = { ...input, scenarios: [], seed: 1, launch, withoutIncidents: false };
    const planned = plan(settings).launch;
    const gate = launchGate(fitted, settings, { target: launch });
    expect(gate.launch).toEqual(planned);
    expect(gate.check?.verdict).toBe("pass");
    const incident = plan({ ...settings, campaign: withIncident });
    const level = incident.audit.incidents[0] ?? 0;
    const target = usersTarget(level);
    const found = launchGate(
      fitCampaign(withIncident, { hypotheses, seed: 1 }),
      { ...settings, campaign: withIncident },
      { target },
    );
    expect(found.launch.verdict).not.toBe("GO");
    expect(found.launch.conditions).toContainEqual(
      expect.objectContaining({ code: "incident-level", level }),
    );
  });
});
