import { describe, expect, it } from "vitest";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { RandomStream } from "../../random/random-stream.ts";
import { changedModelError, errorDraw, modelErrorOf } from "./model-error-of.ts";

const platform = plainPlatform({ thinkTime: 1, databaseTime: 0.05, cores: 4, poolSize: 40 });
const withCores = (servers: number) => ({
  ...platform,
  stations: platform.stations.map((one) =>
    one.kind === "queue" && one.role === "database" ? { ...one, servers } : one,
  ),
});
const draw = { time: 1, throughput: 1, shape: [1, 1, 1, 1, 1, 1], imbalance: 0.5 };
const none = { time: 0, throughput: 0, shape: [0, 0, 0, 0, 0, 0], imbalance: 0.5 };
const before = modelErrorOf(none, platform, 1, [2, 2, 2, 2, 2, 2]);

describe("modelErrorOf", () => {
  it("grows with what the hypothesis could not follow", () => {
    const of = (noise: number) => modelErrorOf(draw, platform, noise, []);
    expect(of(3).throughput).toBeGreaterThan(of(1).throughput);
    // Three times the 1.5 % that runs differ by, and the solver's 0.2 %.
    expect(Math.log(of(3).throughput)).toBeCloseTo(Math.hypot(0.045, 0.002), 9);
    expect(modelErrorOf(none, platform, 3, [1]).shape).toEqual([1]);
  });

  it("is wider for times under a rate limit, which the solver has too long", () => {
    const limited = { ...platform, rateLimit: 40 };
    expect(modelErrorOf(draw, limited, 1, []).time).toBeGreaterThan(
      modelErrorOf(draw, platform, 1, []).time,
    );
  });
});

describe("changedModelError", () => {
  it("keeps what was measured where a change does nothing, up to what cannot be seen", () => {
    // Four cores are busy long before 40 connections are, or 60.
    const pools = platform.pools.map((pool) => ({ ...pool, size: 60 }));
    const same = changedModelError(before, draw, platform, { ...platform, pools }, 150);
    expect(same.shape).toEqual(before.shape.map((term) => expect.closeTo(term, 3)));
    expect(Math.log(same.throughput)).toBeCloseTo(0.02, 3);
  });

  it("is that of today where nothing is changed", () => {
    expect(changedModelError(before, draw, platform, withCores(4), 150)).toBe(before);
  });

  it("is wrong by 25 % of what it does to the ceiling, and forgets shapes with it", () => {
    // Eight cores instead of four: twice the ceiling, nearly so at 300 users.
    const twice = changedModelError(before, draw, platform, withCores(8), 150);
    expect(Math.log(twice.throughput)).toBeCloseTo(0.25 * Math.log(2), 2);
    const more = changedModelError(before, draw, platform, withCores(6), 150);
    expect(more.throughput).toBeLessThan(twice.throughput);
    expect(more.throughput).toBeGreaterThan(1.02);
    expect(changedModelError(before, none, platform, withCores(8), 150).shape[0]).toBeLessThan(2);
  });

  it("has the same numbers for the same seed", () => {
    const of = () => errorDraw(RandomStream.fromSeed(3));
    expect(of()).toEqual(of());
  });
});
