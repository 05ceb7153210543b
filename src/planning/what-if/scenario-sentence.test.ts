import { describe, expect, it } from "vitest";
import type { HypothesisChange, Limits } from "../plan/plan-result.ts";
import { samplePlan } from "../testing/sample-plan.ts";
import { type ScenarioFindings, scenarioSentence } from "./scenario-sentence.ts";
import { verdictOf } from "./told/gain-verdict.ts";

const sample = samplePlan().limits;
const limits = (value: number | null, low = value, high = value, safe = 260): Limits => ({
  ...sample,
  breakingPoint: { ...sample.breakingPoint, value, low, high, searchedTo: 1000 },
  safeLimit: { ...sample.safeLimit, value: safe },
});

const change = (
  title: string,
  weight: number,
  wall: string,
  gain: readonly [number, number],
  after: Limits,
): HypothesisChange => ({
  name: title,
  title,
  weight,
  before: limits(313),
  limits: after,
  gain: { value: (gain[0] + gain[1]) / 2, low: gain[0], high: gain[1] },
  verdict: verdictOf(
    Array.from({ length: 21 }, (_, i) => gain[0] + (i / 20) * (gain[1] - gain[0])),
  ),
  wallBefore: wall,
  wallAfter: wall,
  without: [],
});

const same = (title: string, weight: number) =>
  change(title, weight, "database", [-0.01, 0.02], limits(313));
const found = (
  perHypothesis: readonly HypothesisChange[],
  verdict: ScenarioFindings["verdict"],
): ScenarioFindings => ({
  title: "Three replicas",
  before: limits(313),
  after: limits(950, 300, 974, 790),
  verdict,
  refused: 0,
  mostGain: 2,
  explained: true,
  perHypothesis,
});

describe("scenarioSentence", () => {
  it("gives an interval that is one number as one number", () => {
    const at = limits(1);
    const stays = { ...found([], "no change"), before: at, after: at };
    expect(scenarioSentence(stays)).toContain("the breaking point stays at 1 user (90 %)");
    expect(scenarioSentence({ ...stays, after: limits(1, 1, 2) })).toContain(
      "stays between 1 and 2 users (90 %)",
    );
  });

  it("promises nothing where the data do not reach what limits the platform", () => {
    const open = limits(null, 16, null);
    const before = {
      ...open,
      breakingPoint: { ...open.breakingPoint, basis: "at least" as const },
    };
    expect(scenarioSentence({ ...found([], "cannot tell"), before, after: before })).toBe(
      "The data cannot tell whether three replicas helps: what limits the platform as it is is not known, its breaking point lies beyond what was measured (at least 16 users).",
    );
  });

  const helped = [
    change("Loop", 0.6, "event loop", [1.9, 2.1], limits(950, 939, 970)),
    change("Pool", 0.24, "connections", [2, 2.2], limits(960, 941, 974)),
  ];

  it("says on which hypotheses a gain depends, and what the others say", () => {
    expect(
      scenarioSentence(
        found([...helped, same("Queries", 0.1), same("Locks", 0.06)], "cannot tell"),
      ),
    ).toBe(
      "“Three replicas” helps only if the limit is the event loop or the connections (Loop or Pool, 84 %): breaking point 313 → 939–974; under the other explanations nothing changes.",
    );
  });

  it("says what is told as pictures and tables do, and names who says otherwise", () => {
    const [loop] = helped as [HypothesisChange];
    const list = [
      { ...loop, weight: 0.96 },
      same("Queries", 0.038),
      { ...loop, title: "Idle", weight: 0.002 },
    ];
    expect(scenarioSentence(found(list, "gains"))).toBe(
      "Three replicas gains: the breaking point moves from 313 to between 300 and 974 users (90 %), safe limit 260 → 790 users; under Queries (4 %), which the measurements speak against, nothing changes.",
    );
    const still = { after: limits(313, 300, 330) };
    const few = { ...loop, weight: 0.03 };
    expect(
      scenarioSentence({ ...found([same("Queries", 0.97), few], "no change"), ...still }),
    ).toBe(
      "Three replicas changes nothing that can be noticed: the breaking point stays between 300 and 330 users (90 %); under Loop (3 %), which the measurements speak against, it helps (breaking point 313 → 939–970).",
    );
    const costs = change("Crowd", 0.5, "database", [-0.3, -0.1], limits(250, 240, 260));
    const without = found([costs, same("Queries", 0.47), few], "no gain");
    expect(scenarioSentence({ ...without, ...still })).toBe(
      "Three replicas gains nothing and may cost capacity: the breaking point, now 313, ends between 300 and 330 users (90 %); under Loop (3 %), which the measurements speak against, it helps (breaking point 313 → 939–970).",
    );
  });

  it("tells those that lose and those that cannot be told", () => {
    const costs = change("Crowd", 0.2, "database", [-0.3, -0.1], limits(250, 240, 260));
    const open = change("Swarm", 0.1, "locks", [-0.2, 0.2], limits(313, 240, 390));
    const sentence = scenarioSentence(found([...helped, costs, open], "cannot tell"));
    expect(sentence).toContain("under Swarm (10 %) the data cannot tell");
    expect(sentence).toContain("under Crowd (20 %) it costs capacity");
    expect(scenarioSentence(found([costs, same("Queries", 0.8)], "cannot tell"))).toBe(
      "“Three replicas” costs capacity if Crowd is true (20 %): breaking point 313 → 240–260; under the other explanation nothing changes.",
    );
    expect(scenarioSentence(found([...helped, open], "cannot tell"))).toContain(
      "is likely to help only if the limit is the event loop or the connections (Loop or Pool, 84 %)",
    );
    expect(scenarioSentence(found([open, same("Queries", 0.9)], "cannot tell"))).toMatch(
      /^“Three replicas” may help if the limit is the locks \(Swarm, 10 %\)/,
    );
  });

  it("says beyond where predictions end", () => {
    const far = change("Loop", 0.5, "event loop", [2, 3], limits(null));
    const half = change("Loop", 0.5, "event loop", [1, 3], limits(900, 700, null));
    expect(scenarioSentence(found([far, same("Q", 0.5)], "cannot tell"))).toContain(
      "breaking point 313 → beyond 1,000;",
    );
    expect(scenarioSentence(found([half, same("Q", 0.5)], "cannot tell"))).toContain(
      "breaking point 313 → 700 to beyond 1,000;",
    );
  });

  it("tells of the ceiling where the breaking point lies past the predictions before and after", () => {
    const ceiling = (value: number, low: number, high: number): Limits => {
      const beyond = limits(null);
      const throughput = { ...beyond.peak.throughput, value, low, high };
      return { ...beyond, peak: { ...beyond.peak, throughput } };
    };
    const [before, after] = [ceiling(505, 498, 544), ceiling(1061, 747, 1335)];
    const both = { ...found([], "gains"), before, after };
    const tail =
      "the ceiling moves from 505 req/s to 747–1,335 req/s (90 %), and the breaking point lies beyond 1,000 users, where predictions stop, before and after";
    expect(scenarioSentence(both)).toBe(
      `Three replicas gains: ${tail}, safe limit 260 → 260 users.`,
    );
    expect(scenarioSentence({ ...both, verdict: "cannot tell" })).toBe(
      `The data cannot tell whether three replicas helps: ${tail}.`,
    );
    const cores = { ...change("Cores", 0.5, "api", [0.9, 1.1], after), before };
    const pool = { ...change("Pool", 0.5, "pool", [0, 0], before), before };
    expect(scenarioSentence({ ...found([cores, pool], "cannot tell"), before, after })).toBe(
      "“Three replicas” helps only if the limit is the api (Cores, 50 %): ceiling 498–544 req/s → 747–1,335 req/s, breaking point past the predicted loads before and after; under the other explanation nothing changes.",
    );
  });

  it("is the plain sentence where all hypotheses agree, or there is none", () => {
    for (const list of [helped, []]) {
      expect(scenarioSentence(found(list, "gains"))).toBe(
        "Three replicas gains: the breaking point moves from 313 to between 300 and 974 users (90 %), safe limit 260 → 790 users.",
      );
    }
  });
});
