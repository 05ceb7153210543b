import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Figure, MeasuredRun } from "../figures.ts";
import { runNoise, whitened } from "../run-noise.ts";
import { observed } from "../testing/observed.ts";
import { pooledRuns } from "./pooled-runs.ts";

const figure = (quantity: Figure["quantity"], measured: number): Figure => ({
  ...{ quantity, endpoint: null, measured },
  ...{ known: 0.01, repeat: 0.03 },
});

const runOf = (users: number, throughput: number, mean: number, run = ""): MeasuredRun => ({
  users,
  run,
  observation: observed(users, { run, throughput, mean }),
  figures: [figure("throughput", throughput), figure("mean", mean), figure("p95", 3 * mean)],
});

/** One server of 10 ms behind thinkers of 1 s, exactly, without noise. */
function course(users: number) {
  let queue = 0;
  let time = 0.01;
  for (let n = 1; n <= users; n++) {
    time = 0.01 * (1 + queue);
    queue = (n * time) / (1 + time);
  }
  return { throughput: users / (1 + time), mean: time };
}

const sweep = (loads: readonly number[], noise: (i: number) => number = () => 0) =>
  loads.map((users, i) => {
    const { throughput, mean } = course(users);
    return runOf(users, throughput * Math.exp(0.4 * noise(i)), mean * Math.exp(noise(i)));
  });

/** Each load three times the one before, all figures alike. */
const farApart = (count: number) => Array.from({ length: count }, (_, i) => runOf(3 ** i, 70, 0.1));

const loadsOf = (count: number, step: number) =>
  Array.from({ length: count }, (_, i) => step * (i + 1));

/** Halved sum of squares of a prediction: minus ln of its likelihood, up to a constant. */
function misfit(runs: readonly MeasuredRun[], predict: (figure: Figure) => number, scale: number) {
  const squares = runs.flatMap(({ figures }) =>
    whitened(
      figures.map((one) => Math.log(predict(one) / one.measured)),
      runNoise(figures, scale),
    ).map((r) => (r * r) / 2),
  );
  return squares.reduce((sum, square) => sum + square, 0);
}

describe("pooledRuns", () => {
  it("are the runs themselves up to sixteen loads, however many runs there are of each", () => {
    const runs = [...sweep(loadsOf(16, 5)), ...sweep(loadsOf(16, 5))];
    expect(pooledRuns(runs)).toBe(runs);
  });

  it("leave the likelihood of runs at one load unchanged but for a constant", () => {
    const near = fc.double({ min: -0.1, max: 0.1, noNaN: true });
    const triples = fc.array(fc.tuple(near, near, near), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(
        triples,
        near,
        near,
        fc.double({ min: 0.1, max: 5, noNaN: true }),
        (noises, a, b, scale) => {
          // Loads three times apart each stay by themselves; four runs at the load in the middle.
          const others = farApart(17);
          const same = noises.map(([x, y, z], i) => ({
            ...runOf(243, 70, 0.1, `run ${i}`),
            figures: [
              figure("throughput", 70 * Math.exp(x)),
              figure("mean", 0.1 * Math.exp(y)),
              figure("p95", 0.3 * Math.exp(z)),
            ],
          }));
          const runs = [...others.filter(({ users }) => users !== 243), ...same];
          const pooled = pooledRuns(runs);
          expect(pooled).toHaveLength(17);
          const one = pooled.filter(({ users }) => users === 243);
          const guess = (by: number) => (of: Figure) =>
            ({ throughput: 70, mean: 0.1, p95: 0.3 })[of.quantity as "mean"] * Math.exp(by);
          const change = (of: readonly MeasuredRun[]) =>
            misfit(of, guess(a), scale) - misfit(of, guess(b), scale);
          expect(change(one)).toBeCloseTo(change(same), 7);
        },
      ),
    );
  });

  it("are few, hold the weight of all, and keep the lightest and the heaviest load", () => {
    const runs = sweep(loadsOf(111, 2), (i) => 0.02 * Math.sin(37 * i));
    const pooled = pooledRuns(runs);
    expect(pooled.length).toBeLessThan(24);
    expect(pooled[0]?.figures).toEqual(runs[0]?.figures);
    expect(pooled.at(-1)?.figures).toEqual(runs.at(-1)?.figures);
    for (const quantity of ["throughput", "mean"] as const) {
      const weight = (some: readonly MeasuredRun[]) =>
        some
          .flatMap(({ figures }) => figures.filter((one) => one.quantity === quantity))
          .reduce((sum, { known, repeat }) => sum + 1 / (known ** 2 + repeat ** 2), 0);
      expect(weight(pooled)).toBeCloseTo(weight(runs), 6);
    }
  });

  it("show percentiles at eight loads, the lightest and the heaviest among them, or at all without means", () => {
    const runs = sweep(loadsOf(111, 2));
    const shown = (some: readonly MeasuredRun[]) =>
      some.filter(({ figures }) => figures.some(({ quantity }) => quantity === "p95"));
    const pooled = pooledRuns(runs);
    expect(shown(pooled)).toHaveLength(8);
    expect(shown(pooled)).toEqual(expect.arrayContaining([pooled[0], pooled.at(-1)]));
    const alone = runs.map((run) => ({
      ...run,
      figures: run.figures.filter(({ quantity }) => quantity !== "mean"),
    }));
    const told = pooledRuns(alone);
    expect(shown(told)).toHaveLength(told.length);
  });

  it("show a smooth course where it was, its knee too: within a third of a per cent", () => {
    for (const one of pooledRuns(sweep(loadsOf(111, 2)))) {
      const right = course(one.users);
      const at = (quantity: Figure["quantity"]) =>
        one.figures.find((figure) => figure.quantity === quantity)?.measured ?? 0;
      expect(Math.abs(Math.log(at("throughput") / right.throughput))).toBeLessThan(0.003);
      expect(Math.abs(Math.log(at("mean") / right.mean))).toBeLessThan(0.003);
      expect(one.observation.throughput).toBe(at("throughput"));
    }
  });

  it("leave a level far off its neighbors by itself, and theirs free of it", () => {
    const freak = sweep(loadsOf(60, 1)).map((run) =>
      run.users === 30 ? runOf(30, 10, 1, "slow") : run,
    );
    const pooled = pooledRuns(freak);
    const own = pooled.find(({ users }) => users === 30)?.figures;
    expect(freak[29]?.figures).toEqual(expect.arrayContaining([...(own ?? [])]));
    expect(own?.map(({ quantity }) => quantity)).toContain("mean");
    for (const one of pooled.filter(({ users }) => Math.abs(users - 30) > 10)) {
      const mean = one.figures.find(({ quantity }) => quantity === "mean")?.measured ?? 0;
      expect(Math.abs(Math.log(mean / course(one.users).mean))).toBeLessThan(0.005);
    }
  });

  it("never put levels together whose loads are far apart, or whose times are of other requests", () => {
    expect(pooledRuns(farApart(20))).toHaveLength(20);
    const mixed = sweep(loadsOf(40, 1)).map((run) =>
      run.users % 2 === 0
        ? run
        : { ...run, observation: { ...run.observation, timesOf: "successes" as const } },
    );
    expect(pooledRuns(mixed)).toHaveLength(40);
  });

  it("count percentiles that a level's own run leaves out, and errors together", () => {
    const errors = { requests: 999, background: 0 };
    const runs = sweep(loadsOf(30, 1)).map((run): MeasuredRun => {
      const failed: Figure = { ...figure("throughput", 1.5 / 1000), errors };
      const all = [...run.figures, failed];
      return { ...run, figures: run.figures.slice(0, 2), all };
    });
    const pooled = pooledRuns(runs);
    const kinds = pooled.flatMap(({ figures }) => figures.map(({ quantity }) => quantity));
    expect(kinds).toContain("p95");
    for (const one of pooled) {
      const failed = one.figures.find((figure) => figure.errors !== undefined);
      const requests = failed?.errors?.requests ?? 0;
      // One error of 999 requests at each level, and half of one more.
      expect(failed?.measured).toBeCloseTo((requests / 999 + 0.5) / (requests + 1), 12);
    }
  });
});
