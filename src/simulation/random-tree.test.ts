import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { preparePlatform } from "../platform/solve/prepare-platform.ts";
import { solvePrepared } from "../platform/solve/solve-platform.ts";
import { anyTree } from "../platform/testing/any-tree.ts";
import { simulatedPlatformOf } from "./course/simulated-platform-of.ts";
import { simulate } from "./engine/simulate.ts";
import { judgeTree, refusalsOf } from "./testing/judge-tree.ts";

describe("a random platform", () => {
  it("runs on solver and simulator, or is refused by both in the words of `supports`", () => {
    const seen = { solver: 0, simulator: 0 };
    fc.assert(
      fc.property(anyTree, ({ platform, users }) => {
        const solved = () => solvePrepared(preparePlatform(platform, users), users);
        const simulated = () =>
          simulate(simulatedPlatformOf(platform), {
            ...{ seed: 1, load: { users }, until: { requests: 300 }, warmUp: 0 },
          });
        const [no] = refusalsOf("solver", platform);
        if (no !== undefined) {
          seen.solver++;
          expect(solved).toThrow(new RangeError(no));
        } else expect(solved().throughput).toBeGreaterThan(0);
        const [never] = refusalsOf("simulator", platform);
        if (never !== undefined) {
          seen.simulator++;
          expect(simulated).toThrow(new RangeError(never));
        } else expect(simulated().total.throughput.value).toBeGreaterThan(0);
      }),
      { seed: 6, numRuns: 300 },
    );
    // Else nothing has been tested.
    expect(seen.solver).toBeGreaterThan(3);
    expect(seen.simulator).toBeGreaterThan(seen.solver);
  });

  it("gives the same figures twice for the same seed", () => {
    fc.assert(
      fc.property(anyTree, ({ platform, users }) => {
        fc.pre(refusalsOf("simulator", platform).length === 0);
        const run = { seed: 3, load: { users }, until: { requests: 500 }, warmUp: 0 };
        const once = simulate(simulatedPlatformOf(platform), run);
        expect(simulate(simulatedPlatformOf(platform), run)).toEqual(once);
      }),
      { seed: 7, numRuns: 20 },
    );
  });

  it("has the solver's throughput within 2 % and its mean within 7 % in nine of ten", () => {
    // A small part of scripts/judge-random-platforms.ts.
    const drawn = fc
      .sample(anyTree, { seed: 20_261_128, numRuns: 60 })
      .map((one) => ({ ...one, platform: { ...one.platform, clientTimeOut: null } }))
      .filter(({ platform }) => refusalsOf("simulator", platform).length === 0)
      .filter(({ platform }) => refusalsOf("solver", platform).length === 0);
    const judged = drawn.slice(0, 40).map((one, i) => judgeTree(one, i, 60_000));
    const near = (quantity: "throughput" | "mean", by: number) =>
      judged.filter(({ differences }) => Math.abs(differences[quantity] ?? 0) <= by).length;
    expect(near("throughput", 0.02)).toBeGreaterThanOrEqual(0.9 * judged.length);
    expect(near("mean", 0.07)).toBeGreaterThanOrEqual(0.9 * judged.length);
  }, 120_000);
});
