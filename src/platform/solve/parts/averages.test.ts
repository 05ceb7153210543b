import { describe, expect, it } from "vitest";
import { dot, dotRest } from "./averages.ts";

describe("averages over how requests are split", () => {
  const shares = Float64Array.of(9, 0.25, 0.75, 9); // entries outside from…to are not cleared
  const table = Float64Array.of(0, 10, 30, 70);

  it("weighs a table by those in the first part, between from and to alone", () => {
    expect(dot(shares, table, 1, 2)).toBe(0.25 * 10 + 0.75 * 30);
  });

  it("and by the rest of n in the second", () => {
    expect(dotRest(shares, table, 1, 2, 3)).toBe(0.25 * 30 + 0.75 * 10);
  });
});
