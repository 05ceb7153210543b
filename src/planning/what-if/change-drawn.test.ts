import { describe, expect, it } from "vitest";
import { platformAt } from "../../limits/platform-at.ts";
import type { Scenario } from "../../platform/scenario.ts";
import { plainPlatform } from "../../platform/testing/plain-platform.ts";
import { keptAnswers } from "../fit/answers/kept-answers.ts";
import { plausibleGroup } from "../testing/plausible-group.ts";
import { changeDraws } from "./change-drawn.ts";
import type { PlausibleGroup } from "./plausible-groups.ts";

const MOST = 200;

const poolOf = (value: number): Scenario => ({
  ...{ name: "pool", title: "Pool", source: "", cost: null },
  levers: [{ name: "pool.size", text: String(value), value }],
});

const files = new Map<string, string>();
let written = 0;
const kept = () =>
  keptAnswers(
    {
      read: (key) => JSON.parse(files.get(key) ?? "null"),
      write: (key, value) => {
        written++;
        files.set(key, JSON.stringify(value));
      },
    },
    { program: "this one" },
  );

const group = (thinkTimes: readonly number[]): PlausibleGroup =>
  plausibleGroup(
    "one",
    1,
    thinkTimes.map((thinkTime) => plainPlatform({ poolSize: 10, thinkTime })),
  );

/** What each draw does at some loads after a change. */
function told(of: PlausibleGroup, scenario: Scenario) {
  const { draws, keep } = changeDraws(of, scenario);
  const figures = draws.map(({ plausible }) =>
    [1, 40, 150].map((users) => {
      const { percentile, ...point } = platformAt(plausible, MOST)(users);
      return { ...point, p95: percentile("p95") };
    }),
  );
  keep();
  return { figures, cycles: draws.map(({ plausible }) => plausible.lightLoadCycle) };
}

describe("changeDraws", () => {
  const thinkTimes = [0.5, 1, 2];

  it("says to the last digit what it says without kept answers, new and taken up again", () => {
    const alone = told(group(thinkTimes), poolOf(20));
    const keeping = () => ({ ...group(thinkTimes), answers: { kept: kept(), most: MOST } });
    expect(told(keeping(), poolOf(20))).toEqual(alone);
    const before = written;
    expect(before).toBe(1);
    expect(told(keeping(), poolOf(20))).toEqual(alone);
    expect(written).toBe(before);
  });

  it("keeps answers of another size or of other draws apart", () => {
    const keeping = (times: readonly number[]) => ({
      ...group(times),
      answers: { kept: kept(), most: MOST },
    });
    told(keeping(thinkTimes), poolOf(20));
    expect(told(keeping(thinkTimes), poolOf(30))).toEqual(told(group(thinkTimes), poolOf(30)));
    expect(told(keeping([0.5, 1, 3]), poolOf(20))).toEqual(told(group([0.5, 1, 3]), poolOf(20)));
  });
});
