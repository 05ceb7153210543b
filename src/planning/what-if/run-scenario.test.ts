import { describe, expect, it } from "vitest";
import { findLimits } from "../../limits/find-limits.ts";
import { defaultPolicy } from "../../limits/policy.ts";
import { cache } from "../../platform/levers/cache.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Lever, LeverName } from "../../platform/scenario.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { plausibleGroup } from "../testing/plausible-group.ts";
import { runScenario, type ScenarioBase } from "./run-scenario.ts";
import { ScenarioError } from "./scenario-error.ts";

const search = { maxUsers: 800, basisAt: () => "interpolated" as const };

const base = (platforms: readonly Platform[]): ScenarioBase => {
  const group = plausibleGroup("one", 1, platforms);
  const found = findLimits(group.draws, defaultPolicy, search);
  return {
    groups: [{ ...group, ofDraws: found.ofDraws }],
    picks: platforms.map((_, draw) => ({ group: 0, draw })),
    found,
    policy: defaultPolicy,
    search,
    loads: [50, 200],
    assumptions: ["about all"],
  };
};

const lever = (name: LeverName, value: number, text = String(value)): Lever => ({
  name,
  text,
  value,
});
const scenario = (...levers: readonly Lever[]) => ({
  name: "try",
  title: "Trying it",
  source: "",
  cost: null,
  levers,
});

/** A ceiling of 100 req/s: by the pool, or by the servers inside a pool that is large enough. */
const plain = { databaseTime: 0.1, apiTime: 0 };
const byPool = plainPlatform({ ...plain, poolSize: 10, cores: 1000 });
/** First come, first served: whether one waits for a connection or for a server is the same. */
const inside = plainPlatform({
  ...{ ...plain, poolSize: 40, cores: 10 },
  queue: { discipline: "fifo" },
});
/** Requests at work disturb each other, so that a larger pool makes it worse. */
const crowded = plainPlatform({ ...plain, poolSize: 10, cores: 10, queue: { contention: 0.02 } });
const times = (count: number, platform: Platform) => new Array<Platform>(count).fill(platform);

describe("runScenario", () => {
  const larger = scenario(lever("pool.size", 20));

  it("tells nothing of a breaking point that the measured loads contradict", () => {
    const plain = base(times(20, byPool));
    expect(runScenario(larger, plain).verdict).toBe("gains");
    const message =
      "The breaking point: the fit says 287, but 250 users were measured past the line.";
    const found = {
      ...plain.found,
      contradictions: [
        { ...{ limit: "breaking point" as const, withheld: false }, ...{ users: 250, message } },
      ],
    };
    const result = runScenario(larger, { ...plain, found });
    expect(result.verdict).toBe("cannot tell");
    expect(result.telling).toBeNull();
    expect(result.sentence).toMatch(/the measured loads break elsewhere than every explanation/);
  });

  it("counts connections that the database refuses as errors, never as a gain", () => {
    const free = base(times(20, byPool));
    expect(runScenario(larger, free)).toMatchObject({ verdict: "gains" });
    const groups = free.groups.map((group) => ({ ...group, room: { max: 10 } }));
    const result = runScenario(larger, { ...free, groups });
    // Of 20 the database accepts 10: who would have waited for one of them fails.
    expect(result.connections).toEqual({
      ...{ wanted: 20, accepts: 10, refusedShare: 0.5, acceptsBy: "known", onlyInRollout: false },
    });
    expect(result.verdict).toBe("loses");
    expect(result.limits.breakingPoint.value).toBeLessThan(result.before.breakingPoint.value ?? 0);
    expect(result.sentence).toMatch(/10 \(50 %\) are refused, and whoever comes upon/);
  });

  it("says that a rate limit refuses, and how much, instead of calling it a gain", () => {
    const result = runScenario(scenario(lever("rateLimit", 50)), base(times(20, byPool)));
    expect(result.verdict).toBe("refuses");
    expect(result.sentence).toMatch(/turns away \d+ % of the requests/);
  });

  it("is no gain where a rate limit above the safe load keeps those it lets in from breaking", () => {
    // Who waits 0.35 s for a connection fails: errors pass 1 %, and behind 92 req/s never do.
    const timingOut = {
      ...byPool,
      pools: byPool.pools.map((pool) => ({ ...pool, acquireTimeOut: 0.35 })),
    };
    const result = runScenario(scenario(lever("rateLimit", 92)), base(times(20, timingOut)));
    expect(result.before.breakingPoint.value).not.toBeNull();
    expect(result.limits.breakingPoint.value).toBeNull();
    expect(result.change.safeLimit).toBeLessThanOrEqual(0);
    expect(result.verdict).toBe("refuses");
    expect(result.sentence).toMatch(/^Trying it protects by refusing, it adds no capacity: /);
    // A larger pool behind the same limit holds more users without refusing: that is a gain.
    const both = scenario(lever("pool.size", 20), lever("rateLimit", 150));
    const larger = runScenario(both, base(times(20, timingOut)));
    expect(larger.change.safeLimit).toBeGreaterThan(0);
    expect(larger.verdict).toBe("gains");
  });

  it("gains where every plausible platform gains", () => {
    const result = runScenario(larger, base(times(20, byPool)));
    expect(result.verdict).toBe("gains");
    // All draws are one platform.
    expect(result.sentence).toMatch(
      /^Trying it gains: the breaking point moves from \d+ to \d+ users \(90 %\)/,
    );
    expect(result.change.safeLimit).toBeGreaterThan(0);
    expect(result.change.peakThroughput.value).toBeCloseTo(100, 1);
    expect(result.change.breakingPoint?.low).toBeGreaterThan(0);
  });

  it("does not take a breaking point past the predictions, before and after, for no change", () => {
    // 100 req/s and 200 req/s break at about 300 and 600 users.
    const within = base(times(20, byPool));
    const short = { ...within, search: { ...search, maxUsers: 250 } };
    const found = findLimits(within.groups[0]?.draws ?? [], defaultPolicy, short.search);
    const narrow = {
      ...{ ...short, found },
      groups: within.groups.map((group) => ({ ...group, ofDraws: found.ofDraws })),
    };
    const result = runScenario(larger, narrow);
    expect(result.before.breakingPoint.value).toBeNull();
    expect(result.limits.breakingPoint.value).toBeNull();
    expect(result.verdict).toBe("gains");
    expect(result.sentence).toMatch(/^Trying it gains: the ceiling moves from 100 req\/s to /);
    const [seen] = result.perHypothesis;
    expect(seen?.gain.value).toBeGreaterThan(0.5);
    expect(runScenario(scenario(lever("demand", 1.1)), narrow).verdict).not.toBe("no change");
    expect(runScenario(scenario(lever("pool.size", 10)), narrow).verdict).toBe("no change");
    // Who thinks five seconds sends less than the ceiling at all those loads: it stays where it is.
    const paused = runScenario(scenario(lever("thinkTime", 5)), narrow);
    expect(paused.verdict).toBe("gains");
    expect(paused.limits.peak.throughput.value).toBeCloseTo(100, 0);
    expect(paused.limits.knee.value).toBeNull();
  });

  it("loses where every plausible platform loses", () => {
    const result = runScenario(scenario(lever("demand", 1.5)), base(times(20, byPool)));
    expect(result.verdict).toBe("loses");
    expect(result.sentence).toMatch(/^Trying it costs capacity/);
    expect(result.change.safeLimit).toBeLessThan(0);
  });

  it("changes nothing where the pool was not the ceiling", () => {
    const result = runScenario(scenario(lever("pool.size", 60)), base(times(20, inside)));
    expect(result.verdict).toBe("no change");
    expect(result.change.peakThroughput.value).toBeCloseTo(0, 3);
  });

  it("gains nothing where some lose and none gain", () => {
    const draws = [...times(20, inside), ...times(20, crowded)];
    const result = runScenario(scenario(lever("pool.size", 60)), base(draws));
    expect(result.verdict).toBe("no gain");
    expect(result.sentence).toMatch(/^Trying it gains nothing and may cost capacity/);
  });

  it("cannot tell where the plausible platforms disagree", () => {
    const result = runScenario(
      scenario(lever("pool.size", 60)),
      base([...times(20, byPool), ...times(20, crowded)]),
    );
    expect(result.verdict).toBe("cannot tell");
    expect(result.sentence).toMatch(/^The data cannot tell whether trying it helps/);
  });

  it("calls every figure assumed, and repeats the levers as they were written", () => {
    const written = { ...lever("cache", 0.5, "50 %"), endpoints: "GET *" };
    const result = runScenario(scenario(written), base(times(20, byPool)));
    expect(result.levers).toEqual([{ lever: "cache[GET *]", value: "50 %" }]);
    expect(result.limits.peak.throughput.basis).toBe("assumed");
    expect(result.points.map(({ users }) => users)).toEqual([50, 200]);
    expect(result.points[0]?.throughput.basis).toBe("assumed");
    expect(result.assumptions).toEqual(["about all", ...cache.assumes]);
  });

  it("has no change of a breaking point that lies beyond the range", () => {
    const result = runScenario(scenario(lever("pool.size", 80)), base(times(20, byPool)));
    expect(result.limits.breakingPoint.value).toBeNull();
    expect(result.change.breakingPoint).toBeNull();
    expect(result.verdict).toBe("gains");
  });

  it("refuses a lever that makes no sense", () => {
    expect(() => runScenario(scenario(lever("pool.size", 0)), base([byPool]))).toThrow(
      ScenarioError,
    );
    const burst = scenario(lever("rateLimit", 50), lever("rateBurst", 5));
    expect(() => runScenario(burst, base([byPool]))).toThrow(/seen by the simulator alone/);
  });
});

describe("runScenario on data that reach no limit", () => {
  it("promises no gain", () => {
    const larger = scenario(lever("pool.size", 40));
    const known = base(new Array(40).fill(byPool));
    expect(runScenario(larger, known).verdict).toBe("gains");
    const unknown = {
      ...known,
      search: { ...search, measured: { trusted: [], answered: [], reachLimits: false } },
    };
    const { verdict, limits } = runScenario(larger, unknown);
    expect(verdict).toBe("cannot tell");
    expect(limits.peak.throughput).toMatchObject({ value: null, basis: "at least" });
  });
});
