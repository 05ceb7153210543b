import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDelimited } from "./parse-delimited.ts";

const cellsOf = (text: string) => {
  const parsed = parseDelimited(text, "t.csv");
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return parsed.value.rows.map(({ cells }) => cells.map((cell) => cell.text));
};

describe("parseDelimited", () => {
  it("gives the same rows for every kind of line end, with and without a byte-order mark", () => {
    const rows = [
      ["a", "b"],
      ["1", "2"],
      ["3", ""],
    ];
    for (const end of ["\n", "\r\n", "\r\r\n", "\r"]) {
      const text = ["a,b", "1,2", "3,"].join(end);
      expect(cellsOf(text)).toEqual(rows);
      expect(cellsOf(`\uFEFF${text}${end}`)).toEqual(rows);
    }
  });

  it("finds the separator in the header", () => {
    expect(cellsOf("a;b\n1,5;2")).toEqual([
      ["a", "b"],
      ["1,5", "2"],
    ]);
    expect(cellsOf("a\tb\n\t2")).toEqual([
      ["a", "b"],
      ["", "2"],
    ]);
    expect(cellsOf('"a;b;c",d\n1,2')).toEqual([
      ["a;b;c", "d"],
      ["1", "2"],
    ]);
  });

  it("keeps separators, quotes and line breaks inside a quoted cell", () => {
    expect(cellsOf('a,b\n"x, ""y""\nz" ,2')).toEqual([
      ["a", "b"],
      ['x, "y"\nz', "2"],
    ]);
  });

  it("leaves out blank lines and lines of bare separators", () => {
    expect(cellsOf("\na,b\n\n,\n1,2\n   \n")).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
  });

  it("counts lines and columns from 1, and CR CR LF as one line break", () => {
    const parsed = parseDelimited('\uFEFFa,b\r\r\n"x\ny", 2\r\r\n3,4', "t.csv");
    if (!parsed.ok) throw new Error("must parse");
    expect(parsed.value.rows[1]?.cells[1]).toEqual({ text: "2", line: 3, column: 5 });
    expect(parsed.value.rows[2]).toMatchObject({ line: 4, cells: [{ column: 1 }, { column: 3 }] });
  });

  it.each([
    ["", 1, 1, "the file is empty"],
    ["\uFEFF \r\n", 1, 1, "the file is empty"],
    ["a\0b", 1, 1, "the file is not plain text"],
    ['a,b\n1,"open\n2,3', 2, 3, "this quote is never closed"],
    ['a,b\n1,"x"y', 2, 6, 'text after a closing quote: "y"'],
  ])("says where %j goes wrong", (text, line, column, message) => {
    const parsed = parseDelimited(text, "t.csv");
    expect(parsed).toMatchObject({
      ok: false,
      problems: [{ file: "t.csv", line, column, message }],
    });
  });

  it.each([
    ["one cell", "x".repeat(1e7)],
    ["commas", ",".repeat(1e7)],
    ["quotes", '"'.repeat(1e7)],
    ["carriage returns", `a${"\r".repeat(1e7)}b`],
  ])("answers within seconds to a line of 10 MB of %s", (_, line) => {
    const start = performance.now();
    parseDelimited(`users,run\n${line}\n`, "t.csv");
    expect(performance.now() - start).toBeLessThan(5000); // linear takes a tenth of it
  });

  it("reads back what was written, whatever the cells hold", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "1", ",", ";", "\t", '"', "\n", " ") });
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width })));
    fc.assert(
      fc.property(table, fc.constantFrom(",", ";", "\t"), (body, separator) => {
        const head = Array.from({ length: body[0]?.length ?? 2 }, (_, i) => `c${i}`);
        const quoted = body.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`));
        const text = [head, ...quoted].map((row) => row.join(separator)).join("\r\n");
        const trimmed = body.map((row) => row.map((found) => found.trim()));
        const rows = trimmed.filter((row) => row.some((found) => found !== ""));
        expect(cellsOf(text)).toEqual([head, ...rows]);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
