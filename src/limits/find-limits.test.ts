import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Platform } from "../platform/platform.ts";
import { classicalModel } from "../platform/testing/classical-model.ts";
import { type LimitSearch, findLimits as limitsOfDraws } from "./find-limits.ts";
import { checkObjectives as objectivesOfDraws } from "./objectives/check-objectives.ts";
import { platformAt as platformAtLoad } from "./platform-at.ts";
import { platformLimits as limitsOfPlatform } from "./platform-limits.ts";
import { plausiblePlatform } from "./plausible-platform.ts";
import { defaultPolicy, type Policy } from "./policy.ts";
import { predictCurve as curveOfDraws, zoneOf } from "./predict-curve.ts";

// Everything here is tried on M/M/c//N.
const platformAt = (model: Platform, most: number) =>
  platformAtLoad(plausiblePlatform(model), most);
const platformLimits = (model: Platform, policy: Policy, most: number) =>
  limitsOfPlatform(plausiblePlatform(model), policy, most);
const findLimits = (models: readonly Platform[], policy: Policy, range: LimitSearch) =>
  limitsOfDraws(
    models.map((model) => plausiblePlatform(model)),
    policy,
    range,
  );
const predictCurve = (models: readonly Platform[], ...rest: CurveArguments) =>
  curveOfDraws(
    models.map((model) => plausiblePlatform(model)),
    ...rest,
  );
const checkObjectives = (models: readonly Platform[], ...rest: CheckArguments) =>
  objectivesOfDraws(
    models.map((model) => plausiblePlatform(model)),
    ...rest,
  );

type Rest<F> = F extends (first: never, ...rest: infer R) => unknown ? R : never;
type CurveArguments = Rest<typeof curveOfDraws>;
type CheckArguments = Rest<typeof objectivesOfDraws>;

const interpolated = () => "interpolated" as const;
const search = { maxUsers: 400, basisAt: interpolated };

/** Ceiling 100 req/s, one second of thinking: saturates near 110 users. */
const small = classicalModel({ poolSize: 10, serviceTime: 0.1 });

/** The same with ceilings from 84 to 116 req/s. */
const draws = Array.from({ length: 21 }, (_, i) =>
  classicalModel({ poolSize: 10, serviceTime: 0.1 / (0.84 + 0.016 * i) }),
);

describe("platformAt", () => {
  it("adds late requests to the background errors", () => {
    const late = platformAt({ ...small, clientTimeOut: 0.5 }, 200)(200);
    const both = platformAt({ ...small, clientTimeOut: 0.5, backgroundErrorRate: 0.1 }, 200)(200);
    expect(late.errorRate).toBeGreaterThan(0.5); // about 1 s of response time
    expect(both.errorRate).toBeCloseTo(0.1 + 0.9 * late.errorRate, 12);
    expect(platformAt(small, 200)(200).errorRate).toBe(0);
  });
});

describe("platformLimits", () => {
  const platform = fc.record({
    poolSize: fc.integer({ min: 1, max: 12 }),
    serviceTime: fc.double({ min: 0.01, max: 0.2, noNaN: true }),
    thinkTime: fc.double({ min: 0.2, max: 2, noNaN: true }),
    overloadContention: fc.constantFrom(0, 0.003),
    backgroundErrorRate: fc.constantFrom(0, 0.002),
    timeOut: fc.constantFrom(null, 1.2),
  });

  it("agrees with looking at every load", () => {
    fc.assert(
      fc.property(platform, (changes) => {
        const model = classicalModel(changes);
        const most = 250;
        const at = platformAt(model, most);
        const loads = Array.from({ length: most }, (_, i) => i + 1);
        const first = (test: (users: number) => boolean) => loads.find(test) ?? null;
        const limits = platformLimits(model, defaultPolicy, most);
        const same = (found: number | null, scanned: number | null) => {
          expect(found === null ? null : Math.ceil(found - 1e-9)).toBe(scanned);
        };
        const { redLine, zones, objectives } = defaultPolicy;
        same(
          limits.breakingPoint,
          first(
            (N) => at(N).percentile("p95") >= redLine.p95 || at(N).errorRate >= redLine.errorRate,
          ),
        );
        for (const [i, zone] of zones.entries()) {
          same(
            limits.zoneEnds[i] ?? null,
            first((N) => at(N).percentile("p95") >= zone.p95 || at(N).errorRate >= zone.errorRate),
          );
        }
        same(
          limits.objectivesEnd,
          first(
            (N) =>
              at(N).mean >= (objectives.mean ?? 0) ||
              at(N).percentile("p95") >= (objectives.p95 ?? 0) ||
              at(N).percentile("p99") >= (objectives.p99 ?? 0) ||
              at(N).errorRate >= (objectives.errorRate ?? 0),
          ),
        );
        const highest = Math.max(...loads.map((N) => at(N).throughput));
        // A flat top may be left a thousandth of a per cent early, at each of its few steps.
        expect(limits.peakThroughput / highest).toBeGreaterThan(1 - 1e-3);
        expect(limits.knee).toBeCloseTo(
          limits.peakThroughput * (changes.thinkTime + changes.serviceTime),
          9,
        );
        const rate = 0.7 * limits.peakThroughput;
        same(
          limits.reaches(rate),
          first((N) => at(N).throughput >= rate),
        );
        expect(limits.reaches(limits.peakThroughput * 1.01)).toBeNull();
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it("names what breaks it", () => {
    expect(platformLimits(small, defaultPolicy, 400).brokenBy).toBe("p95");
    expect(platformLimits({ ...small, clientTimeOut: 1 }, defaultPolicy, 400).brokenBy).toBe(
      "errorRate",
    );
    expect(platformLimits(small, defaultPolicy, 100)).toMatchObject({
      breakingPoint: null,
      brokenBy: null,
      objectivesEnd: null,
      firstObjective: null,
    });
    expect(platformLimits(small, defaultPolicy, 400).firstObjective).toBe("mean");
  });

  it("is broken from the first user on by background errors beyond the line", () => {
    const limits = platformLimits({ ...small, backgroundErrorRate: 0.06 }, defaultPolicy, 400);
    expect(limits).toMatchObject({ breakingPoint: 1, brokenBy: "errorRate" });
  });
});

describe("findLimits", () => {
  const found = findLimits(draws, defaultPolicy, search);
  const { limits, zones, ofDraws } = found;

  it("has the median of the draws inside their 90 % interval", () => {
    // Ceilings a known ladder, 84 to 116 req/s by 1.6: the middle one is 100, the interval goes
    // from draw number 0.05·22 = 1.1 of the 21 to number 20.9.
    const { throughput } = limits.peak;
    expect(throughput.value).toBeCloseTo(100, 2);
    expect(throughput.low).toBeCloseTo(84.16, 2);
    expect(throughput.high).toBeCloseTo(115.84, 2);
    expect(limits.knee.value).toBeCloseTo(110, 1); // 100·(1 + 0.1)
    expect(limits.breakingPoint.crossedBy).toBe("p95");
    expect(ofDraws).toHaveLength(draws.length);
  });

  it("decides on a safe limit by its rule", () => {
    const { value, confidence, limitedBy } = limits.safeLimit;
    const holds = (users: number) =>
      // Jeffreys: (k + ½)/(n + 1) of n draws.
      (ofDraws.filter(({ objectivesEnd }) => objectivesEnd === null || objectivesEnd > users)
        .length +
        0.5) /
      (ofDraws.length + 1);
    expect(value % 10).toBe(0);
    expect(value).toBeLessThanOrEqual((limits.breakingPoint.value ?? 0) / 1.2);
    expect(holds(value)).toBeGreaterThanOrEqual(0.9);
    expect(confidence).toBe(holds(value));
    // No larger whole 10 keeps both rules.
    const next = value + 10;
    expect(next > (limits.breakingPoint.value ?? 0) / 1.2 || holds(next) < 0.9).toBe(true);
    expect(limitedBy).toBe("the objective for the mean");
  });

  it("is limited by the margin where no objective is", () => {
    const policy = { ...defaultPolicy, objectives: {} };
    const { safeLimit, breakingPoint } = findLimits(draws, policy, search).limits;
    expect(safeLimit.limitedBy).toBe("breaking point / 1.2");
    expect(safeLimit.value).toBe(Math.floor((breakingPoint.value ?? 0) / 12) * 10);
    expect(safeLimit.confidence).toBe(21.5 / 22); // all of 21 draws
  });

  it("finds no safe load where the objectives never hold", () => {
    const policy = { ...defaultPolicy, objectives: { mean: 0.001 } };
    expect(findLimits(draws, policy, search).limits.safeLimit).toMatchObject({
      value: 0,
      confidence: 0,
      limitedBy: "the objective for the mean",
    });
  });

  it("says null for what lies beyond the range, and limits by the range", () => {
    const near = findLimits(new Array(9).fill(small), defaultPolicy, { ...search, maxUsers: 60 });
    expect(near.limits.breakingPoint).toEqual({
      value: null,
      low: null,
      high: null,
      basis: "extrapolated",
      searchedTo: 60,
      crossedBy: null,
    });
    expect(near.limits.safeLimit.value).toBe(50);
    expect(near.limits.safeLimit.limitedBy).toMatch(/^no breaking point up to 60 users/);
    expect(near.zones.at(-1)).toMatchObject({ name: "red", to: null });
  });

  it("rounds the rate limit down to whole 5 req/s and says where it starts to refuse", () => {
    expect(limits.rateLimit.value).toBe(75); // 100/1.25 = 80 less the last bit of the ceiling
    const at = platformAt(draws[10] as Platform, 400);
    const from = limits.rateLimit.refusesFrom.value ?? 0;
    expect(at(Math.ceil(from)).throughput).toBeGreaterThanOrEqual(75);
    expect(at(Math.ceil(from) - 1).throughput).toBeLessThan(75);
  });

  it("counts in finer steps on a platform for which those of the policy leave nothing", () => {
    // One request a second at most, and 0.8 with the safety factor: no 5 req/s, and not 0 either.
    const slow = [classicalModel({ poolSize: 1, serviceTime: 1 })];
    const found = findLimits(slow, defaultPolicy, search).limits;
    expect(found.rateLimit).toMatchObject({
      value: 0.5,
      rule: "ceiling / 1.25, rounded down to whole 0.5 req/s",
    });
    expect(found.rateLimit.refusesFrom.value).toBeGreaterThan(0);
    // Equally likely draws, since one alone is no confidence.
    const patient = {
      ...defaultPolicy,
      redLine: { ...defaultPolicy.redLine, p95: 20 },
      objectives: { p95: 6 },
    };
    const few = findLimits(new Array(48).fill(slow[0]), patient, search).limits;
    expect(few.safeLimit.value).toBeGreaterThan(0);
    expect(few.safeLimit.value).toBeLessThan(10);
    expect(few.safeLimit.rule).toMatch(/^the largest whole 1 users/);
  });

  it("orders the zones, each ending where the next begins", () => {
    expect(zones.map(({ name }) => name)).toEqual(["green", "yellow", "orange", "red"]);
    expect(zones[0]?.from).toBeNull();
    expect(zones[3]?.to).toBeNull();
    for (const i of [0, 1, 2]) expect(zones[i]?.to).toEqual(zones[i + 1]?.from);
    const edges = zones.slice(0, 3).map(({ to }) => to?.value ?? Number.POSITIVE_INFINITY);
    expect(edges).toEqual([...edges].sort((a, b) => a - b));
    expect(edges[2]).toBe(limits.breakingPoint.value); // the orange zone ends at the red line
  });

  it("refuses no draws", () => {
    expect(() => findLimits([], defaultPolicy, search)).toThrow(RangeError);
  });
});

describe("checkObjectives", () => {
  it("counts the draws in which an objective holds, and in which all do", () => {
    const { probability, objectives } = checkObjectives(draws, defaultPolicy, 145, "interpolated");
    expect(objectives.map(({ name }) => name)).toEqual(["mean", "p95", "p99", "errorRate"]);
    // At 145 users R = 145/X − 1 ≤ 0.5 s where X ≥ 96.7 req/s: ceilings 0.968 and up, draws 8…20.
    expect(objectives[0]).toMatchObject({ limit: 0.5, probability: 13.5 / 22 });
    expect(probability).toBe(13.5 / 22);
    expect(objectives[3]?.predicted).toEqual({ value: 0, low: 0, high: 0, basis: "interpolated" });
  });

  it("holds for certain where nothing is asked, and refuses no draws", () => {
    const none = { ...defaultPolicy, objectives: {} };
    expect(checkObjectives(draws, none, 300, "assumed")).toEqual({
      users: 300,
      probability: 1,
      objectives: [],
    });
    expect(() => checkObjectives([], none, 300, "assumed")).toThrow(/^draws must hold/);
    expect(() => checkObjectives(draws, defaultPolicy, 0, "assumed")).toThrow(RangeError);
  });
});

describe("predictCurve", () => {
  const curve = predictCurve(draws, [1, 50, 100, 200], defaultPolicy, interpolated);

  it("predicts each load in turn, every estimate with its ends in order", () => {
    expect(curve.map(({ users }) => users)).toEqual([1, 50, 100, 200]);
    for (const { throughput, responseTime, utilization } of curve) {
      for (const { low, value, high } of [
        throughput,
        ...Object.values(responseTime),
        ...Object.values(utilization),
      ]) {
        expect(low <= value && value <= high).toBe(true);
      }
      const { p50, p90, p95, p99 } = responseTime;
      expect(p50.value < p90.value && p90.value < p95.value && p95.value < p99.value).toBe(true);
    }
    expect(curve[0]?.responseTime.mean.value).toBeCloseTo(0.1, 12);
    expect(curve[3]?.throughput.value).toBeCloseTo(100, 3);
    expect(curve[3]?.zone).toBe("orange");
  });

  it("takes failed requests from the goodput", () => {
    const failing = draws.map((model) => ({ ...model, backgroundErrorRate: 0.25 }));
    const [point] = predictCurve(failing, [50], defaultPolicy, interpolated);
    expect(point?.goodput.value).toBeCloseTo(0.75 * (point?.throughput.value ?? 0), 9);
    expect(point?.zone).toBe("red");
  });

  it("puts a load into the first zone whose bounds both hold", () => {
    expect(zoneOf(defaultPolicy, 0.09, 0)).toBe("green");
    expect(zoneOf(defaultPolicy, 0.1, 0)).toBe("yellow");
    expect(zoneOf(defaultPolicy, 0.09, 0.02)).toBe("orange");
    expect(zoneOf(defaultPolicy, 2, 0)).toBe("red");
  });
});
