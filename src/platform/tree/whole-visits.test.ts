import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solvePlatform } from "../solve/solve-platform.ts";
import { anyTree } from "../testing/any-tree.ts";
import { plainPlatform } from "../testing/plain-platform.ts";
import type { Part } from "./part.ts";
import { platformParts } from "./platform-parts.ts";
import { requestClasses } from "./request-classes.ts";
import { type ClassedTree, wholeVisits } from "./whole-visits.ts";

/** Mean work of the mix at each station, by the tree's order. */
function demands({ parts, classes }: ClassedTree): readonly number[] {
  return parts.flatMap((part: Part): readonly number[] =>
    part.kind === "pool"
      ? demands({ parts: part.inside, classes })
      : [
          classes.reduce((sum, { share }, k) => {
            const work = part.work[k];
            return sum + (work ? share * work.visits * work.service : 0);
          }, 0),
        ],
  );
}

describe("wholeVisits", () => {
  it("keeps the mean work at every station, and shares that sum to 1", () => {
    fc.assert(
      fc.property(anyTree, ({ platform }) => {
        const classes = requestClasses(platform);
        const tree = { parts: platformParts(platform, classes), classes };
        const whole = wholeVisits(tree);
        const before = demands(tree);
        for (const [i, after] of demands(whole).entries()) {
          expect(Math.abs(after - (before[i] ?? 0))).toBeLessThan(1e-9);
        }
        const sum = whole.classes.reduce((all, { share }) => all + share, 0);
        expect(Math.abs(sum - 1)).toBeLessThan(1e-9);
      }),
      { seed: 8, numRuns: 200 },
    );
  });

  it("lets half of the requests pass by a station of half a visit: their median is no work", () => {
    const platform = plainPlatform({ apiTime: 0, databaseTime: 0.1 });
    const stations = platform.stations.map((station) => ({
      ...station,
      work: station.work.map((work) => ({ ...work, visits: 0.4 })),
    }));
    const classes = requestClasses(platform);
    const parts = platformParts({ ...platform, stations }, classes);
    const whole = wholeVisits({ parts, classes });
    expect(whole.classes.map(({ share }) => share)).toEqual([0.6, expect.closeTo(0.4, 12)]);
    // 0.4 visits of 0.1 s; nobody waits for anybody.
    const [solution] = solvePlatform({ ...platform, stations }, [1]);
    expect(solution?.responseTime).toBeCloseTo(0.04, 9);
  });
});
