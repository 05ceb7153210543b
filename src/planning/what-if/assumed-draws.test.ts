import { describe, expect, it } from "vitest";
import { poolSolver } from "../../platform/solve/solve-pool-model.ts";
import { classicalModel } from "../../platform/testing/classical-model.ts";
import { RandomStream } from "../../random/random-stream.ts";
import { assumedDraws, withPoolCeilings } from "./assumed-draws.ts";

const models = new Array(1000).fill(classicalModel());
const shares = (endpoints: Parameters<typeof assumedDraws>[1]) =>
  assumedDraws(models, endpoints, RandomStream.fromSeed(1)).map(({ readShare }) => readShare);

describe("assumedDraws", () => {
  it("puts the ceiling in the database and in the API by turns", () => {
    const draws = assumedDraws(models.slice(0, 4), [], RandomStream.fromSeed(1));
    expect(draws.map(({ ceiling }) => ceiling)).toEqual(["database", "api", "database", "api"]);
  });

  it("varies the read share over its whole range where no table tells", () => {
    const list = shares([]);
    const mean = list.reduce((sum, share) => sum + share, 0) / list.length;
    for (const share of list) expect(share >= 0.5 && share <= 0.9).toBe(true);
    // Uniform: the mean of 1000 within four standard errors of 0.4/√12/√1000.
    expect(Math.abs(mean - 0.7)).toBeLessThan(0.015);
  });

  it("keeps to ±15 points around what the table suggests, inside 5 to 95 %", () => {
    const table = [
      { name: "GET /a", requests: 0.5, work: 0.3, reads: true },
      { name: "POST /a", requests: 0.5, work: 0.3, reads: false },
    ];
    for (const share of shares(table)) expect(Math.abs(share - 0.5)).toBeLessThanOrEqual(0.15);
    const reading = shares(table.slice(0, 1));
    expect(Math.max(...reading)).toBe(0.95);
  });

  it("changes nothing else", () => {
    const [draw] = assumedDraws(models.slice(0, 1), [], RandomStream.fromSeed(1));
    expect({ ...draw, readShare: 0.7, workOdds: 1 }).toEqual(classicalModel());
  });
});

describe("withPoolCeilings", () => {
  const inside = classicalModel({ poolSize: 40, innerServers: 10, serviceTime: 0.1 });

  it("puts the ceiling of every third platform into the pool, and completes as much", () => {
    const draws = withPoolCeilings(new Array(6).fill(inside), RandomStream.fromSeed(1));
    expect(draws.map(({ ceiling }) => ceiling === "pool")).toEqual([
      true,
      false,
      false,
      true,
      false,
      false,
    ]);
    for (const draw of draws) {
      for (const users of [1, 20, 80, 200]) {
        const [a, b] = [poolSolver(draw, 200)(users), poolSolver(inside, 200)(users)];
        expect(a.throughput / b.throughput).toBeCloseTo(1, 9);
      }
    }
  });

  it("keeps the saturated throughput where requests at work disturb one another", () => {
    const crowded = { ...inside, contention: 0.01 };
    const [pool] = withPoolCeilings([crowded], RandomStream.fromSeed(1));
    if (pool === undefined) throw new Error("one in, one out");
    const ratio = poolSolver(pool, 500)(500).throughput / poolSolver(crowded, 500)(500).throughput;
    expect(ratio).toBeCloseTo(1, 6);
  });

  it("leaves platforms alone whose pool would be smaller than anybody sets", () => {
    const three = { ...inside, innerServers: 3 };
    expect(withPoolCeilings([three], RandomStream.fromSeed(1))).toEqual([three]);
  });
});
