import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readNumber } from "./read-number.ts";
import { withoutThousands } from "./without-thousands.ts";

const rowsOf = (...rows: readonly (readonly string[])[]) =>
  rows.map((cells, at) => ({ cells, line: at + 2 }));
const cellsOf = (rows: ReturnType<typeof withoutThousands>) => rows.map(({ cells }) => cells);

describe("separators of thousands", () => {
  it("are taken out of times too where a count shows which they are", () => {
    const english = rowsOf(["1,234 a", "12,345", "1,234", "57.125"]);
    expect(cellsOf(withoutThousands(english, 1))).toEqual([["1,234 a", "12345", "1234", "57.125"]]);
    const german = rowsOf(["a", "12.345", "1.234", "102,9"], ["b", "7", "999", "57,125"]);
    expect(cellsOf(withoutThousands(german, 1))).toEqual([
      ["a", "12345", "1234", "102,9"],
      ["b", "7", "999", "57,125"],
    ]);
  });

  it("are decimals where no count has any: 57,125 ms is 57 ms and a bit", () => {
    const rows = rowsOf(["a", "345", "57,125"], ["b", "12", "1.5"]);
    expect(withoutThousands(rows, 1)).toBe(rows);
  });

  it("give back every count that a spreadsheet in any of three languages shows", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 20 }),
        fc.constantFrom("en-US", "de-DE", "fr-FR"),
        (counts, language) => {
          const shown = counts.map((count) => ["label", count.toLocaleString(language)]);
          const read = withoutThousands(rowsOf(...shown), 1).map(({ cells }) =>
            readNumber(cells[1]),
          );
          expect(read).toEqual(counts);
        },
      ),
    );
  });
});
