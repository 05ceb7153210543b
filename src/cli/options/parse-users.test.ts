import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UsageError } from "../usage-error.ts";
import { parseRates } from "./parse-rates.ts";
import { parseUsers } from "./parse-users.ts";

describe("parseUsers", () => {
  it("reads one load, a list in any order, and a range", async () => {
    expect(await parseUsers("250")).toEqual([250]);
    expect(await parseUsers("300, 250,250")).toEqual([250, 300]);
    expect(await parseUsers("10..40:15")).toEqual([10, 25, 40]);
  });

  it("gives back any list, once each and rising", async () => {
    const lists = fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(lists, async (list) => {
        const rising = [...new Set(list)].sort((a, b) => a - b);
        expect(await parseUsers(list.join(","))).toEqual(rising);
      }),
    );
  });

  it.each(["", ",", "250,", "1,000", "250,many", "250,-3", "1.5,2"])(
    "refuses %j",
    async (typed) => {
      await expect(parseUsers(typed)).rejects.toThrow(UsageError);
    },
  );
});

describe("parseRates", () => {
  it("reads one rate, a list with one unit, and a range", async () => {
    expect(await parseRates("120 req/s")).toEqual([120]);
    expect(await parseRates("80, 60 req/s")).toEqual([60, 80]);
    expect(await parseRates("50..150:50 req/s")).toEqual([50, 100, 150]);
  });

  it.each(["", "60,", "60,0", "60,fast"])("refuses %j", async (typed) => {
    await expect(parseRates(typed)).rejects.toThrow(UsageError);
  });
});
