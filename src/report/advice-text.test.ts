import { describe, expect, it } from "vitest";
import type { MeasurementAdvice, NextResult } from "../planning/next/next-result.ts";
import type { OptimizeResult, SetOutcome } from "../planning/optimize/optimize-result.ts";
import type { OrderOfWork } from "../planning/optimize/order/order-of-work.ts";
import { nextText } from "./text/next-text.ts";
import { optimizeText } from "./text/optimize-text.ts";

const interval = (value: number) => ({ value, low: 0.8 * value, high: 1.25 * value });

const expected = (title: string, weight: number, p95: number, unchanged = false) => ({
  name: title,
  title,
  weight,
  throughput: interval(150),
  mean: interval(p95 / 2),
  p95: interval(p95),
  unchanged,
});

const advice: MeasurementAdvice = {
  users: 300,
  kind: "repeated",
  change: "pool.size=40",
  minutes: 35,
  information: 0.8,
  deviation: 9,
  narrowing: 0.4,
  gain: 1.2,
  gainPerMinute: 1.2 / 35,
  tellingFigure: "p95",
  expected: [expected("small pool", 0.4, 0.4), expected("event loop", 0.6, 2, true)],
};

const next: NextResult = {
  doubt: 0.97,
  breakingPoint: { mean: 300, deviation: 12, beyond: 0, searchedTo: 1000 },
  candidates: 40,
  ranked: [advice],
  mostAtAnyCost: null,
  ...{ question: null, known: null },
  reruns: [],
  skipped: [{ change: "shards=2", reason: "no explanation has anything that it acts on" }],
  assumptions: ["Runs repeat."],
};

describe("nextText", () => {
  it("begins with the measurement and says what each hypothesis expects, the likely one first", () => {
    expect(nextText(next).split("\n").slice(0, 5)).toEqual([
      "Measure 300 users with pool.size=40 next: 35 minutes, setting up included.",
      "Expected: 82 % of the doubt between the explanations is settled, and the breaking point is known to ±9.0 users instead of ±12.",
      "At 300 users with pool.size=40, nine runs of ten:",
      "  Event loop (60 %) expects P95 2.00 s (1.60–2.50), a mean of 1.00 s (800 ms–1.25 s), 150 req/s (120–188); it has nothing that the change acts on.",
      "  Small pool (40 %) expects P95 400 ms (320–500), a mean of 200 ms (160–250), 150 req/s (120–188).",
    ]);
    expect(nextText(next)).toContain("Left out: shards=2: no explanation has anything");
  });

  it("does not say that a deviation falls from a number to the same", () => {
    const text = nextText({ ...next, ranked: [{ ...advice, deviation: 11.8 }] });
    expect(text).toContain("the breaking point stays known to ±12 users");
  });

  it("speaks of no deviation where no plausible platform breaks", () => {
    const breakingPoint = { mean: 1000, deviation: 0, beyond: 1, searchedTo: 1000 };
    const text = nextText({ ...next, breakingPoint, ranked: [{ ...advice, deviation: 0 }] });
    expect(text).toContain(
      "Expected: 82 % of the doubt between the explanations is settled; no plausible platform breaks up to 1,000 users.",
    );
    expect(text).not.toContain("the breaking point is known");
    expect(text).not.toContain("±");
    expect(text).toMatch(/ not reached /);
  });

  it("says when there is little to be told, and repeats a level that was measured", () => {
    const little = { ...advice, change: null, minutes: 5, gain: 0.01, gainPerMinute: 0.002 };
    const text = nextText({ ...next, ranked: [little], mostAtAnyCost: advice });
    expect(text).toMatch(/^No measurement of this kind tells much more\. Repeat 300 users next/);
    expect(text).toContain("Most of all, whatever it takes, tells 300 users with pool.size=40");
  });

  it("speaks of no doubt between hypotheses where there is one alone", () => {
    const alone = { ...advice, information: null, expected: [expected("one pool", 1, 2)] };
    const text = nextText({ ...next, doubt: null, ranked: [alone] });
    expect(text).toContain("Expected: the breaking point is known to ±9.0 users instead of");
    expect(text).toContain("  One pool expects P95");
    expect(text).not.toContain("doubt");
  });
});

const set = (titles: readonly string[], cost: number, probability: number): SetOutcome => ({
  names: titles,
  titles,
  cost,
  probability,
  perHypothesis: [
    { name: "a", title: "Event loop", weight: 0.6, probability },
    { name: "b", title: "Small pool", weight: 0.4, probability: 0.97 },
  ],
  objectives: [{ name: "p95", limit: 0.5, predicted: interval(1.4), probability }],
  wall: "event loop",
  idle: [],
});

const order: OrderOfWork = {
  ...{ users: 800, asked: 0.9, draws: 999, hours: 80, today: 0.1, reached: 0.93, holds: true },
  steps: [
    {
      ...{ kind: "measure", what: "Measure 750 users.", users: 750, change: null, minutes: 5 },
      ...{ reason: "They disagree.", settles: 0.9, probability: 0.93 },
    },
    {
      ...{ kind: "change", name: "a", title: "Pool of 100", hours: 6, onlyIf: "Small pool" },
      probability: 0.5,
    },
    {
      ...{ kind: "change", name: "b", title: "Replicas", hours: 40, onlyIf: "Small pool" },
      probability: 0.97,
    },
  ],
  outcomes: [
    {
      ...{ title: "Event loop", weight: 0.6, today: 0.02, holds: false, wall: "event loop" },
      work: { titles: [], hours: 0, probability: 0.02 },
    },
    {
      ...{ title: "Small pool", weight: 0.4, today: 0.2, holds: true, wall: "connections" },
      work: { titles: ["Replicas", "Pool of 100"], hours: 46, probability: 0.97 },
    },
  ],
  untouched: [
    {
      ...{ title: "Event loop", weight: 0.6, today: 0.02, holds: false, wall: "event loop" },
      work: { titles: [], hours: 0, probability: 0.02 },
    },
  ],
  idle: [],
  dominated: [{ title: "Indexes", by: "Pool of 100" }],
  listed: 3,
  margin: { safeLimit: 600, users: 960, reached: 0.8, kept: true },
};

const found: OptimizeResult = {
  users: 800,
  asked: 0.9,
  draws: 999,
  maxCost: 80,
  sets: 8,
  verdict: "found",
  best: { ...set(["Pool of 100", "Replicas"], 46, 0.93), idle: ["Pool of 100"] },
  front: [
    { names: [], titles: [], cost: 0, probability: 0.1 },
    { names: ["a"], titles: ["Pool of 100", "Replicas"], cost: 46, probability: 0.93 },
  ],
  failing: [set(["Pool of 100", "Indexes"], 10, 0.03)],
  order,
  sizes: {
    currency: "EUR",
    marginUsers: 960,
    draws: 999,
    each: [
      {
        ...{ lever: "api.replicas", today: { value: 1, low: 1, high: 1 }, smallest: 3 },
        ...{ searchedTo: 16, probability: 0.95, without: 0, monthly: 120 },
      },
      {
        ...{ lever: "db.cores", today: { value: 2, low: 1.9, high: 12 }, smallest: null },
        ...{ searchedTo: 96, probability: null, without: 0.4, monthly: null },
      },
    ],
    together: {
      sizes: { "api.replicas": 2, "db.cores": 4 },
      ...{ monthly: 304, more: 60, probability: 0.96 },
    },
  },
  pareto: [
    { titles: ["api.replicas=3"], hours: 0, monthly: 120, probability: 0.95 },
    { titles: ["Pool of 100", "Replicas"], hours: 46, monthly: 0, probability: 0.93 },
  ],
  assumptions: ["Files are right."],
};

describe("optimizeText", () => {
  it("says no more of a probability than its draws carry, and each wall in its number", () => {
    const failing = { ...set(["Pool of 100", "Indexes"], 10, 0.5 / 25), wall: "connections" };
    const text = optimizeText({
      ...{ ...found, draws: 24, failing: [failing] },
      order: { ...order, draws: 24, today: 0.5 / 25, reached: 24.5 / 25 },
    });
    expect(text).toContain("800 users are held with at most 4 % today");
    expect(text).toContain("with all of this within 80 h at least 96 %");
    expect(text).toContain("the connections are the wall; all hold with at most 4 %.");
  });

  it("gives the rate limit its unit, found or not", () => {
    const each = [3, null].map((smallest) => ({
      ...{ lever: "rateLimit" as const, today: null, smallest, searchedTo: 285 },
      ...{ probability: null, without: 0, monthly: null },
    }));
    const text = optimizeText({ ...found, sizes: { ...found.sizes, each } });
    expect(text).toMatch(/rateLimit +none +3 req\/s/);
    expect(text).toMatch(/rateLimit +none +none up to 285 req\/s/);
  });

  it("begins with the order of work, then sizes, the set, what more buys and why less fails", () => {
    expect(optimizeText(found)).toBe(
      [
        "800 users are held with 10 % today; with all of this within 80 h 93 %. Measure first: 5 minutes.",
        "  1. Measure 750 users. 5 min. It is expected to settle 90 % of the doubt between the explanations; who then does what it shows holds the target with 93 %.",
        "  If “Event loop” is true (60 %): nothing in the list helps, it is held with 2 %: spend no hours on it.",
        "  If “Small pool” is true (40 %): Pool of 100, then Replicas, 46 h: held with 97 %.",
        "  Nothing in the list holds it where the event loop is the wall (60 %).",
        "  Leave out “Indexes”: no more is gained than by “Pool of 100”.",
        "",
        "Sizes that hold it, all of them set: api.replicas=2, db.cores=4, with 96 % (the cheapest, 304 EUR a month).",
        "Sizes hold the objectives and keep the policy's margin: a breaking point of 960 users or more in the median.",
        "  one size alone  today   the smallest that holds                   all hold with  a month",
        "  api.replicas    1       3                                                  95 %  +120 EUR",
        "  db.cores        1.9–12  none up to 96, acts on nothing with 40 %              –  –",
        "  Not all of it is priced: how many cores the database has today is not known. Say it with headroom init --db-cores N.",
        "",
        "Pool of 100 + Replicas, 46 h: without measuring first, the cheapest of 8 sets that holds 800 users, all objectives with 93 %.",
        "Pool of 100 acts on nothing that a likely explanation has.",
        "All objectives hold, if this is true:",
        "  Event loop (60 %): 93 %",
        "  Small pool (40 %): 97 %",
        "",
        "What more buys; nothing else is better in all of these:",
        "  hours  a month  all hold with  what",
        "  0 h    120 EUR           95 %  api.replicas=3",
        "  46 h   0 EUR             93 %  Pool of 100 + Replicas",
        "",
        "Why cheaper sets fail:",
        "  Pool of 100 + Indexes, 10 h: P95 1.40 s (1.12–1.75) at 800 users where 500 ms is allowed, the event loop is the wall; all hold with 3 %.",
        "",
        "  Assumed: Files are right.",
      ].join("\n"),
    );
  });

  it("answers that nothing is needed, or that no set holds, with the best there is", () => {
    const held = { ...order, steps: [], outcomes: [], today: 0.95 };
    const nothing = {
      ...found,
      ...{ verdict: "nothing needed" as const, best: set([], 0, 0.95), order: held },
    };
    expect(optimizeText(nothing)).toMatch(
      /^800 users are held as it is, with 95 % \(asked: 90 %\); no change is needed\./,
    );
    const undecided = { ...order, steps: order.steps.filter(({ kind }) => kind === "change") };
    const none = {
      ...{ ...found, verdict: "no set holds" as const, best: set(["A"], 5, 0.4) },
      order: undecided,
    };
    expect(optimizeText(none)).toMatch(
      /\nNo set of improvements of at most 80 h holds 800 users with 90 %\.\nThe best that can be had is A, 5 h: all objectives hold with 40 %\./,
    );
    expect(optimizeText(none)).toContain("How others fail:");
  });

  it("says which best is of who measures first, and which of who does not", () => {
    const best = set(["A"], 5, 0.34);
    const missed = { ...order, reached: 0.36, holds: false };
    const told = optimizeText({ ...found, verdict: "no set holds", best, order: missed });
    expect(told).toMatch(
      /, the best is 36 %, of who measures first and then does what it shows\. Measure first: 5 minutes\.\n/,
    );
    expect(told).toContain(
      "\nWithout measuring first, no set of improvements of at most 80 h holds 800 users with 90 %.\n" +
        "The best that can be had then is A, 5 h: all objectives hold with 34 %.\n",
    );
    // Measured first it holds, and no set does without: the two must not read as one question.
    const held = optimizeText({ ...found, verdict: "no set holds", best });
    expect(held).toMatch(/^800 users .* with all of this within 80 h 93 %\./);
    expect(held).toContain("\nWithout measuring first, no set of improvements");
  });
});
