import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { floatAt } from "../../../entry-at.ts";
import { dealOut } from "./deal-out.ts";
import type { Behavior } from "./part-behavior.ts";
import { zeroTable } from "./zero-table.ts";

const most = 80;
const zeros = zeroTable(most + 1);

/** Exponential servers of one line: min(n, servers)·μ. */
function part(servers: number, rate: number): Behavior {
  return {
    rates: Float64Array.from({ length: most + 1 }, (_, n) => rate * Math.min(n, servers)),
    ...{ nodes: [], waits: [], stretched: zeros, beyond: zeros, late: zeros },
    ...{ vainTime: zeros, doomed: zeros, evenness: 1, backlog: 0 },
    scale: servers,
    ceiling: rate * servers,
  };
}

const byChance = (copies: number) => ({ name: "copies", copies, byChance: 1 });

describe("dealOut", () => {
  it("is a closed network of c alike servers: cμ·n/(n + c − 1) (Buzen, 1973)", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 6 }),
        fc.double({ min: 0.1, max: 50, noNaN: true }),
        (copies, rate) => {
          const { rates } = dealOut(part(1, rate), byChance(copies), most, "every");
          for (let n = 1; n <= most; n++) {
            const exact = (copies * rate * n) / (n + copies - 1);
            expect(floatAt(rates, n) / exact).toBeCloseTo(1, 9);
          }
        },
      ),
      { numRuns: 15, seed: 7 },
    );
  });

  it("leaves one copy as it is, and servers without a line as fast as they are together", () => {
    const one = part(3, 2);
    expect(dealOut(one, byChance(1), most, "every")).toBe(one);
    const { rates } = dealOut(part(most, 2), byChance(4), most, "every");
    for (const n of [1, 7, most]) expect(floatAt(rates, n)).toBeCloseTo(2 * n, 9);
  });

  it("is no faster than one line for all, and in turn no slower than by chance", () => {
    const [copies, servers] = [3, 2];
    const chance = dealOut(part(servers, 1), byChance(copies), most, "every");
    const turn = dealOut(part(servers, 1), { ...byChance(copies), byChance: 0 }, most, "every");
    for (let n = 1; n <= most; n++) {
      const joined = Math.min(n, copies * servers);
      expect(floatAt(chance.rates, n)).toBeLessThanOrEqual(joined + 1e-9);
      expect(floatAt(turn.rates, n)).toBeLessThanOrEqual(joined + 1e-9);
      expect(floatAt(turn.rates, n)).toBeGreaterThanOrEqual(floatAt(chance.rates, n) - 1e-9);
    }
    expect(chance.ceiling).toBe(6);
    expect(chance.scale).toBe(6);
  });
});
