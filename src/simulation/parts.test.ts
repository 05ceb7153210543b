import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RandomStream } from "../random/random-stream.ts";
import { AliasTable } from "./engine/alias-table.ts";
import { Draws } from "./engine/draws.ts";
import { histogramPercentile } from "./engine/histogram-percentile.ts";
import { Recorder } from "./engine/recorder.ts";
import { BINS, binStart, timeBin } from "./engine/time-bins.ts";
import { meanTime, type TimeLaw } from "./engine/time-law.ts";
import { warmUpCut } from "./engine/warm-up.ts";
import { mergeEndpoints } from "./engine/window.ts";
import {
  nextArrival,
  rampLoad,
  spikeLoad,
  steadyLoad,
  stepLoad,
  userChanges,
} from "./load/load-profile.ts";

describe("response-time bins", () => {
  it("hold each time between their ends, 1/256 apart at most", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-7, max: 1e7, noNaN: true }), (time) => {
        const bin = timeBin(time);
        expect(binStart(bin)).toBeLessThanOrEqual(time);
        expect(binStart(bin + 1)).toBeGreaterThan(time);
        expect(binStart(bin + 1) / binStart(bin) - 1).toBeLessThanOrEqual(1 / 256);
      }),
      { seed: 1 },
    );
  });

  it("have a first one for 0 and a last one for the longest", () => {
    expect(timeBin(0)).toBe(0);
    expect(timeBin(1e300)).toBe(BINS - 1);
    expect(timeBin(Number.MIN_VALUE)).toBe(0);
  });
});

describe("histogram percentiles", () => {
  it("differ from those of the times themselves by less than 0.4 %, in parts merged in any order", () => {
    const times = fc.array(fc.double({ min: 1e-4, max: 100, noNaN: true }), {
      minLength: 1,
      maxLength: 300,
    });
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 99 }), (values, percent) => {
        const recorder = new Recorder(1);
        const half = Math.floor(values.length / 2);
        for (const time of values.slice(0, half)) recorder.answer(0, time);
        const early = recorder.close();
        for (const time of values.slice(half)) recorder.answer(0, time);
        const merged = mergeEndpoints([...recorder.close(), ...early]);
        const rank = Math.max(1, Math.ceil((percent / 100) * values.length));
        const exact = values.toSorted((a, b) => a - b)[rank - 1] as number;
        const percentile = histogramPercentile(merged, percent / 100) as number;
        expect(Math.abs(percentile / exact - 1)).toBeLessThan(1 / 256);
      }),
      { seed: 2 },
    );
  });

  it("are null where nothing was answered", () => {
    expect(histogramPercentile(mergeEndpoints(new Recorder(1).close()), 0.5)).toBeNull();
  });
});

describe("warmUpCut", () => {
  it("cuts off a start that is unlike the rest, in steps of five", () => {
    const rest = Array.from({ length: 95 }, (_, i) => 1 + 0.1 * Math.sin(i * 1.7));
    expect(warmUpCut([9, 9, 9, 9, 9, ...rest])).toEqual({ drop: 5, settled: true });
    expect(warmUpCut([...Array.from({ length: 12 }, () => 9), ...rest]).drop).toBe(15);
  });

  it("cuts nothing from what is alike from the start", () => {
    expect(warmUpCut(Array.from({ length: 100 }, () => 2))).toEqual({ drop: 0, settled: true });
  });

  it("says so when there is no end to the trend, or too little to tell", () => {
    expect(warmUpCut(Array.from({ length: 100 }, (_, i) => i)).settled).toBe(false);
    expect(warmUpCut([1, 2, 3]).settled).toBe(false);
  });
});

describe("load profiles", () => {
  it("tell when users come and go", () => {
    expect(userChanges(steadyLoad(7))).toEqual([{ time: 0, change: 7 }]);
    expect(userChanges(rampLoad(1, 3, 2, 10))).toEqual([
      { time: 0, change: 1 },
      { time: 10.5, change: 1 },
      { time: 11, change: 1 },
    ]);
    expect(userChanges(stepLoad([2, 5, 1], 60))).toEqual([
      { time: 0, change: 2 },
      { time: 60, change: 3 },
      { time: 120, change: -4 },
    ]);
    const spike = userChanges(spikeLoad({ base: 100, peak: 500, perSecond: 50, at: 60, hold: 30 }));
    expect(spike).toHaveLength(1 + 400 + 1);
    expect(spike[400]).toEqual({ time: 68, change: 1 });
    expect(spike.at(-1)).toEqual({ time: 98, change: -400 });
  });

  it("let arrivals come where the integral of the rate says", () => {
    // Rate 2 up to 10 s, then rising to 6 at 14 s, then 6: integral 20 at 10 s, 36 at 14 s.
    const profile = {
      points: [
        { time: 10, value: 2 },
        { time: 14, value: 6 },
      ],
    };
    expect(nextArrival(profile, 0, 4)).toBeCloseTo(2, 12);
    // 20 and then 2x + x²/2 = 6 at x = 2.
    expect(nextArrival(profile, 0, 26)).toBeCloseTo(12, 12);
    expect(nextArrival(profile, 12, 10)).toBeCloseTo(14, 12);
    expect(nextArrival(profile, 0, 42)).toBeCloseTo(15, 12);
    expect(
      nextArrival(
        {
          points: [
            { time: 0, value: 1 },
            { time: 5, value: 0 },
          ],
        },
        0,
        3,
      ),
    ).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("AliasTable", () => {
  it("chooses by weight and never what weighs nothing", () => {
    const stream = RandomStream.fromSeed(3);
    const weights = [0, 3, 1, 0, 6, 0];
    const table = new AliasTable(weights);
    const chosen = new Array<number>(6).fill(0);
    const count = 100_000;
    for (let i = 0; i < count; i++) {
      const one = table.choose(stream);
      chosen[one] = (chosen[one] ?? 0) + 1;
    }
    for (const [i, weight] of weights.entries()) {
      const p = weight / 10;
      const bound = 5 * Math.sqrt(count * p * (1 - p)); // five standard errors
      expect(Math.abs((chosen[i] ?? 0) - count * p)).toBeLessThanOrEqual(bound);
    }
  });
});

describe("Draws", () => {
  // Variance over the squared mean: of each law by its definition.
  const laws: readonly [TimeLaw, number][] = [
    [{ law: "exponential", mean: 0.5 }, 1],
    [{ law: "uniform", low: 1, high: 3 }, 1 / 12],
    [{ law: "erlang", mean: 2, stages: 4 }, 1 / 4],
    [{ law: "lognormal", mean: 2, variation: 0.5 }, 0.25],
    [{ law: "gamma", mean: 3, variation: 0.7 }, 0.49],
    [{ law: "hyperexponential", mean: 0.1, variation: 1.5 }, 2.25],
    [{ law: "empirical", values: [1, 1, 4] }, 0.5],
  ];
  it.each(laws)("have the mean and variation of %j", (law, variation) => {
    const draws = new Draws(RandomStream.fromSeed(4), law);
    const count = 200_000;
    const batches = 50;
    let [sum, squares] = [0, 0];
    const squaredBy = new Array<number>(batches).fill(0);
    for (let i = 0; i < count; i++) {
      const x = draws.next() / meanTime(law);
      sum += x;
      squares += (x - 1) ** 2;
      squaredBy[i % batches] = (squaredBy[i % batches] ?? 0) + (x - 1) ** 2;
    }
    expect(Math.abs(sum / count - 1)).toBeLessThan(5 * Math.sqrt(variation / count));
    // The scatter of a variance from its batches: five standard errors.
    const each = squaredBy.map((s) => (s * batches) / count);
    const spread = Math.sqrt(
      each.reduce((s, v) => s + (v - squares / count) ** 2, 0) / batches / batches,
    );
    expect(Math.abs(squares / count - variation)).toBeLessThan(5 * spread);
  });

  it("are the mean itself for a constant", () => {
    expect(new Draws(RandomStream.fromSeed(1), { law: "constant", mean: 0.3 }).next()).toBe(0.3);
  });
});
