import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classicalModel } from "../testing/classical-model.ts";
import { poolRate } from "./pool-rate.ts";

describe("poolRate", () => {
  it("is min(k, c)/S without contention or overload", () => {
    const model = classicalModel({ poolSize: 4, serviceTime: 0.5 });
    expect([1, 3, 4, 9].map((k) => poolRate(model, k))).toEqual([2, 6, 8, 8]);
  });

  it("is bounded by the servers inside the pool", () => {
    const model = classicalModel({ poolSize: 10, innerServers: 3, serviceTime: 1 });
    expect([2, 3, 10, 50].map((k) => poolRate(model, k))).toEqual([2, 3, 3, 3]);
  });

  it("counts the requests at work for contention and all present for overload", () => {
    // S = 1, c = 2, sigma = 1/2: from 2 on 2/(3/2) = 4/3 for ever.
    const inside = classicalModel({ poolSize: 2, serviceTime: 1, contention: 0.5 });
    expect(poolRate(inside, 2)).toBeCloseTo(4 / 3, 15);
    expect(poolRate(inside, 100)).toBeCloseTo(4 / 3, 15);
    // sigma_o = 1/10, kappa_o = 1/100 at k = 11, j = 10: 2/(1 + 1 + 110/100) = 2/3.1.
    const overload = classicalModel({
      poolSize: 2,
      serviceTime: 1,
      overloadContention: 0.1,
      overloadCoherency: 0.01,
    });
    expect(poolRate(overload, 11)).toBeCloseTo(2 / 3.1, 15);
    // Shared by 11 replicas nobody is in anybody's way.
    expect(poolRate({ ...overload, apiReplicas: 11 }, 11)).toBe(2);
  });

  it("lets reads alone use the replicas", () => {
    const base = classicalModel({
      poolSize: 100,
      innerServers: 6,
      serviceTime: 1,
      readReplicas: 1,
    });
    // 60 % reads: writes fill the primary's 6 servers at 6/0.4 = 15, reads the replica's at 10.
    expect(poolRate({ ...base, readShare: 0.6 }, 100)).toBeCloseTo(10, 12);
    // Two replicas: reads at 20, writes at 15.
    expect(poolRate({ ...base, readShare: 0.6, readReplicas: 2 }, 100)).toBeCloseTo(15, 12);
    expect(poolRate({ ...base, readShare: 0 }, 100)).toBe(6);
  });

  it("never exceeds min(c, B)/S and falls along k only by overload", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 80 }),
        fc.double({ min: 0.5, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 0.1, noNaN: true }),
        fc.integer({ min: 1, max: 500 }),
        (poolSize, innerServers, overloadContention, k) => {
          const free = classicalModel({ poolSize, innerServers });
          const ceiling = Math.min(poolSize, innerServers) / free.serviceTime;
          expect(poolRate(free, k)).toBeLessThanOrEqual(ceiling * (1 + 1e-12));
          expect(poolRate(free, k + 1)).toBeGreaterThanOrEqual(poolRate(free, k));
          const loaded = poolRate({ ...free, overloadContention }, k);
          expect(loaded * (1 + overloadContention * (k - 1))).toBeCloseTo(poolRate(free, k), 8);
        },
      ),
      { seed: 1 },
    );
  });
});
