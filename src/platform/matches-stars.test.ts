import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesStars } from "./matches-stars.ts";

/** By trying every split: right, and slow. */
function fits(pattern: string, text: string): boolean {
  if (pattern === "") return text === "";
  const [head = "", rest] = [pattern[0], pattern.slice(1)];
  if (head !== "*") return text[0] === head && fits(rest, text.slice(1));
  return [...text, ""].some((_, i) => fits(rest, text.slice(i)));
}

describe("matchesStars", () => {
  it.each([
    ["GET /a/*", "GET /a/b/c", true],
    ["GET /a/*", "GET /a", false],
    ["*", "", true],
    ["a*a", "a", false],
    ["a*a", "aa", true],
    ["a.c", "abc", false],
    ["*.yaml", "x.yaml", true],
    ["*(+", "a(+", true],
  ])("%s and %s: %s", (pattern, text, expected) => {
    expect(matchesStars(pattern, text)).toBe(expected);
  });

  it("agrees with trying every split", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 7 });
    const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 });
    fc.assert(
      fc.property(word, text, (p, t) => {
        expect(matchesStars(p, t)).toBe(fits(p, t));
      }),
    );
  });

  it("answers at once for a pattern that makes a regular expression try for ever", () => {
    const start = performance.now();
    expect(matchesStars(`${"*a".repeat(2000)}b`, "a".repeat(100_000))).toBe(false);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
