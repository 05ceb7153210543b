import { describe, expect, it } from "vitest";
import { measuredLevels } from "../../limits/measured-levels.ts";
import type { PlausiblePlatform } from "../../limits/plausible-platform.ts";
import { defaultPolicy } from "../../limits/policy.ts";
import { measuredLevel } from "../../limits/testing/measured-level.ts";
import type { Observation } from "../../measurement/observations.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import { checkLaunch } from "./check-launch.ts";

/** Thinks a second, answers in 0.1 s, and sends no more than its ceiling: the two asymptotes. */
function platform(ceiling: number): PlausiblePlatform {
  const light = 0.1;
  return {
    lightLoadCycle: 1 + light,
    backgroundErrorRate: 0,
    failsUnderLoad: false,
    rateLimit: null,
    upTo: () => (users) => {
      const throughput = Math.min(users / (1 + light), ceiling);
      const mean = users / throughput - 1;
      return {
        ...{ users, throughput, mean, errorRate: 0, refusedShare: 0 },
        ...{ answered: throughput, goodput: throughput },
        percentile: (name) => mean * { p50: 0.8, p90: 1.5, p95: 1.8, p99: 2 }[name],
        utilization: { pool: throughput / ceiling },
        bottleneck: "pool",
      };
    },
  };
}

/** The same, which turns away whatever is sent above a rate; a request that is turned away costs nothing. */
function limited(rate: number): PlausiblePlatform {
  const open = platform(1e6);
  return {
    ...open,
    rateLimit: rate,
    upTo: (most) => (users) => {
      const point = open.upTo(most)(users);
      const answered = Math.min(point.throughput, rate);
      const refusedShare = 1 - answered / point.throughput;
      return { ...point, ...{ throughput: answered, answered, goodput: answered, refusedShare } };
    },
  };
}

function fitted(
  levels: readonly Observation[],
  ceiling: number,
  draws = Array.from({ length: 48 }, (_, i) => platform(ceiling * (1 + i / 2000))),
): FittedCampaign {
  const maxUsers = 2 * Math.max(...levels.map(({ users }) => users));
  const fake = {
    draws,
    observations: levels,
    search: { maxUsers, basisAt: () => "interpolated", measured: measuredLevels(levels) },
    hypotheses: { members: [], explains: true },
    audit: { incidents: [] },
  };
  return fake as unknown as FittedCampaign;
}

const check = (of: FittedCampaign, users: number) => checkLaunch(of, defaultPolicy, users, 0.9);
const level = (users: number, ceiling: number) => {
  const { throughput, mean, percentile } = platform(ceiling).upTo(users)(users);
  return measuredLevel(users, { throughput, mean, p95: percentile("p95"), p99: percentile("p99") });
};

describe("checkLaunch", () => {
  it("of two loads passes none above the heavier that was measured good", () => {
    // 200 users good, 500 far past it; the fit puts the end between them.
    const two = fitted([level(200, 200), level(500, 200)], 200);
    expect(check(two, 200)).toMatchObject({ verdict: "pass", safeLimit: 200 });
    const higher = check(two, 240);
    expect(higher.verdict).toBe("unknown");
    expect(higher.reasons[0]).toBe(
      "The measured loads do not reach the limits: what happens above 200 users, the heaviest measured good, is not known.",
    );
    // A third load between them settles it.
    const three = fitted([level(200, 200), level(300, 200), level(500, 200)], 200);
    expect(check(three, 240).verdict).toBe("pass");
    expect(check(three, 450).verdict).toBe("fail");
  });

  it("fails nothing above loads of which none meets a queue, whatever the fit has it", () => {
    const light = fitted(
      [10, 20, 50].map((users) => level(users, 151)),
      60,
    );
    expect(check(light, 50).verdict).not.toBe("fail");
    expect(check(light, 100).verdict).toBe("unknown");
    expect(check(light, 100).safeLimit).toBe(50);
    // What draws agree on there nobody has measured.
    const { unreached, reasons } = check(light, 100);
    expect([check(light, 50).unreached, unreached]).toEqual([undefined, true]);
    expect(reasons.filter((one) => one.endsWith(", by the models alone."))).not.toEqual([]);
  });

  it("fails a load of which the platform's own rate limit turns away more than the policy allows", () => {
    // 150 req/s get in: 165 users send as many, 400 users two and a half times as many.
    const behind = fitted(
      [
        ...[50, 100, 150].map((users) => level(users, 1e6)),
        { ...level(400, 1e6), limited: { counts: "refusals" as const, share: 0.59 } },
      ],
      1e6,
      Array.from({ length: 48 }, (_, i) => limited(150 * (1 + i / 20_000))),
    );
    const { verdict, unreached, objectives, probability, reasons } = check(behind, 400);
    expect({ verdict, unreached }).toEqual({ verdict: "fail", unreached: undefined });
    expect(probability).toBeLessThan(0.03);
    const refused = objectives.find(({ name }) => name === "refused");
    expect(refused?.limit).toBe(0.01);
    expect(refused?.predicted.value).toBeCloseTo(1 - 150 / (400 / 1.1), 2);
    expect(reasons.join(" ")).toContain(
      "The objective for what a rate limit may turn away fails at 400 users",
    );
    expect(check(behind, 100).verdict).toBe("pass");
    expect(check(behind, 100).objectives.map(({ name }) => name)).toContain("refused");
    const without = check(fitted([level(200, 200), level(500, 200)], 200), 200);
    expect(without.objectives.map(({ name }) => name)).not.toContain("refused");
  });

  it("tells probabilities no finer than its draws", () => {
    const three = fitted([level(200, 200), level(300, 200), level(500, 200)], 200);
    const { draws, reasons } = check(three, 240);
    expect(draws).toBe(48);
    expect(reasons.join(" ")).toContain("with at least 97 %");
    expect(reasons.join(" ")).not.toMatch(/9[89] %/);
  });
});
