import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sha256Key } from "../io/sweep/sha256-key.ts";
import { planExperiment } from "../simulation/course/plan-experiment.ts";
import { replicate } from "../simulation/engine/replicate.ts";
import { replicationOf } from "../simulation/engine/simulation-run.ts";
import { summarizeSimulation } from "../simulation/result/summarize-simulation.ts";
import { mmcn } from "../textbook/closed/mmcn.ts";
import { cellAt } from "./cell-at.ts";
import { cellKeys } from "./cell-key.ts";
import { cellLine } from "./cell-line.ts";
import { leversAt } from "./levers-at.ts";
import { sweepSize } from "./sweep-axes.ts";
import type { SweepStudy } from "./sweep-study.ts";
import { analyticStudy, leverAxis, simulatedStudy, sweptPlatform } from "./testing/tiny-study.ts";

const keysOf = (study: SweepStudy) => cellKeys(study, sha256Key);
const lineOf = (study: SweepStudy, cell: number) =>
  JSON.parse(cellLine(study, cell, keysOf(study)));
const all = (study: SweepStudy) => Array.from({ length: sweepSize(study) }, (_, cell) => cell);

const aStudy = fc
  .record({
    sizes: fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 4 }),
    cores: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
    platforms: fc.integer({ min: 1, max: 3 }),
    loads: fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 3 }),
    timeOuts: fc.uniqueArray(fc.constantFrom(null, 0, 1, 2), { minLength: 1 }),
    attempts: fc.uniqueArray(fc.constantFrom(null, 1, 3), { minLength: 1 }),
    seeds: fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 2 }),
    replications: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ sizes, cores, platforms, ...task }) =>
    simulatedStudy(task, {
      design: {
        levers: [leverAxis("pool.size", sizes), leverAxis("db.cores", cores)],
        random: null,
      },
      platforms: Array.from({ length: platforms }, (_, i) => sweptPlatform({}, `model ${i}`)),
    }),
  );

describe("cells of a grid", () => {
  it("are every combination, each once, with a key of its own", () => {
    fc.assert(
      fc.property(aStudy, (study) => {
        const places = all(study).map((cell) => {
          const { number: _, swept, point, simulated } = cellAt(study, cell);
          return JSON.stringify([leversAt(study.design, point), swept.model, simulated]);
        });
        expect(new Set(places).size).toBe(sweepSize(study));
        const keyOf = keysOf(study);
        const keys = all(study).map((cell) => keyOf(cellAt(study, cell)));
        expect(new Set(keys).size).toBe(sweepSize(study));
      }),
      { numRuns: 20 },
    );
  });

  it("are counted without being made: 10^12 of them at once", () => {
    const { design } = analyticStudy();
    const values = Array.from({ length: 1000 }, (_, i) => i + 1);
    const levers = ["pool.size", "db.cores", "api.replicas", "shards"] as const;
    const huge = analyticStudy({
      design: { ...design, levers: levers.map((name) => leverAxis(name, values)) },
    });
    expect(sweepSize(huge)).toBe(1e12);
    expect(
      leversAt(huge.design, cellAt(huge, 123_456_789_012).point).map((one) => one?.value),
    ).toEqual([124, 457, 790, 13]);
  });

  it("keep their keys in a larger grid, and change them with the program, the platform or a setting", () => {
    const small = simulatedStudy({ loads: [20] });
    const keys = new Set(all(small).map((cell) => keysOf(small)(cellAt(small, cell))));
    const keysIn = (study: SweepStudy) =>
      all(study).filter((cell) => keys.has(keysOf(study)(cellAt(study, cell)))).length;
    const larger = simulatedStudy({ loads: [10, 20, 30], seeds: [7, 1], replications: 3 });
    expect(keysIn(larger)).toBe(sweepSize(small));
    expect(keysIn({ ...small, program: "another" })).toBe(0);
    expect(keysIn(simulatedStudy({ loads: [20], duration: 31 }))).toBe(0);
    expect(keysIn({ ...small, platforms: [sweptPlatform({ databaseTime: 0.051 })] })).toBe(0);
  });

  it("has none beyond its last", () => {
    expect(() => cellAt(analyticStudy(), 3)).toThrow("cell must be below 3, got 3");
    expect(() => cellAt(analyticStudy(), 0.5)).toThrow(RangeError);
  });
});

describe("random designs", () => {
  const axis = { name: "pool.size", values: [], price: 0 } as const;
  const range = { from: 3, to: 6, whole: true, unit: "" };
  const design = { levers: [{ ...axis, range }], random: { points: 4000, seed: 1 } };
  const values = Array.from({ length: 4000 }, (_, point) => leversAt(design, point)[0]?.value);

  it("draw every whole number between both ends alike", () => {
    for (const value of [3, 4, 5, 6]) {
      const share = values.filter((one) => one === value).length / 4000;
      // Four standard deviations of a share of 1/4 among 4000.
      expect(Math.abs(share - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / 4000));
    }
    expect(new Set(values).size).toBe(4);
  });

  it("have the same point whatever else is computed, and another with another seed", () => {
    expect(leversAt(design, 1234)[0]?.value).toBe(values[1234]);
    const other = { ...design, random: { points: 4000, seed: 2 } };
    expect(values.map((_, point) => leversAt(other, point)[0]?.value)).not.toEqual(values);
  });

  it("write a rate with its unit, so that it can be typed again", () => {
    const rates = { from: 50, to: 200, whole: false, unit: " req/s" };
    const [lever] = leversAt(
      { levers: [{ ...axis, name: "rateLimit", range: rates }], random: { points: 1, seed: 3 } },
      0,
    );
    expect(lever?.text).toBe(`${lever?.value} req/s`);
  });
});

describe("analytic cells", () => {
  it("have the throughput of M/M/c//N where there is nothing else", () => {
    const platform = { thinkTime: 1, apiTime: 1e-9, databaseTime: 0.05, poolSize: 1000 };
    const study = analyticStudy({
      design: { levers: [leverAxis("db.cores", [1, 2])], random: null },
      platforms: [sweptPlatform({ ...platform, queue: { discipline: "fifo" } })],
    });
    for (const [cell, servers] of [
      [0, 1],
      [1, 2],
    ] as const) {
      const line = lineOf(study, cell);
      const exact = [1, 20, 80].map((users) =>
        mmcn({ thinkTime: 1, serviceTime: 0.05, servers }, users),
      );
      for (const [i, { throughput }] of exact.entries()) {
        expect(line.throughput[i]).toBeCloseTo(throughput, 3); // six digits are kept
      }
    }
  });

  it("say what was set, and null where nothing was", () => {
    const study = analyticStudy({
      design: { levers: [leverAxis("pool.size", [null, 4])], random: null },
    });
    expect([lineOf(study, 0).levers, lineOf(study, 1).levers]).toEqual([
      { "pool.size": null },
      { "pool.size": 4 },
    ]);
  });

  it("are refused in words where a lever makes no sense, and go on", () => {
    const study = analyticStudy({
      design: { levers: [leverAxis("pool.size", [-3, 4])], random: null },
    });
    expect(lineOf(study, 0).refused).toMatch(/pool/);
    expect(lineOf(study, 1).throughput).toHaveLength(3);
  });

  it("have no answer beyond the capacity of an open load", () => {
    const study = analyticStudy({
      platforms: [sweptPlatform({ cores: 1 })],
      task: { method: "analytic", unit: "req/s", loads: [10, 19, 21], percentiles: ["p95"] },
    });
    const { throughput, mean } = lineOf(study, 2);
    expect(throughput).toEqual([10, 19, null]);
    expect(mean[2]).toBeNull();
  });
});

describe("simulated cells", () => {
  it("are the replications of one simulation", () => {
    const study = simulatedStudy({ loads: [40], replications: 3, warmUp: 5 });
    const { platform } = sweptPlatform({ poolSize: 2 });
    const { platform: mapped, run } = planExperiment(
      platform,
      { users: 40 },
      {
        ...{ seed: 1, duration: 30, warmUp: 5, law: "exponential", replications: 1 },
      },
    );
    const made = [0, 1, 2].map((i) =>
      summarizeSimulation(mapped, run, [replicate(replicationOf(mapped, run, i))]),
    );
    for (const [i, result] of made.entries()) {
      const goodput = result?.total.goodput.value ?? 0;
      expect(lineOf(study, i).goodput).toBeCloseTo(goodput, 3);
    }
  });

  it("stay down after a spike where clients give up and try again, and never where they wait", () => {
    // Forty users want 0.8 of the one core; what they gave up fills it: Bronson et al., HotOS 2021.
    const study = simulatedStudy(
      {
        loads: [40],
        spike: { peak: { load: 200 }, at: 5, over: 1, lengths: [20], after: 60 },
        timeOuts: [0, 0.3],
        attempts: [10],
        retry: { backOff: 0.01, factor: 1 },
        replications: 1,
      },
      {
        design: { levers: [], random: null },
        platforms: [sweptPlatform({ cores: 1, databaseTime: 0.02, poolSize: 1000 })],
      },
    );
    expect([lineOf(study, 0).staysDown, lineOf(study, 1).staysDown]).toEqual([false, true]);
    expect(lineOf(study, 0).answeredAtEnd).toBe(1);
  });
});
