import { describe, expect, it } from "vitest";
import { cutIntoStrata, emptyStrata, STRATA } from "./strata.ts";

describe("cutIntoStrata", () => {
  it("deals 60 % at the first state and 40 % at the next out: of the third quarter 0.10 and 0.15", () => {
    const strata = emptyStrata(1);
    cutIntoStrata(Float64Array.of(0.6, 0.4), 0, 1, strata);
    const shares = strata.map(({ shares: of, from, to }) =>
      [0, 1].map((state) => (state < from || state > to ? 0 : (of[state] ?? 0))),
    );
    const worked = [
      [1, 0],
      [1, 0],
      [0.1 / 0.25, 0.15 / 0.25],
      [0, 1],
      [0, 1],
    ];
    for (const [s, row] of worked.entries()) {
      for (const [state, share] of row.entries()) expect(shares[s]?.[state]).toBeCloseTo(share, 12);
    }
    // Each state gets back what it had.
    const back = [0, 1].map((state) =>
      STRATA.reduce((sum, size, s) => sum + size * (shares[s]?.[state] ?? 0), 0),
    );
    expect(back[0]).toBeCloseTo(0.6, 12);
    expect(back[1]).toBeCloseTo(0.4, 12);
  });
});
