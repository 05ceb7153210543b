import { describe, expect, it } from "vitest";
import { defaultPolicy } from "../../limits/policy.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import type { LaunchVerdict } from "../verdict/launch-condition.ts";
import { type Improvement, MOST_IMPROVEMENTS } from "./improvement-sets.ts";
import { type WorkCosts, workForLaunch } from "./work-for-launch.ts";

/** Touched only where something is to be worked out. */
const fitted = new Proxy({} as FittedCampaign, {
  get: (_, name) => {
    throw new Error(`asked for ${String(name)}`);
  },
});

const improvement = (name: string): Improvement => ({
  ...{ name, title: name, source: "", cost: 4, levers: [] },
});

const verdict = (probability: number, codes: readonly string[] = []) =>
  ({
    probability,
    confidence: 0.9,
    users: 300,
    conditions: codes.map((code) => ({ code })),
  }) as unknown as LaunchVerdict;

const workFor = (costs: WorkCosts | undefined, of: LaunchVerdict) =>
  workForLaunch(fitted, defaultPolicy, costs, {
    target: { users: 300 } as never,
    verdict: of,
    seed: 1,
  });

describe("workForLaunch", () => {
  const one: WorkCosts = { improvements: [improvement("indexes")], prices: null };

  it("is nothing where nobody says what work or machines cost, or there is too much to search", () => {
    expect(workFor(undefined, verdict(0.1))).toBeNull();
    expect(workFor({ improvements: [], prices: null }, verdict(0.1))).toBeNull();
    const many = Array.from({ length: MOST_IMPROVEMENTS + 1 }, (_, i) => improvement(`${i}`));
    expect(workFor({ improvements: many, prices: null }, verdict(0.1))).toBeNull();
  });

  it("is nothing where the platform holds the launch as it is, below the safe limit", () => {
    expect(workFor(one, verdict(0.9))).toBeNull();
    expect(workFor(one, verdict(0.97, ["incident-level"]))).toBeNull();
  });

  it("is worked out where the objectives may fail, or hold above the safe limit", () => {
    expect(() => workFor(one, verdict(0.89))).toThrow(/asked for/);
    expect(() => workFor(one, verdict(0.97, ["above-safe-limit"]))).toThrow(/asked for/);
  });
});
