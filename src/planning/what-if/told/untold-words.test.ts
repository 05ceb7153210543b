import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verdictOf } from "./gain-verdict.ts";
import { untoldWords } from "./untold-words.ts";

const repeated = (gain: number, count: number) => Array.from({ length: count }, () => gain);

describe("untoldWords", () => {
  it("says how those are divided of whom nothing is told", () => {
    const told = { title: "A", shares: repeated(0.3, 20) };
    const shares = [...repeated(0.3, 15), ...repeated(0.01, 3), ...repeated(-0.2, 2)];
    expect(untoldWords([told, { title: "B", shares }])).toBe(
      "under “B” 75 % gain more than 5 %, 15 % stay within 5 %, 10 % lose more than 5 %, and told is what four in five agree on and one in twenty at most contradicts",
    );
    expect(untoldWords([{ title: null, shares: repeated(0.2, 3).concat(repeated(0, 1)) }])).toMatch(
      /^of the plausible platforms 75 % gain more than 5 %, 25 % stay within 5 %, and/,
    );
  });

  it("has nothing to say exactly where each is told", () => {
    const gains = fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(gains), (all) => {
        const words = untoldWords(all.map((shares) => ({ title: "A", shares })));
        expect(words === null).toBe(all.every((one) => verdictOf(one) !== "cannot tell"));
      }),
    );
  });
});
