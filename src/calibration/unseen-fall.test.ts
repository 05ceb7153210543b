import { describe, expect, it } from "vitest";
import type { MeasuredRun } from "./figures.ts";
import { observed } from "./testing/observed.ts";
import { loadBeyond, unseenFall } from "./unseen-fall.ts";

const runsOf = (levels: readonly (readonly [number, number])[]): readonly MeasuredRun[] =>
  levels.map(([users, throughput]) => ({
    ...{ users, run: "", figures: [] },
    observation: observed(users, { throughput }),
  }));

describe("loadBeyond", () => {
  it("is twice the largest load where throughput rises or stays, noise of a run aside", () => {
    expect(
      loadBeyond(
        runsOf([
          [10, 70],
          [29, 215],
          [64, 211],
        ]),
      ),
    ).toBe(128);
  });

  it("is none where the runs themselves show a fall: it is in the figures", () => {
    expect(
      loadBeyond(
        runsOf([
          [300, 154],
          [400, 146],
          [500, 123],
        ]),
      ),
    ).toBeNull();
  });
});

describe("unseenFall", () => {
  it("costs nothing where throughput goes on, and a deviation for each fifth of ln that is lost", () => {
    expect(unseenFall(0.9)).toBe(0);
    expect(unseenFall(1)).toBe(0);
    expect(unseenFall(Math.exp(0.2))).toBeCloseTo(1, 12);
    expect(unseenFall(2)).toBeCloseTo(Math.LN2 / 0.2, 12);
  });
});
