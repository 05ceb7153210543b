import { describe, expect, it } from "vitest";
import { compareWithKnown, knownSystems } from "./testing/known-systems.ts";

/**
 * A smaller judgment than scripts/judge-simulated.ts: every change at the load where it matters
 * and can be told soonest, below the knee and far above it, by a tenth of the requests.
 */
describe("the two known systems", () => {
  const cases = knownSystems().flatMap((system) =>
    Object.entries(system.runs).map(([change, runs]) => ({
      system,
      change,
      runs,
      name: system.name,
    })),
  );
  it.each(cases)("$name, $change: figures within the noise of both", ({ system, change, runs }) => {
    for (const known of runs.filter(({ users }) => users === 100 || users === 500)) {
      const { comparisons } = compareWithKnown(system, change, known, {
        seed: 8, // a median at saturation scatters by 4 % from seed to seed
        requests: 100_000,
        warmUp: 60,
      });
      for (const { figure, ours, theirs, noise } of comparisons) {
        // Noise is a half-width of 95 %, 2.1 standard errors of 20 batches: twice that leaves one
        // right figure in 2,000 outside, and a hundred are judged here.
        if (noise !== null) {
          expect(Math.abs(ours - theirs), `${figure} at ${known.users}`).toBeLessThan(2 * noise);
        } else if (/^p\d/.test(figure)) {
          expect(Math.abs(ours / theirs - 1), `${figure} at ${known.users}`).toBeLessThan(0.05);
        }
      }
    }
  });
});
