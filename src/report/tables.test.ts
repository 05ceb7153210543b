import { describe, expect, it } from "vitest";
import { textTable } from "../wording/text-table.ts";

describe("tables", () => {
  it("aligns words left and figures right, without trailing spaces", () => {
    expect(
      textTable(
        ["name", "users"],
        [
          ["a", "5"],
          ["long name", "1,250"],
        ],
      ),
    ).toBe(["name       users", "a              5", "long name  1,250"].join("\n"));
    expect(textTable(["x", "y"], [])).toBe("x  y");
  });

  it("refuses a row that would drop or invent a cell", () => {
    expect(() => textTable(["a", "b"], [["1"]])).toThrow("row must have 2 cells, got 1");
  });
});
