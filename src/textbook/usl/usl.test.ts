import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { uslPeakBySearch } from "../verify/usl-peak-by-search.ts";
import { uslUsersBySearch } from "../verify/usl-users-by-search.ts";
import { type UslLaw, uslResponseTime, uslThroughput } from "./usl.ts";
import { uslUsersAtResponseTime, uslUsersAtThroughput } from "./usl-inverse.ts";
import { uslLandmarks } from "./usl-landmarks.ts";
import { uslStation } from "./usl-station.ts";

const file = new URL("../../../data/cases/usl.json", import.meta.url);
const cases = JSON.parse(readFileSync(file, "utf8")).cases;
const published = (id: string) => cases.find((it: { id: string }) => it.id === id);

const near = (actual: number | undefined, expected: number, relative = 1e-9) =>
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(
    relative * Math.abs(expected),
  );

// γ = 100, α = 1/10, β = 1/100: 1 + α(N−1) + βN(N−1) is 1.8 at N = 6.
const law: UslLaw = { unitThroughput: 100, contention: 0.1, coherency: 0.01 };

const retrograde = fc.record({
  unitThroughput: fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
  contention: fc.double({ min: 0, max: 0.9, noNaN: true }),
  coherency: fc.double({ min: 1e-8, max: 0.5, noNaN: true }),
});

describe("uslThroughput", () => {
  it("is γ for one request, and γN/(1 + α(N−1) + βN(N−1)) for more", () => {
    expect(uslThroughput(law, 1)).toBe(100);
    near(uslThroughput(law, 6), 600 / 1.8); // 1 + 0.5 + 0.3
    near(uslThroughput(law, 2.5), 250 / 1.1875); // 1 + 0.15 + 0.0375
  });

  it("grows in proportion without contention and coherency", () => {
    const linear = { unitThroughput: 7, contention: 0, coherency: 0 };
    near(uslThroughput(linear, 1e5), 7e5);
  });

  it("agrees with the throughputs and response times published for the Cisco series", () => {
    const { inputs, expected, tolerance } = published("usl-cisco-latency");
    const cisco = {
      unitThroughput: inputs.lam,
      contention: inputs.sigma,
      coherency: inputs.kappa,
    };
    for (const [i, N] of inputs.N.entries()) {
      const off = Math.abs(uslResponseTime(cisco, N) - expected.R[i]);
      expect(off).toBeLessThanOrEqual(tolerance.abs);
    }
    const { expected: fitted } = published("usl-cisco-fit");
    near(uslThroughput(cisco, 20), fitted.X20, 2e-4);
    near(uslThroughput(cisco, 35), fitted.X35, 2e-4);
  });

  it("obeys Little's law at every concurrency up to 100,000", () => {
    fc.assert(
      fc.property(retrograde, fc.double({ min: 0.1, max: 1e5, noNaN: true }), (l, N) => {
        near(uslThroughput(l, N) * uslResponseTime(l, N), N, 1e-12);
      }),
      { seed: 11 },
    );
  });

  it("refuses what is no law, no concurrency, or beyond the pole of a free fit", () => {
    expect(() => uslThroughput(law, 0)).toThrow(/^users must be/);
    expect(() => uslThroughput(law, Number.NaN)).toThrow(/^users must be/);
    expect(() => uslThroughput({ ...law, unitThroughput: 0 }, 1)).toThrow(/^unitThroughput must/);
    expect(() => uslThroughput({ ...law, contention: Number.NaN }, 1)).toThrow(/^contention must/);
    const superlinear = { unitThroughput: 1, contention: -0.1, coherency: 0 };
    near(uslThroughput(superlinear, 6), 12); // 6/(1 − 0.5)
    expect(() => uslThroughput(superlinear, 11)).toThrow(/^users must lie/);
  });
});

describe("uslLandmarks", () => {
  it("agrees with the peaks, roofs and meeting points that R's usl prints", () => {
    const given = published("usl-peak-given-coefs");
    const { peak } = uslLandmarks({
      unitThroughput: 1,
      contention: given.inputs.alpha,
      coherency: given.inputs.beta,
    });
    near(peak?.users, given.expected.peakN, 1e-6);
    const { expected } = published("usl-specsdm91-fit");
    const marks = uslLandmarks({
      unitThroughput: expected.gamma,
      contention: expected.alpha,
      coherency: expected.beta,
    });
    near(marks.peak?.users, expected.peakN, 6e-4); // its β has four digits only
    near(marks.peak?.throughput, expected.peakX, 6e-4);
    near(marks.roof ?? undefined, expected.limit, 6e-4);
    near(marks.meeting?.users, expected.optN, 6e-4);
    near(marks.meeting?.throughput, expected.optX, 6e-4);
  });

  it("puts the peak where a search on the curve finds it", () => {
    fc.assert(
      fc.property(retrograde, (l) => {
        const { peak } = uslLandmarks(l);
        fc.pre(peak !== null && peak.users > 1);
        const found = uslPeakBySearch(l, 1e6);
        near(found.throughput, peak?.throughput ?? 0, 1e-12);
        near(found.users, peak?.users ?? 0, 1e-5); // a top is flat: √(2^-52) and a few
      }),
      { seed: 12, numRuns: 500 },
    );
  });

  it("has no peak but a roof without coherency, and neither without contention", () => {
    expect(uslLandmarks({ unitThroughput: 8, contention: 0.5, coherency: 0 })).toEqual({
      peak: null,
      roof: 16,
      meeting: { users: 2, throughput: 16 / 1.5 },
    });
    expect(uslLandmarks({ unitThroughput: 8, contention: 0, coherency: 0 })).toEqual({
      peak: null,
      roof: null,
      meeting: null,
    });
  });

  it("lets a law that falls from the first user peak there", () => {
    const { peak } = uslLandmarks({ unitThroughput: 8, contention: 1.5, coherency: 0.1 });
    expect(peak).toEqual({ users: 1, throughput: 8 });
    expect(uslLandmarks({ unitThroughput: 8, contention: 1, coherency: 0 }).peak).toBeNull();
  });

  it("refuses negative coefficients, for which these places mean nothing", () => {
    expect(() => uslLandmarks({ ...law, contention: -0.1 })).toThrow(/^contention must be/);
    expect(() => uslLandmarks({ ...law, coherency: -0.1 })).toThrow(/^coherency must be/);
  });
});

describe("uslUsersAtThroughput", () => {
  it("has two roots below the peak, one at it, none above", () => {
    // X = 600/1.8 at N = 6; the product of the roots is (1−α)/β = 90: the other is 15.
    const [rising, falling, ...others] = uslUsersAtThroughput(law, 600 / 1.8);
    near(rising, 6);
    near(falling, 15);
    expect(others).toEqual([]);
    const top = uslLandmarks(law).peak?.throughput ?? 0;
    expect(uslUsersAtThroughput(law, top * (1 + 1e-9))).toEqual([]);
    const atTop = uslUsersAtThroughput(law, top);
    expect(atTop.length).toBeGreaterThanOrEqual(1);
    for (const users of atTop) {
      near(users, Math.sqrt(90), 1e-7);
    }
  });

  it("has one root below a roof and none above", () => {
    const amdahl = { unitThroughput: 8, contention: 0.5, coherency: 0 };
    expect(uslUsersAtThroughput(amdahl, 12)).toEqual([3]); // 24/(1 + 1)
    expect(uslUsersAtThroughput(amdahl, 16)).toEqual([]);
    expect(uslUsersAtThroughput({ ...amdahl, contention: 0 }, 80)).toEqual([10]);
  });

  it("takes back what the law gave, on both sides of the peak", () => {
    const users = fc.double({ min: 0.01, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(retrograde, users, (l, N) => {
        const X = uslThroughput(l, N);
        const roots = uslUsersAtThroughput(l, X);
        for (const root of roots) {
          near(uslThroughput(l, root), X);
        }
        const top = uslLandmarks(l).peak?.users ?? 0;
        // Near the top both roots are equally right, and neither is well determined.
        if (Math.abs(N / top - 1) > 1e-3) {
          expect(roots).toHaveLength(2);
          near(roots[N < top ? 0 : 1], N, 1e-7);
        }
      }),
      { seed: 13, numRuns: 1000 },
    );
  });

  it("finds the roots that bisection finds on the curve", () => {
    fc.assert(
      fc.property(retrograde, fc.double({ min: 0.1, max: 0.999, noNaN: true }), (l, share) => {
        const top = uslLandmarks(l).peak ?? { users: 0, throughput: 0 };
        const X = share * top.throughput;
        const [low, high] = uslUsersAtThroughput(l, X);
        near(low, uslUsersBySearch(l, X, 1e-6, top.users) ?? Number.NaN, 1e-7);
        near(high, uslUsersBySearch(l, X, top.users, 1e12) ?? Number.NaN, 1e-7);
        expect(uslUsersBySearch(l, 1.01 * top.throughput, 1e-6, top.users)).toBeNull();
      }),
      { seed: 14, numRuns: 300 },
    );
  });
});

describe("uslUsersAtResponseTime", () => {
  it("finds the concurrency that has the response time: 0.018 s at 6", () => {
    const [users, ...others] = uslUsersAtResponseTime(law, 0.018);
    near(users, 6);
    expect(others).toEqual([]);
  });

  it("has one root from 1/γ upwards and none at one user or more below", () => {
    const alone = uslUsersAtResponseTime(law, 0.01);
    expect(alone).toHaveLength(1);
    near(alone[0], 1);
    expect(uslUsersAtResponseTime(law, 0.0099).filter((N) => N >= 1)).toEqual([]);
    expect(uslUsersAtResponseTime(law, 0.001)).toEqual([]);
    const linear = { unitThroughput: 100, contention: 0, coherency: 0 };
    expect(uslUsersAtResponseTime(linear, 0.01)).toEqual([]);
  });

  it("takes back what the law gave", () => {
    fc.assert(
      fc.property(retrograde, fc.double({ min: 1, max: 1e5, noNaN: true }), (l, N) => {
        const roots = uslUsersAtResponseTime(l, uslResponseTime(l, N));
        near(roots.at(-1), N, 1e-7);
        for (const root of roots) {
          near(uslResponseTime(l, root), uslResponseTime(l, N));
        }
      }),
      { seed: 15, numRuns: 1000 },
    );
  });

  it("does not depend on the unit of time", () => {
    fc.assert(
      fc.property(retrograde, fc.double({ min: 1, max: 1e4, noNaN: true }), (l, N) => {
        const milliseconds = { ...l, unitThroughput: l.unitThroughput / 1000 };
        near(uslThroughput(milliseconds, N) * 1000, uslThroughput(l, N));
        near(uslLandmarks(milliseconds).peak?.users, uslLandmarks(l).peak?.users ?? 0);
      }),
      { seed: 16 },
    );
  });
});

describe("uslStation", () => {
  it("lists the law's throughput for 1, 2, … requests present", () => {
    const rates = uslStation(law, 6);
    expect(rates).toHaveLength(6);
    expect(rates[0]).toBe(100);
    near(rates[5], 600 / 1.8);
  });

  it("is a single server for α = 1 and a delay for α = 0, without coherency", () => {
    const single = uslStation({ unitThroughput: 5, contention: 1, coherency: 0 }, 4);
    expect(single).toEqual([5, 5, 5, 5]);
    const delay = uslStation({ unitThroughput: 5, contention: 0, coherency: 0 }, 4);
    expect(delay).toEqual([5, 10, 15, 20]);
  });

  it("refuses an empty table", () => {
    expect(() => uslStation(law, 0)).toThrow(/^length must be/);
  });
});
