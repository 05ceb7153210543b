import { describe, expect, it } from "vitest";
import { readTable } from "./table.ts";

describe("readTable", () => {
  it("leaves the cell out at which the last row broke off: a 9 may have been a 90", () => {
    const table = readTable("a,b,c\n1,2,3\n4,9");
    expect(table.rows.map((row) => table.cell(row, "b"))).toEqual(["2", undefined]);
    expect(table.rows.map((row) => table.cell(row, "a"))).toEqual(["1", "4"]);
    // Whole rows, and short ones that have their line end, stand.
    const whole = readTable("a,b,c\n1,2,3\n4,9\n");
    expect(whole.cell({ ...(whole.rows[1] ?? { cells: [], line: 0 }) }, "b")).toBe("9");
  });

  it("takes a header that stands again for no row", () => {
    const table = readTable("a,b\n1,2\na,b\n3,4\n");
    expect(table.rows.map(({ line }) => line)).toEqual([2, 4]);
  });
});
