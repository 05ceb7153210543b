import { describe, expect, it } from "vitest";
import { normal } from "../../random/normal.ts";
import { RandomStream } from "../../random/random-stream.ts";
import { decidedByPrior } from "./decided-by-prior.ts";

const random = RandomStream.fromSeed(1);
const draws = (deviation: number) => Array.from({ length: 48 }, () => deviation * normal(random));
const unknown = (name: string, positions: readonly number[]) => ({
  name,
  meaning: name,
  positions,
});

const free = draws(1);
const idle = draws(1);
const narrow = draws(0.1);

describe("decidedByPrior", () => {
  it("names what the gain goes with, where the data leave it to its prior", () => {
    const gains = free.map((x) => Math.exp(x));
    const list = [unknown("idle", idle), unknown("free", free)];
    expect(decidedByPrior(gains, list).map(({ name }) => name)).toEqual(["free"]);
    const down = free.map((x) => -x);
    expect(decidedByPrior(down, list).map(({ name }) => name)).toEqual(["free"]);
  });

  it("names nothing that the data have told, whatever hangs on it", () => {
    expect(decidedByPrior(narrow, [unknown("narrow", narrow)])).toEqual([]);
  });

  it("names nothing where the draws agree on the gain", () => {
    expect(
      decidedByPrior(
        free.map((x) => 0.3 + 0.001 * x),
        [unknown("free", free)],
      ),
    ).toEqual([]);
    expect(decidedByPrior([0.2, 0.2], [unknown("free", [1, 2])])).toEqual([]);
  });
});
