import { describe, expect, it } from "vitest";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { replicate } from "../engine/replicate.ts";
import { replicationOf } from "../engine/simulation-run.ts";
import type { Window } from "../engine/window.ts";
import { experimentJudge, partialResult } from "./judge-experiment.ts";
import { planExperiment } from "./plan-experiment.ts";

const options = { seed: 3, duration: 60, warmUp: 10 };

function judged(precision: number) {
  const { platform, run } = planExperiment(
    plainPlatform(),
    { users: 60 },
    { ...options, precision },
  );
  const { judge, expected } = experimentJudge(platform, run);
  const made: (readonly Window[])[] = [];
  for (;;) {
    const windows = replicate(replicationOf(platform, run, made.length));
    made.push(windows);
    const result = judge(made);
    if (result) return { result, expected: expected() };
  }
}

describe("experimentJudge", () => {
  it("stops at the precision asked for, and not before", () => {
    for (const precision of [0.1, 0.03]) {
      const { result } = judged(precision);
      const mean = result.total.responseTime;
      expect(((mean?.high ?? 9) - (mean?.value ?? 0)) / (mean?.value ?? 1)).toBeLessThan(precision);
      expect(result.warnings).toEqual([]);
    }
    expect(judged(0.03).result.replications).toBeGreaterThan(judged(0.1).result.replications);
  });

  it("makes just as many replications as are asked for", () => {
    const { platform, run } = planExperiment(
      plainPlatform(),
      { users: 5 },
      { ...options, replications: 2 },
    );
    const { judge, expected } = experimentJudge(platform, run);
    const windows = replicate(replicationOf(platform, run, 0));
    expect(judge([windows])).toBeNull();
    expect(expected()).toBe(2);
    expect(judge([windows, windows])?.replications).toBe(2);
    expect(partialResult(platform, run, [windows])?.replications).toBe(1);
    expect(partialResult(platform, run, [])).toBeNull();
  });
});
