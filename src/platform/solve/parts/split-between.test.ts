import { describe, expect, it } from "vitest";
import { everyState } from "../graded-states.ts";
import { splitter } from "./split-between.ts";

const splits = (first: readonly number[], second: readonly number[]) => {
  const most = first.length - 1;
  const split = splitter(Float64Array.from(first), Float64Array.from(second), most);
  return everyState(most).map((n) => {
    const { shares, from, to } = split(n);
    return Array.from({ length: n + 1 }, (_, i) =>
      i < from || i > to ? 0 : (shares[i] as number),
    );
  });
};

describe("splitter", () => {
  it("has the product form of two single servers, worked by hand", () => {
    // Weights (1/1)^i·(1/2)^(n − i): for n = 2 they are 1/4, 1/2, 1.
    const [none, one, two] = splits([0, 1, 1], [0, 2, 2]);
    expect(none).toEqual([1]);
    expect(one?.[1]).toBeCloseTo(2 / 3, 14);
    expect(two?.[0]).toBeCloseTo(1 / 7, 14);
    expect(two?.[1]).toBeCloseTo(2 / 7, 14);
  });

  it("finds both peaks where a station slows down as it fills", () => {
    // First: rates 4, 4, 1, 1, so weights 1, 1/4, 1/16, 1/16, 1/16; second: 2 each, 1/2 a request.
    const last = splits([0, 4, 4, 1, 1], [0, 2, 2, 2, 2]).at(-1) ?? [];
    const weights = [1 / 16, 1 / 32, 1 / 64, 1 / 32, 1 / 16];
    const total = weights.reduce((a, b) => a + b);
    for (const [i, weight] of weights.entries()) expect(last[i]).toBeCloseTo(weight / total, 14);
  });

  it("does not overflow between rates far apart", () => {
    const most = 400;
    const level = (rate: number) => [0, ...Array.from({ length: most }, () => rate)];
    const last = splits(level(1e-9), level(1e9)).at(-1) ?? [];
    expect(last[most]).toBeCloseTo(1, 12);
  });

  it("finds the far peak of a station that collapses, past states that are never seen", () => {
    // First: 20 a second up to 60 requests, then 1e-3; second: 2. Weights fall to 1e-60 and then rise 2000-fold each.
    const most = 200;
    const first = [0, ...Array.from({ length: most }, (_, i) => (i < 60 ? 20 : 1e-3))];
    const second = [0, ...Array.from({ length: most }, () => 2)];
    const last = splits(first, second).at(-1) ?? [];
    expect(last[most]).toBeCloseTo(1 - 1e-3 / 2, 5);
    expect(last[0]).toBe(0);
  });

  it("is the product form where rates fall, at every number", () => {
    const most = 120;
    const first = [0, ...Array.from({ length: most }, (_, i) => Math.min(i + 1, 8) / (1 + i / 50))];
    const second = [0, ...Array.from({ length: most }, (_, i) => Math.min(i + 1, 30) / 4)];
    for (const [n, split] of splits(first, second).entries()) {
      const logs = [0];
      for (let i = 0; i < n; i++) {
        logs.push((logs[i] ?? 0) + Math.log((second[n - i] ?? 0) / (first[i + 1] ?? 0)));
      }
      const highest = Math.max(...logs);
      const weights = logs.map((log) => Math.exp(log - highest));
      const total = weights.reduce((a, b) => a + b, 0);
      for (const [i, weight] of weights.entries()) expect(split[i]).toBeCloseTo(weight / total, 11);
    }
  });
});
