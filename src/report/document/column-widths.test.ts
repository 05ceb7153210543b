import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnWidths } from "./column-widths.ts";

const room = { width: 1000, letter: 10, margins: 10 };

describe("columnWidths", () => {
  it("gives a short column its line and the rest to the one that is long", () => {
    const note = "what is said of a level in some more words than fit on a line of this table";
    // "throughput" is ten letters: 10 · 10 + 10.
    const [users, throughput, said] = columnWidths(
      ["users", "throughput", "note"],
      [["300", "154 req/s", note]],
      room,
    );
    expect(throughput).toBeGreaterThanOrEqual(110);
    expect(users).toBeGreaterThanOrEqual(60);
    expect(said).toBeGreaterThan(500);
  });

  it("never breaks a word where there is room for all, and never leaves the page", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 12 });
    const cell = fc.array(word, { minLength: 1, maxLength: 20 }).map((some) => some.join(" "));
    const table = fc.integer({ min: 1, max: 14 }).chain((columns) =>
      fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
        minLength: 1,
        maxLength: 5,
      }),
    );
    fc.assert(
      fc.property(table, ([header = [], ...rows]) => {
        const widths = columnWidths(header, rows, room);
        const words = header.map((_, i) =>
          [header, ...rows].map((row) =>
            Math.max(...(row[i] ?? "").split(" ").map(({ length }) => length)),
          ),
        );
        const least = words.map((some) => 10 + 10 * Math.max(...some));
        expect(widths.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(1000);
        if (least.reduce((a, b) => a + b, 0) > 1000) return;
        // Whole parts only: a width may be cut by less than one.
        for (const [i, one] of least.entries()) expect(widths[i]).toBeGreaterThanOrEqual(one);
      }),
    );
  });
});
