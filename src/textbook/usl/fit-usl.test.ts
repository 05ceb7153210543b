import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leastSquares } from "../../stats/least-squares.ts";
import { fitUsl, type UslObservation } from "./fit-usl.ts";
import { uslThroughput } from "./usl.ts";
import { uslUsersAtResponseTime } from "./usl-inverse.ts";
import { uslLandmarks } from "./usl-landmarks.ts";

const file = new URL("../../../data/cases/usl.json", import.meta.url);
const cases = JSON.parse(readFileSync(file, "utf8")).cases;
const published = (id: string) => cases.find((it: { id: string }) => it.id === id);
const observationsOf = (id: string): UslObservation[] => {
  const { n, x } = published(id).inputs;
  return n.map((users: number, i: number) => ({ users, throughput: x[i] }));
};

const near = (actual: number | null | undefined, expected: number, relative: number) =>
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(
    relative * Math.abs(expected),
  );

/** Normal noise from a seed: Lehmer's minimal standard generator and Box & Muller's transform. */
function noiseFrom(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

describe("fitUsl", () => {
  it("agrees with R's usl on the SPEC SDM91 series, down to peak and standard error", () => {
    const { expected } = published("usl-specsdm91-fit");
    const fit = fitUsl(observationsOf("usl-specsdm91-fit"));
    near(fit.law.contention, expected.alpha, 1e-5);
    near(fit.law.coherency, expected.beta, 6e-4); // printed with four digits
    near(fit.law.unitThroughput, expected.gamma, 1e-7);
    near(fit.residualStandardError, expected.rse, 1e-4);
    near(uslLandmarks(fit.law).peak?.users, expected.peakN, 1e-6);
    for (const [i, users] of published("usl-specsdm91-fit").inputs.n.entries()) {
      const rounded = Math.abs(uslThroughput(fit.law, users) - expected.fitted[i]);
      expect(rounded).toBeLessThanOrEqual(0.51); // printed without decimals
    }
    expect(fit.warnings).toEqual([]);
  });

  it("stops at β = 0 on the ray tracer, and says what the data would rather do", () => {
    const { expected } = published("usl-raytracer-fit");
    const fit = fitUsl(observationsOf("usl-raytracer-fit"));
    near(fit.law.contention, expected.alpha, 1e-5);
    near(fit.law.unitThroughput, expected.gamma, 1e-7);
    expect(fit.law.coherency).toBe(0);
    expect(fit.freeLaw.coherency).toBeLessThan(0);
    near(uslLandmarks(fit.law).roof, expected.limit, 1e-3);
    near(uslThroughput(fit.law, 128), expected.x128, 1e-3);
    near(fit.residualStandardError, expected.rse, 1e-3);
    expect(fit.warnings.map(({ code }) => code)).toEqual(["coherency-negative", "no-peak"]);
    // Where the symmetric interval of R's usl calls half of itself impossible.
    expect(fit.intervals?.coherency.low).toBe(0);
    expect(fit.intervals?.coherency.high).toBeGreaterThan(0);
  });

  it("agrees with the book's fit of the Cisco series", () => {
    const { expected, tolerance } = published("usl-cisco-fit");
    const fit = fitUsl(observationsOf("usl-cisco-fit"));
    near(fit.law.contention, expected.sigma, tolerance.rel);
    near(fit.law.coherency, expected.kappa, tolerance.rel);
    near(fit.law.unitThroughput, expected.lam, tolerance.rel);
    near(uslLandmarks(fit.law).peak?.throughput, expected.Xmax, tolerance.rel);
    expect(Math.floor(uslLandmarks(fit.law).peak?.users ?? 0)).toBe(expected.Nmax);
    expect(fit.warnings.map(({ code }) => code)).toEqual(["peak-not-measured"]);
  });

  it("moves on from the start values at which another library stays on that series", () => {
    // The start of usl4j: α = 0.1, β = 0.01, γ the best throughput for each request.
    const series = observationsOf("usl-cisco-fit");
    const { expected, tolerance } = published("usl-cisco-fit");
    const best = Math.max(...series.map(({ users, throughput }) => throughput / users));
    const fit = leastSquares({
      residuals: ([contention = 0, coherency = 0, unitThroughput = 0]) =>
        series.map(
          ({ users, throughput }) =>
            uslThroughput({ unitThroughput, contention, coherency }, users) - throughput,
        ),
      start: [0.1, 0.01, best],
      lower: [0, 0, 1],
    });
    expect(fit.ended).toBe("converged");
    near(fit.parameters[0], expected.sigma, tolerance.rel);
    near(fit.parameters[1], expected.kappa, tolerance.rel);
    near(fit.parameters[2], expected.lam, tolerance.rel);
    expect(fit.evaluations).toBeLessThanOrEqual(60);
  });

  it("predicts concurrency at a response time from ten points as published", () => {
    const { inputs, expected, tolerance } = published("usl-cisco-first10-n-at-latency");
    const { law } = fitUsl(observationsOf("usl-cisco-first10-n-at-latency"));
    for (const [i, responseTime] of inputs.R.entries()) {
      near(uslUsersAtResponseTime(law, responseTime).at(-1), expected.N[i], tolerance.rel);
    }
  });

  it("finds the law behind data without noise, from all of its shapes", () => {
    for (const contention of [0, 0.02, 0.4, 0.95]) {
      for (const coherency of [0, 1e-7, 1e-4, 0.02]) {
        const law = { unitThroughput: 250, contention, coherency };
        const fit = fitUsl(
          [1, 2, 5, 10, 20, 50, 100, 200].map((users) => ({
            users,
            throughput: uslThroughput(law, users),
          })),
        );
        expect(fit.ended).toBe("converged");
        near(fit.law.unitThroughput, 250, 1e-8);
        expect(Math.abs(fit.law.contention - contention)).toBeLessThanOrEqual(1e-8);
        expect(Math.abs(fit.law.coherency - coherency)).toBeLessThanOrEqual(1e-10);
      }
    }
  });

  it("follows weights, and not their common factor", () => {
    const series = observationsOf("usl-specsdm91-fit");
    const plain = fitUsl(series);
    const scaled = fitUsl(series.map((it) => ({ ...it, weight: 1e-6 })));
    near(scaled.law.coherency, plain.law.coherency, 1e-7);
    near(scaled.intervals?.coherency.high, plain.intervals?.coherency.high ?? 0, 1e-6);
    // A level that weighs 1000 counts like 1000 equal levels.
    const heavy = fitUsl(series.map((it, i) => ({ ...it, weight: i === 2 ? 1000 : 1 })));
    const copies = fitUsl(series.flatMap((it, i) => Array(i === 2 ? 1000 : 1).fill(it)));
    near(heavy.law.contention, copies.law.contention, 1e-6);
    expect(Math.abs(uslThroughput(heavy.law, 36) - 1652.4)).toBeLessThan(1);
  });

  it("does not depend on the unit of throughput", () => {
    const series = observationsOf("usl-cisco-fit");
    const perSecond = fitUsl(series);
    const perHour = fitUsl(series.map((it) => ({ ...it, throughput: it.throughput * 3600 })));
    near(perHour.law.unitThroughput / 3600, perSecond.law.unitThroughput, 1e-7);
    near(perHour.law.coherency, perSecond.law.coherency, 1e-7);
    near(perHour.intervals?.contention.low, perSecond.intervals?.contention.low ?? 0, 1e-6);
  });

  it("warns of superlinear data, keeps α at 0, and shows the free fit", () => {
    const law = { unitThroughput: 10, contention: -0.02, coherency: 0.0005 };
    const fit = fitUsl(
      [1, 2, 4, 8, 16, 32].map((users) => ({ users, throughput: uslThroughput(law, users) })),
    );
    expect(fit.law.contention).toBe(0);
    near(fit.freeLaw.contention, -0.02, 1e-6);
    near(fit.freeLaw.coherency, 0.0005, 1e-6);
    expect(fit.warnings[0]?.code).toBe("contention-negative");
    expect(fit.warnings[0]?.message).toMatch(/^α < 0: superlinear or bad data/);
  });

  it("gives no error and no intervals for three levels, which it meets exactly", () => {
    const fit = fitUsl([
      { users: 1, throughput: 10 },
      { users: 4, throughput: 25 },
      { users: 9, throughput: 30 },
    ]);
    near(uslThroughput(fit.law, 4), 25, 1e-8);
    expect(fit.residualStandardError).toBeNull();
    expect(fit.intervals).toBeNull();
  });

  it("refuses too few or impossible observations", () => {
    const level = { users: 1, throughput: 10 };
    expect(() => fitUsl([])).toThrow(/^observations must be at 3/);
    expect(() => fitUsl([level, level, { ...level, users: 2 }])).toThrow(/^observations must be/);
    expect(() => fitUsl([{ ...level, throughput: 0 }])).toThrow(/^observations\[0\]\.throughput/);
    expect(() => fitUsl([{ ...level, weight: -1 }])).toThrow(/^observations\[0\]\.weight must/);
  });

  it("covers the truth with nine of ten of its 90 % intervals", () => {
    const law = { unitThroughput: 100, contention: 0.04, coherency: 4e-4 };
    const levels = [1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 80, 96];
    const noise = noiseFrom(20261123);
    const rounds = 300;
    const covered = { unitThroughput: 0, contention: 0, coherency: 0 };
    for (let round = 0; round < rounds; round++) {
      const fit = fitUsl(
        levels.map((users) => ({ users, throughput: uslThroughput(law, users) + 25 * noise() })),
      );
      for (const name of ["unitThroughput", "contention", "coherency"] as const) {
        const interval = fit.intervals?.[name] ?? { low: 0, high: 0 };
        const below = interval.high === null || law[name] <= interval.high;
        covered[name] += interval.low <= law[name] && below ? 1 : 0;
      }
    }
    for (const count of Object.values(covered)) {
      expect(count / rounds).toBeGreaterThanOrEqual(0.85);
      expect(count / rounds).toBeLessThanOrEqual(0.95);
    }
  });

  it("answers data that grow faster than linearly, with its warning", () => {
    const data = [
      [1, 10],
      [2, 25],
      [4, 70],
      [8, 200],
    ].map(([users = 0, throughput = 0]) => ({ users, throughput }));
    const { law, freeLaw, ended, warnings } = fitUsl(data);
    expect(ended).toBe("converged");
    expect(law).toMatchObject({ contention: 0, coherency: 0 });
    // Linear growth γ·N: γ = Σ N·X / Σ N² = 1940/85.
    expect(law.unitThroughput).toBeCloseTo(1940 / 85, 9);
    expect(freeLaw.contention).toBeLessThan(0);
    expect(warnings.map(({ code }) => code)).toContain("contention-negative");
  });

  it("answers any positive data in finite numbers", () => {
    const point = fc.record({
      users: fc.integer({ min: 1, max: 1000 }),
      throughput: fc.double({ min: 0.01, max: 1e5, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(point, { minLength: 3, maxLength: 8, selector: ({ users }) => users }),
        (data) => {
          const { law } = fitUsl(data);
          expect(Object.values(law).every(Number.isFinite)).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });
});
