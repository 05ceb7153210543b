/** Fits, draws and left-out levels on platforms whose numbers are known. */
import { describe, expect, it } from "vitest";
import { audit } from "../measurement/audit.ts";
import type { Campaign, Level } from "../measurement/campaign.ts";
import type { Hypothesis, Platform, PlatformModel } from "../platform/platform.ts";
import type { Prior } from "../platform/quantity.ts";
import { SHAPE_TERMS } from "../platform/shape-discrepancy.ts";
import { preparePlatform } from "../platform/solve/prepare-platform.ts";
import { platformResponseTimes } from "../platform/solve/response/platform-response-times.ts";
import { solvePrepared } from "../platform/solve/solve-platform.ts";
import { plainPlatform } from "../platform/testing/plain-platform.ts";
import { normal } from "../random/normal.ts";
import { RandomStream } from "../random/random-stream.ts";
import { calibrateHypothesis } from "./calibrate-hypothesis.ts";
import { measuredRuns } from "./figures.ts";
import { leaveLevelOut } from "./leave-level-out.ts";
import { priorValue } from "./prior-law.ts";

const guess = (median: number, spread: number): Prior => ({ prior: "logNormal", median, spread });

/** Four cores behind a pool of 40: the cores run out at 80 req/s. */
const truth = plainPlatform({ thinkTime: 1, databaseTime: 0.05, cores: 4, poolSize: 40 });

function measured(loads: readonly number[], noise: number, timesToo = true): Campaign {
  const random = RandomStream.fromSeed(7);
  const noisy = (value: number, deviation: number) =>
    value * Math.exp(noise * deviation * normal(random));
  const prepared = preparePlatform(truth, Math.max(...loads));
  const levels = loads.map((users): Level => {
    const { throughput } = solvePrepared(prepared, users);
    const { mean, p50, p95 } = platformResponseTimes(prepared, users, "all").all;
    const times = { mean: noisy(mean, 0.03), p50: noisy(p50, 0.05), p95: noisy(p95, 0.05) };
    return {
      users,
      run: "",
      duration: 300,
      requests: Math.round(throughput * 300),
      failures: 0,
      throughput: noisy(throughput, 0.01),
      responseTime: timesToo ? times : {},
      quality: "measured",
      note: "",
    };
  });
  return { name: "made", levels, endpoints: [], failures: [] };
}

const loads = [5, 20, 50, 80, 100, 150];

function withTwiceTheCores(platform: Platform): Platform {
  return {
    ...platform,
    stations: platform.stations.map((one) =>
      one.kind === "queue" && one.role === "database" ? { ...one, servers: 2 * one.servers } : one,
    ),
  };
}

/** Think time, work and cores unknown. */
function hypothesisOf(cores: number | Prior): Hypothesis {
  const platform: PlatformModel = structuredClone({ ...truth, thinkTime: guess(1.3, 0.4) });
  const [, database] = platform.stations;
  if (database?.kind !== "queue") throw new Error("the plain platform has a database");
  const work = database.work.map((one) => ({ ...one, demand: guess(0.1, 1) }));
  return {
    name: "cores",
    source: "",
    numbers: {},
    platform: {
      ...platform,
      stations: platform.stations.map((one) =>
        one === database ? { ...database, servers: cores, work } : one,
      ),
    },
  };
}

const runsOf = (campaign: Campaign) => measuredRuns(campaign, audit(campaign), new Set());

const calibrated = (campaign: Campaign, hypothesis = hypothesisOf(guess(8, 0.7))) =>
  calibrateHypothesis(hypothesis, runsOf(campaign), { seed: 1 });

const posterior = calibrated(measured(loads, 1));

function drawsOf(name: string): number[] {
  const i = posterior.unknowns.findIndex((unknown) => unknown.name.includes(name));
  const prior = posterior.unknowns[i]?.prior as Prior;
  return posterior.draws.map((draw) => priorValue(prior, draw[i] ?? 0)).sort((a, b) => a - b);
}

describe("calibrateHypothesis", () => {
  it("finds think time, work and cores of a measured platform within their 95 % intervals", () => {
    expect(posterior.ended).toBe("converged");
    const numbers = { thinkTime: 1, demand: 0.05, servers: 4 };
    for (const [name, value] of Object.entries(numbers)) {
      const draws = drawsOf(name);
      expect(draws[1], name).toBeLessThan(value);
      expect(draws.at(-2), name).toBeGreaterThan(value);
      // A tenth to either side, where the priors left factors of two.
      expect((draws.at(-2) ?? 9) / (draws[1] ?? 1), name).toBeLessThan(1.25);
    }
  });

  it("finds less noise where there is less", () => {
    const exact = calibrated(measured(loads, 0));
    expect(exact.fit.noiseScale).toBeLessThan(posterior.fit.noiseScale);
    // What is left: the prior belief that runs repeat here as elsewhere.
    expect(exact.fit.noiseScale).toBeLessThan(0.6);
  });

  it("fits throughput alone, at a single level too", () => {
    const many = calibrated(measured(loads, 1, false));
    const last = preparePlatform(many.platforms[0] ?? truth, 150);
    expect(Math.abs(Math.log(solvePrepared(last, 150).throughput / 80))).toBeLessThan(0.05);
    const one = calibrated(measured([50], 1, false));
    expect(one.ended).toBe("converged");
    expect(leaveLevelOut(one)).toEqual([]);
  });

  it("fits a hypothesis in which everything is known", () => {
    const known: Hypothesis = { name: "known", source: "", numbers: {}, platform: truth };
    const { draws, ended, unknowns } = calibrated(measured(loads, 1), known);
    expect(ended).toBe("converged");
    // Only what percentiles are off by is left to find.
    expect(unknowns).toEqual([]);
    expect(draws[0]).toHaveLength(SHAPE_TERMS);
  });

  it("keeps away from numbers that no platform can have", () => {
    // Shares of cache hits beyond 1 are refused by the solver; half of this prior is.
    const platform: PlatformModel = {
      ...hypothesisOf(4).platform,
      endpoints: truth.endpoints.map((one) => ({ ...one, cacheHits: guess(0.9, 1) })),
    };
    const hypothesis: Hypothesis = { name: "cached", source: "", numbers: {}, platform };
    const { platforms } = calibrated(measured(loads, 1), hypothesis);
    expect(platforms.every(({ endpoints: [one] }) => (one?.cacheHits ?? 2) <= 1)).toBe(true);
  });

  it("ends at the same cost whatever the parts are called and in what order they stand", () => {
    const named = hypothesisOf(guess(8, 0.7));
    const text = JSON.stringify(named.platform).replaceAll('"database"', '"zebra"');
    const renamed = JSON.parse(text.replaceAll('"role":"zebra"', '"role":"database"'));
    const platform: PlatformModel = { ...renamed, stations: renamed.stations.toReversed() };
    const other = calibrated(measured(loads, 1), { ...named, platform });
    expect(other.fit.cost).toBeCloseTo(posterior.fit.cost, 1);
  });

  it("gives intervals that overlap with every seed", () => {
    const campaign = runsOf(measured(loads, 1));
    const intervals = [1, 2, 3].map((seed) => {
      const { platforms } = calibrateHypothesis(hypothesisOf(guess(8, 0.7)), campaign, { seed });
      // Twice the cores: a figure that no level measured.
      const values = platforms
        .map((one) => solvePrepared(preparePlatform(withTwiceTheCores(one), 150), 150).throughput)
        .sort((a, b) => a - b);
      return { low: values[2] as number, high: values.at(-3) as number };
    });
    const width = Math.max(...intervals.map(({ low, high }) => Math.log(high / low)));
    for (const end of ["low", "high"] as const) {
      const ends = intervals.map((one) => Math.log(one[end]));
      // Ends of 48 draws are known to a quarter of the width.
      expect(Math.max(...ends) - Math.min(...ends), end).toBeLessThan(width / 2);
    }
  });

  it("refuses to fit nothing", () => {
    const hypothesis = hypothesisOf(4);
    expect(() => calibrateHypothesis(hypothesis, [], { seed: 1 })).toThrow(/^runs must hold/);
  });
});

describe("leaveLevelOut", () => {
  it("predicts each level about as well as it was measured", () => {
    const left = leaveLevelOut(posterior);
    expect(left.map(({ users }) => users)).toEqual(loads);
    for (const { predicted, runs } of left) {
      const figures = runs.flatMap((run) => run.figures);
      for (const [i, { quantity, measured: value }] of figures.entries()) {
        // Four times the noise it was made with, and what the other levels leave open.
        const most = quantity === "throughput" ? 0.06 : 0.3;
        expect(Math.abs(Math.log((predicted[i] ?? 0) / value)), quantity).toBeLessThan(most);
      }
    }
  });

  it("scores the truth above a hypothesis with one core instead of four", () => {
    const wrong = hypothesisOf(4);
    const held = { ...wrong, platform: { ...wrong.platform, thinkTime: 1, pools: [] } };
    const sumOf = (hypothesis: Hypothesis) =>
      leaveLevelOut(calibrated(measured(loads, 1), hypothesis)).reduce(
        (sum, { logDensity }) => sum + logDensity,
        0,
      );
    const stuck: Hypothesis = {
      ...held,
      platform: { ...held.platform, stations: hypothesisOf(1).platform.stations },
    };
    expect(sumOf(held)).toBeGreaterThan(sumOf(stuck) + 10);
  });
});
