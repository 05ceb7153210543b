import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRows } from "./read-rows.ts";

const cellsOf = (text: string, delimiter?: string) =>
  readRows(text, delimiter).rows.map((row) => row.cells);

describe("readRows", () => {
  it("reads nothing out of nothing", () => {
    expect(cellsOf("")).toEqual([]);
    expect(cellsOf("\uFEFF\r\r\n\n")).toEqual([]);
  });

  it.each(["\n", "\r\n", "\r\r\n", "\r"])("takes %j as one line end", (end) => {
    const { rows } = readRows(`a,b${end}1,2${end}`);
    expect(rows).toEqual([
      { cells: ["a", "b"], line: 1 },
      { cells: ["1", "2"], line: 2 },
    ]);
  });

  it("keeps delimiters, line ends and doubled quotes inside quotes, and counts their lines", () => {
    const { rows } = readRows('a,b\n"x, ""y""\nz",1\nlast,2\n');
    expect(rows[1]).toEqual({ cells: ['x, "y"\nz', "1"], line: 2 });
    expect(rows[2]?.line).toBe(4);
  });

  it("tells the delimiter by the first line, quotes aside", () => {
    expect(readRows('"a,b,c";d\n').delimiter).toBe(";");
    expect(readRows("a\tb\tc,d\n").delimiter).toBe("\t");
  });

  it("does not let an unclosed quote swallow the file", () => {
    const { rows, strayQuote } = readRows('a,b\n"open,1\nnext,2\n');
    expect(strayQuote).toBe(2);
    expect(rows.map((row) => row.cells)).toEqual([
      ["a", "b"],
      ['"open', "1"],
      ["next", "2"],
    ]);
  });

  it("tells a last line without its end", () => {
    expect(readRows("a,b\n1,2").openEnd).toBe(true);
    expect(readRows("a,b\n1,2\n").openEnd).toBe(false);
  });

  it("reads back whatever was quoted", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r", " ", ";") });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
        const quoted = rows.map((row) =>
          row.map((one) => `"${one.replaceAll('"', '""')}"`).join(","),
        );
        expect(cellsOf(`${quoted.join("\r\n")}\r\n`, ",")).toEqual(rows);
      }),
      { seed: 6, numRuns: 300 },
    );
  });
});
