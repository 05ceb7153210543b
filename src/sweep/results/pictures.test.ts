import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wilsonInterval } from "../../stats/wilson-interval.ts";
import { resultsHeader } from "../results-header.ts";
import { analyticStudy, leverAxis } from "../testing/tiny-study.ts";
import { collapseMap } from "./collapse-map.ts";
import { figureOf, groupRows, weightedMedian } from "./group-rows.ts";
import { paretoFront } from "./pareto-front.ts";
import { rowsOfLine, type SweepRow } from "./sweep-row.ts";

describe("paretoFront", () => {
  it("is what no other candidate beats, by comparing all pairs", () => {
    const few = fc.integer({ min: 0, max: 6 });
    const side = fc.constantFrom("less" as const, "more" as const);
    fc.assert(
      fc.property(
        fc.array(fc.record({ x: few, y: few }), { maxLength: 25 }),
        side,
        side,
        (all, x, y) => {
          const better = (a: number, b: number, way: "less" | "more") =>
            way === "less" ? a < b : a > b;
          const beats = (a: { x: number; y: number }, b: { x: number; y: number }) =>
            !better(b.x, a.x, x) &&
            !better(b.y, a.y, y) &&
            (better(a.x, b.x, x) || better(a.y, b.y, y));
          const expected = all.flatMap((one, i) =>
            all.some((other) => beats(other, one)) ? [] : [i],
          );
          expect(paretoFront(all, { x, y }).toSorted((a, b) => a - b)).toEqual(expected);
        },
      ),
    );
  });
});

describe("weightedMedian", () => {
  it("is the plain median of equal weights, and the value of more than half the weight", () => {
    const of = (...values: number[]) =>
      values.map((value) => ({ value, weight: 1 / values.length }));
    expect(weightedMedian(of(5, 1, 3))).toBe(3);
    expect(weightedMedian(of(4, 1, 3, 2))).toBe(2.5);
    expect(
      weightedMedian([
        { value: 9, weight: 0.6 },
        ...of(1, 2).map((one) => ({ ...one, weight: 0.2 })),
      ]),
    ).toBe(9);
  });
});

const header = resultsHeader(
  analyticStudy({ design: { levers: [leverAxis("pool.size", [2, 4], 3)], random: null } }),
  null,
  (text) => text.slice(0, 4),
);

const line = (figures: object) =>
  JSON.stringify({
    cell: 0,
    key: "k",
    model: "plain",
    draw: null,
    levers: { "pool.size": 4 },
    ...figures,
  });

describe("rows of an analytic cell", () => {
  const figures = {
    loads: [30, 10, 20],
    p95: [0.9, 0.1, 0.5],
    errorRate: [0, 0, 0.01],
    mean: [1, 2, null],
  };

  it("are one a load, with the price of what was set and the load up to which all is well", () => {
    const rows = rowsOfLine(header, line(figures), { loads: "each" });
    expect(rows.map(({ settings }) => settings)).toEqual([
      { "pool.size": 4, price: 12, load: 30 },
      { "pool.size": 4, price: 12, load: 10 },
      { "pool.size": 4, price: 12, load: 20 },
    ]);
    // The red line is 0.5 s: 20 users hold it, 30 do not.
    expect(rows.map(({ figures: { capacity } }) => capacity)).toEqual([20, 20, 20]);
    expect(rows[2]?.figures["mean"]).toBeNull();
  });

  it("stop at the first load that does not hold, whatever comes after", () => {
    const dip = { loads: [10, 20, 30], p95: [0.1, 0.9, 0.1], errorRate: [0, 0, 0] };
    expect(rowsOfLine(header, line(dip), { loads: null })[0]?.figures["capacity"]).toBe(10);
    const none = { ...dip, errorRate: [0.2, 0, 0] };
    expect(rowsOfLine(header, line(none), { loads: 30 })[0]?.figures["capacity"]).toBe(0);
  });

  it("are none of a refused cell, and a load that is not there is refused", () => {
    expect(rowsOfLine(header, line({ refused: "no pool" }), { loads: "each" })).toEqual([]);
    expect(() => rowsOfLine(header, line(figures), { loads: 15 })).toThrow("got 15");
  });
});

describe("collapseMap", () => {
  const row = (timeOut: number, length: number, staysDown: number, weight = 1): SweepRow => ({
    settings: { load: 40, timeOut, attempts: 3, length },
    weight,
    figures: { staysDown },
  });
  const rows = [
    ...[row(0, 10, 0), row(0, 10, 0), row(0, 60, 0), row(0, 60, 0)],
    ...[row(1, 10, 0), row(1, 10, 0), row(1, 60, 1, 3), row(1, 60, 0, 1)],
  ];

  it("has the share of runs that stay down, by the weight of their platforms", () => {
    const { cells } = collapseMap(rows);
    expect(cells.map(({ timeOut, length, staysDown }) => [timeOut, length, staysDown])).toEqual([
      [0, 10, 0],
      [0, 60, 0],
      [1, 10, 0],
      [1, 60, 0.75],
    ]);
  });

  it("names the clients with which it never happened, and how seldom it may be", () => {
    const { never, verdicts } = collapseMap(rows);
    expect(never).toEqual([
      { timeOut: 0, attempts: 3, runs: 4, down: 0, atMost: wilsonInterval(0, 4).high },
    ]);
    expect(verdicts.map(({ down }) => down)).toEqual([0, 1]);
  });

  it("refuses rows without a spike", () => {
    expect(() => collapseMap([{ ...row(0, 10, 0), figures: { p95: 1 } }])).toThrow(RangeError);
  });

  it("averages probabilities and takes medians of the rest", () => {
    const [group] = groupRows(
      [1, 0, 0].map((down, i) => ({ ...row(1, 1, down), figures: { staysDown: down, p95: i } })),
      ["timeOut"],
    );
    if (group === undefined) throw new Error("there is one group");
    expect(figureOf(group, "staysDown")).toBeCloseTo(1 / 3, 12);
    expect(figureOf(group, "p95")).toBe(1);
    expect(figureOf(group, "absent")).toBeNull();
  });
});
