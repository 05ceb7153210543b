import { describe, expect, it } from "vitest";
import { unknownsOf } from "../platform/unknowns-of.ts";
import { RandomStream } from "../random/random-stream.ts";
import { fitFrom, fitHypothesis, fitNear, refitHypothesis } from "./fit-hypothesis.ts";
import { priorValue } from "./prior-law.ts";
import { twoStages, twoStagesRuns } from "./testing/two-stage-platform.ts";

const unknowns = unknownsOf(twoStages);
const runs = twoStagesRuns();
const best = fitHypothesis(twoStages, unknowns, runs, RandomStream.fromSeed(1));
const numberOf = (name: string, position: readonly number[]) =>
  unknowns.flatMap((one, i) =>
    one.name === name ? [priorValue(one.prior, position[i] ?? Number.NaN)] : [],
  )[0];

describe("fitHypothesis", () => {
  it("finds the numbers that made figures without noise: 1 s of thinking, 4 cores", () => {
    expect(best.ended).toBe("converged");
    expect(numberOf("thinkTime", best.position)).toBeCloseTo(1, 1);
    expect(numberOf("stations.database.servers", best.position)).toBeCloseTo(4, 0);
  });

  it("is the same from the prior's median alone, and every time", () => {
    const again = fitHypothesis(twoStages, unknowns, runs, RandomStream.fromSeed(1));
    expect(again).toEqual(best);
    const alone = fitHypothesis(twoStages, unknowns, runs, null);
    for (const [i, x] of alone.position.entries()) expect(x).toBeCloseTo(best.position[i] ?? 0, 1);
  });
});

describe("fitFrom, fitNear, refitHypothesis", () => {
  it("end where the search ends", () => {
    const away = best.position.slice(0, unknowns.length).map((x) => x + 0.4);
    const ends = [
      fitFrom(twoStages, unknowns, runs, [away]),
      fitNear(twoStages, unknowns, runs, best),
      refitHypothesis(twoStages, unknowns, runs, best),
    ];
    for (const { position } of ends) {
      for (const [i, x] of position.entries()) expect(x).toBeCloseTo(best.position[i] ?? 0, 1);
    }
  });
});
