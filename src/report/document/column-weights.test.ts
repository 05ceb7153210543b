import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnWeights } from "./column-weights.ts";

describe("columnWeights", () => {
  it("gives short columns their letters, and marks them", () => {
    // "140 req/s" is nine letters, beside five of margin.
    expect(columnWeights(["users", "X"], [["200", "140 req/s"]])).toEqual([
      { weight: 10, short: true },
      { weight: 14, short: true },
    ]);
  });

  it("leaves a name without a place to break its whole length", () => {
    // Four times the root of 35 letters would be 24: the name stood over the next column.
    const [parameter] = columnWeights(["parameter"], [["stations.database.overloadContention"]]);
    expect(parameter).toEqual({ weight: 36 + 5, short: false });
  });

  it("breaks paths at their slashes and gives no word more than forty letters", () => {
    const [path, key] = columnWeights(
      ["endpoint", "hash"],
      [["/api/v1/agents/{id}", "f".repeat(64)]],
    );
    expect(path?.weight).toBeCloseTo(4 * Math.sqrt(19), 12);
    expect(key?.weight).toBe(45);
  });

  it("is never narrower than the longest word of forty letters or fewer", () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,40}$/), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(words, (some) => {
        const [column] = columnWeights([""], [[some.join(" ")]]);
        expect(column?.weight).toBeGreaterThanOrEqual(Math.max(...some.map((one) => one.length)));
      }),
    );
  });
});
