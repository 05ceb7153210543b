import { describe, expect, it } from "vitest";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { judgeText } from "../../report/text/judge-text.ts";
import { mmcn } from "../../textbook/closed/mmcn.ts";
import { simulate } from "../engine/simulate.ts";
import { type JudgedCell, judgedCell } from "./judged-cell.ts";
import { sampleOf } from "./sample-of.ts";
import { simulatedPlatformOf } from "./simulated-platform-of.ts";

/** M/M/4//60, whose exact answer both sides have to meet. */
const platform = plainPlatform({ apiTime: 0, databaseTime: 0.05, cores: 4, poolSize: 60 });

function judged(): JudgedCell {
  const simulated = simulatedPlatformOf(platform, { law: "exponential" });
  const run = { seed: 5, load: { users: 60 }, until: { requests: 200_000 }, warmUp: 20 };
  return judgedCell(platform, 60, simulate(simulated, run));
}

describe("judgedCell", () => {
  const cell = judged();
  const exact = mmcn({ servers: 4, serviceTime: 0.05, thinkTime: 1 }, 60);

  it("has the exact answer of M/M/c//N on both sides", () => {
    const figure = (name: string) => cell.figures.find(({ quantity }) => quantity === name);
    expect(figure("mean")?.analytic).toBeCloseTo(exact.responseTime, 6);
    expect(figure("throughput")?.analytic).toBeCloseTo(exact.throughput, 6);
    for (const { analytic, simulated, difference } of cell.figures) {
      expect(difference).toBeCloseTo(analytic / simulated.value - 1, 12);
    }
    // 200,000 requests tell both within some 2 %; they are exact.
    expect(Math.abs(figure("throughput")?.difference ?? 1)).toBeLessThan(0.01);
    expect(Math.abs(figure("mean")?.difference ?? 1)).toBeLessThan(0.04);
    expect(cell.figures.map(({ quantity }) => quantity)).toEqual([
      "throughput",
      "mean",
      "p50",
      "p90",
      "p95",
      "p99",
    ]);
  });

  it("stands in words with its difference", () => {
    const one = { title: "As it is", rounded: [], without: [], warnings: [], refused: null };
    const words = judgeText({
      hypothesis: "Four cores",
      weight: 0.5,
      values: { queryTime: 0.05 },
      platforms: [
        { ...one, cells: [cell] },
        { ...one, title: "Split", cells: [], refused: "station x: no place" },
      ],
      partial: false,
    });
    expect(words).toMatch(/^Judged by simulation: Four cores \(50 %\)/);
    expect(words).toMatch(/^ +60 {2}\d+\.?\d* req\/s → \d+\.?\d* req\/s ±.*\(.?\d\.\d %\)/m);
    expect(words).toContain("Not simulated: station x: no place");
  });
});

describe("sampleOf", () => {
  it("keeps both ends, and short lists whole", () => {
    expect(sampleOf([1, 2, 3, 4, 5, 6, 7], 3)).toEqual([1, 4, 7]);
    expect(sampleOf([1, 2], 3)).toEqual([1, 2]);
  });
});
