import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noModelError } from "../../limits/model-error.ts";
import type { Platform } from "../../platform/platform.ts";
import { RandomStream } from "../../random/random-stream.ts";
import type { DrawnPlatform } from "../what-if/drawn-platform.ts";
import { narrowDraw } from "./narrow-draw.ts";
import { speedBetween, usualSpeed } from "./production.ts";
import { productionDraw } from "./production-draw.ts";
import { resampled } from "./transfer-draws.ts";

/** A delay of 1 s that nobody queues for: R = 1 s at every load, and users do not think. */
const idle: Platform = {
  title: "a delay",
  thinkTime: 0,
  apiReplicas: 1,
  endpoints: [{ name: "request", weight: 1, kind: "read", cacheHits: 0, cacheTime: 0 }],
  stations: [
    {
      kind: "delay",
      name: "outside",
      role: "other",
      work: [{ endpoint: "request", demand: 1, visits: 1, variation: 1 }],
    },
  ],
  pools: [],
  rateLimit: null,
  clientTimeOut: null,
  backgroundErrorRate: 0,
};

const drawn: DrawnPlatform = {
  platform: idle,
  position: [],
  modelError: noModelError,
  changeError: { time: 0, throughput: 0, shape: [], imbalance: 0 },
};

const draw = productionDraw(drawn, { sizes: null, speeds: [] });
const figure = { users: 4, quantity: "mean", noise: 0.05 } as const;

describe("narrowDraw", () => {
  it("is the conjugate normal law where R is the demand over the speed", () => {
    // ln R = -s·z₁ + 0.1·z₂ + 0.05·noise: with v the whole variance, ln(measured) = y is normal
    // with variance v, and E(z₁ | y) = -s·y/v.
    const s = usualSpeed.spread;
    const m = Math.log(usualSpeed.median);
    const v = s ** 2 + 0.1 ** 2 + 0.05 ** 2;
    const of = (measured: number) => narrowDraw(draw, [{ ...figure, measured }]);
    const y = (measured: number) => Math.log(measured) + m;
    const [near, far] = [of(1), of(0.8)];
    // ln N(y; 0, v) up to a constant
    expect(far.evidence - near.evidence).toBeCloseTo((y(1) ** 2 - y(0.8) ** 2) / (2 * v), 4);
    const random = RandomStream.fromSeed(1);
    const speeds = Array.from({ length: 20_000 }, () => {
      const { outside = Number.NaN } = draw.speeds(far.sample(random));
      return Math.log(outside) - m;
    });
    const mean = speeds.reduce((a, b) => a + b, 0) / speeds.length;
    const variance = speeds.reduce((a, b) => a + (b - mean) ** 2, 0) / speeds.length;
    const exact = s ** 2 - s ** 4 / v;
    // The mean of 20,000 strays by 0.0005, the variance by 1 %.
    expect(Math.abs(mean + (s ** 2 * y(0.8)) / v)).toBeLessThan(0.003);
    expect(variance / exact).toBeGreaterThan(0.95);
    expect(variance / exact).toBeLessThan(1.05);
  });

  it("misses by what the figure lies off where no speed is doubted", () => {
    const sure = productionDraw(drawn, { sizes: null, speeds: [speedBetween("*", 0.999, 1.001)] });
    const { missed } = narrowDraw(sure, [{ ...figure, measured: 2, noise: 0.02 }]);
    // 0.1 of the model's own error is all that may give way: ln 2 · 0.02 / (0.02² + 0.1²) of a deviation
    expect(Math.sqrt(missed)).toBeCloseTo((Math.log(2) * 0.02) / (0.02 ** 2 + 0.1 ** 2), 1);
  });
});

describe("productionDraw", () => {
  const zero = Array<number>(draw.unknowns).fill(0);

  it("divides every demand by the speed of its station", () => {
    const twice = productionDraw(drawn, { sizes: null, speeds: [speedBetween("other", 1, 4)] });
    expect(twice.at(zero).platform.stations[0]?.work[0]?.demand).toBeCloseTo(0.5, 12);
    expect(twice.speeds(zero)).toEqual({ outside: expect.closeTo(2, 12) });
  });

  it("prefers the name of a station to its role, and a role to *", () => {
    const speeds = ["*", "other", "outside"].map((one, i) => speedBetween(one, 1, (i + 2) ** 2));
    const of = (n: number) => {
      return productionDraw(drawn, { sizes: null, speeds: speeds.slice(0, n) }).speeds(zero);
    };
    expect(of(1)["outside"]).toBeCloseTo(2, 12);
    expect(of(2)["outside"]).toBeCloseTo(3, 12);
    expect(of(3)["outside"]).toBeCloseTo(4, 12);
  });

  it("refuses a prior that does not rise", () => {
    expect(() => speedBetween("api", 2, 1)).toThrow(RangeError);
    expect(() => speedBetween("api", 0, 1)).toThrow(RangeError);
  });
});

describe("resampled", () => {
  it("takes each place as often as its weight says, less or more than one", () => {
    const weights = fc.array(fc.double({ min: 0.01, max: 10, noNaN: true }), { minLength: 1 });
    const offset = fc.double({ min: 0, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 200 }), offset, (given, count, at) => {
        const total = given.reduce((a, b) => a + b, 0);
        const places = resampled(given, count, at);
        expect(places).toHaveLength(count);
        for (const [i, weight] of given.entries()) {
          const taken = places.filter((place) => place === i).length;
          expect(Math.abs(taken - (count * weight) / total)).toBeLessThan(1 + 1e-9);
        }
      }),
    );
  });

  it("refuses weights that are all 0", () => {
    expect(() => resampled([0, 0], 3, 0)).toThrow(RangeError);
  });
});
