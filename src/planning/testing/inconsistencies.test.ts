import { describe, expect, it } from "vitest";
import { syntheticCampaign } from "../../calibration/testing/synthetic-campaign.ts";
import { findLimits } from "../../limits/find-limits.ts";
import { defaultPolicy, type Policy } from "../../limits/policy.ts";
import { type FittedCampaign, fitCampaign } from "../fit/fit-campaign.ts";
import { scenarioOfSet } from "../optimize/improvement-sets.ts";
import { sizesSet } from "../optimize/sizes/size-levers.ts";
import { plausible } from "../what-if/drawn-platform.ts";
import { runScenario } from "../what-if/run-scenario.ts";
import { scenarioBase } from "../what-if/scenario-base.ts";
import { launchInconsistencies, limitInconsistencies, safeLimitsOf } from "./inconsistencies.ts";
import { openHypothesis } from "./open-hypothesis.ts";

/** A platform of some hundred users, of which two numbers are unknown: fitted in seconds. */
const { campaign, truth } = syntheticCampaign(17);
const hypotheses = [openHypothesis(truth)];
const fittedTo = (incident: boolean): FittedCampaign => {
  const levels = campaign.levels.map((level, i) =>
    incident && i === 3 ? { ...level, failures: Math.round(0.1 * (level.requests ?? 0)) } : level,
  );
  return thinned(fitCampaign({ ...campaign, levels }, { seed: 1, hypotheses }));
};

/** Few of the draws of the one hypothesis: answers go together on any of them. */
function thinned(of: FittedCampaign): FittedCampaign {
  const members = of.hypotheses.members.map((one) => ({
    ...one,
    draws: one.draws.filter((_, i) => i % 12 === 0),
  }));
  const draws = members.flatMap((one) => one.draws);
  const picks = draws.map((_, draw) => ({ group: 0, draw }));
  expect(members).toHaveLength(1);
  return {
    ...of,
    draws: draws.map(plausible),
    hypotheses: { ...of.hypotheses, members, draws, picks },
  };
}

const fitted = fittedTo(false);
const safe = (policy: Policy) => findLimits(fitted.draws, policy, fitted.search).limits.safeLimit;

/** A margin that outweighs the objectives, objectives that outweigh the margin, and a tight rate limit. */
const policies: readonly Policy[] = [
  defaultPolicy,
  { ...defaultPolicy, safeLimit: { ...defaultPolicy.safeLimit, safetyFactor: 1.6 } },
  { ...defaultPolicy, rateLimit: { safetyFactor: 1.6, roundTo: 1 } },
  { ...defaultPolicy, objectives: { p95: 0.3 } },
];

describe("answers about one launch", () => {
  it.each(policies)(
    "go together: recommended load, rate limit, safe limit, zones (%#)",
    (policy) => {
      expect(safe(policy).value).toBeGreaterThan(0);
      expect(limitInconsistencies(fitted, policy)).toEqual([]);
    },
  );

  it.each(policies)("go together: verdict, conditions, order of work, sizes (%#)", (policy) => {
    const { value } = safe(policy);
    for (const share of [1, 1.15]) {
      const users = Math.round(share * value);
      expect(launchInconsistencies(fitted, policy, users)).toEqual([]);
    }
  });

  it("are held against what `what-if` says, to the last digit", () => {
    const [base, sizes] = [scenarioBase(fitted, defaultPolicy), { "pool.size": 30 }];
    const { limits } = runScenario(scenarioOfSet(sizesSet(sizes)), base);
    expect(safeLimitsOf(fitted, defaultPolicy)(sizes)).toBe(limits.safeLimit.value);
  });

  it("make no GO of a load that rests on an incident", () => {
    const doubtful = fittedTo(true);
    expect(doubtful.audit.incidents).toHaveLength(1);
    expect(launchInconsistencies(doubtful, defaultPolicy, safe(defaultPolicy).value)).toEqual([]);
  });
});
