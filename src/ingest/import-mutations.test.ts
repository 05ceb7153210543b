import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assembleRuns } from "./assemble-runs.ts";
import { importResults } from "./import-results.ts";
import { importFaults } from "./testing/import-faults.ts";
import { mutateBytes } from "./testing/mutate-bytes.ts";
import { syntheticFiles } from "./testing/synthetic-files.ts";
import { syntheticVariants } from "./testing/synthetic-variants.ts";

/** A mutated input may take no longer than this. */
const slowest = 2000;

/** The first number in a result that is not finite, or is below zero. */
function badNumber(value: unknown, path: string): string | undefined {
  if (typeof value === "number") {
    return Number.isFinite(value) && value >= 0 ? undefined : `${path} = ${value}`;
  }
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = badNumber(inner, `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

const mutation = fc.record({
  kind: fc.constantFrom("replace", "delete", "double", "cut", "insert", "digit"),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 60 }),
  text: fc.oneof(
    fc.string({ minLength: 1, maxLength: 4 }),
    fc.constantFrom(
      '"',
      ",",
      "\n",
      "\r",
      "\t",
      "{",
      "[",
      "-",
      "0",
      "9".repeat(25),
      "NaN",
      "1e308",
      "<",
    ),
  ),
});

type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

function mutate(text: string, { kind, at, length, text: inserted }: Mutation): string {
  const place = Math.floor(at * text.length);
  const [before, after] = [text.slice(0, place), text.slice(place)];
  if (kind === "replace") return before + inserted + after.slice(inserted.length);
  if (kind === "delete") return before + after.slice(length);
  if (kind === "double") return before + after.slice(0, length) + after;
  if (kind === "cut") return before;
  if (kind === "digit") return before + after.replace(/\d+/, inserted.replace(/\D/g, "7"));
  return before + inserted + after;
}

describe("importResults on damaged files", () => {
  it.each([...syntheticFiles, ...syntheticVariants].map((file) => [file.name, file] as const))(
    "neither throws nor hangs nor gives a number that is none: %s",
    (name, { text }) => {
      fc.assert(
        fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
          const damaged = mutations.reduce(mutate, text);
          const began = performance.now();
          const results = importResults([{ name, text: damaged }]);
          const campaign = assembleRuns("damaged", results.runs);
          expect(performance.now() - began).toBeLessThan(slowest);
          expect(badNumber(results.runs, "runs")).toBeUndefined();
          expect(badNumber(campaign, "campaign")).toBeUndefined();
          expect(results.runs.length + results.problems.length).toBeGreaterThan(0);
        }),
        { seed: 6, numRuns: 120 },
      );
    },
  );
});

describe("the way of a file through the command", () => {
  it("has no fault on 400 files with damaged bytes", () => {
    // Park and Miller's generator: the same damage on every machine.
    let state = 20_260_118;
    const draw = (bound: number) => {
      state = (state * 48_271) % 2_147_483_647;
      return state % bound;
    };
    const files = [...syntheticFiles, ...syntheticVariants].map(({ name, text }) => {
      return { name, bytes: new TextEncoder().encode(text) };
    });
    for (let number = 0; number < 400; number++) {
      const file = files[number % files.length];
      const other = files[draw(files.length)];
      if (!file || !other) continue;
      const damaged = mutateBytes(file.bytes, other.bytes, draw);
      expect(importFaults(file.name, damaged), `number ${number}, ${file.name}`).toEqual([]);
    }
  });
});
