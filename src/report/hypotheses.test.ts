import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type {
  HypothesesSummary,
  HypothesisSummary,
  LeverReach,
} from "../planning/plan/plan-result.ts";
import { samplePlan } from "../planning/testing/sample-plan.ts";
import { blocksMarkdown } from "./document/document-markdown.ts";
import { formatParameter } from "./format-residual.ts";
import {
  formatGain,
  formatWeight,
  gainInWords,
  reachCells,
  reachInWords,
  untold,
  worstMisses,
} from "./hypothesis-words.ts";
import { perHypothesisCells } from "./per-hypothesis-cells.ts";
import { appendixMarkdown } from "./report-markdown.ts";
import { hypothesesSection } from "./sections/hypotheses-section.ts";
import { scenariosSection } from "./sections/scenarios-section.ts";
import { fitText } from "./text/fit-text.ts";
import { hypothesesText } from "./text/hypotheses-text.ts";
import { predictText } from "./text/predict-text.ts";
import { whatIfText } from "./text/what-if-text.ts";

const plan = samplePlan();
const hypotheses = plan.hypotheses as HypothesesSummary;
const [first] = hypotheses.list as [HypothesisSummary];
const section = blocksMarkdown(hypothesesSection(plan));

describe("hypothesesSection", () => {
  it("begins with the finding and has a row for each hypothesis, the heaviest first", () => {
    expect(section.split("\n")[2]).toBe(`**${hypotheses.sentence}**`);
    const turned = { ...hypotheses, list: hypotheses.list.toReversed() };
    const rows = blocksMarkdown(hypothesesSection({ ...plan, hypotheses: turned }))
      .split("\n")
      .filter((line) => / ± .*\| .* req\/s/.test(line));
    expect(rows.map((row) => row.split(" | ").slice(0, 4))).toEqual([
      ["| Connection pool exhaustion", "62 % ± 21 %", "best", "1.3 ×"],
      ["| Slow catalog queries", "31 % ± 20 %", "1.4 ± 2.1", "1.6 ×"],
      ["| Locks on seats", "7 % ± 6 %", "6.8 ± 2.6", "2.9 ×"],
    ]);
  });

  it("gives breaking point, ceiling and wall of each as they stand in the plan", () => {
    for (const { title, limits, wall } of hypotheses.list) {
      const row = section.split("\n").find((line) => line.startsWith(`| ${title} |`)) ?? "";
      expect(row).toContain(`| ${Math.round(limits.breakingPoint.value ?? 0)} (`);
      expect(row).toContain(`| ${Math.round(limits.peak.throughput.value ?? 0)} req/s (`);
      expect(row).toMatch(new RegExp(`\\| ${wall} \\|$`));
    }
  });

  it("quotes the sentence of each, its noise, its sample and every parameter", () => {
    for (const { title, source, parameters } of hypotheses.list) {
      const from = section.slice(section.indexOf(`### ${title}`));
      expect(from).toContain(`“${source}”`);
      for (const parameter of parameters) {
        expect(from).toContain(`| ${parameter.name} | ${formatParameter(parameter)} |`);
        expect(from).toContain(parameter.meaning);
      }
    }
    expect(section).toContain("It misses the figures 1.3 × as much as repeated runs differ.");
    expect(section).toContain("97 % of proposals solved, worth 21 independent draws, R̂ 1.02");
    expect(section).toContain("12.3 ms (10.1–15.4)");
    expect(section).toContain("18.4 connections (11.2–39.6)");
  });

  it("names what is left out with its reason, and the slowdown of the endpoints", () => {
    expect(section).toContain("- garbage-collection: the fit has not converged.");
    const finding = {
      code: "endpoint-slowdown",
      severity: "note" as const,
      level: 800,
      message: "From 25 to 800 users 3 endpoints slow down.",
      law: "A law.",
      remedy: "A remedy.",
    };
    const audit = { ...plan.audit, findings: [finding] };
    const text = blocksMarkdown(hypothesesSection({ ...plan, audit }));
    expect(text).toContain("From 25 to 800 users 3 endpoints slow down. A law. A remedy.");
  });

  it("has no table where none could be fitted", () => {
    const none: HypothesesSummary = {
      ...hypotheses,
      list: [],
      sentence: "None of the 2 hypotheses could be fitted.",
    };
    const text = blocksMarkdown(hypothesesSection({ ...plan, hypotheses: none }));
    expect(text).toContain("**None of the 2 hypotheses could be fitted.**");
    expect(text).toContain("garbage-collection");
    expect(text).not.toContain("| weight |");
    for (const whole of [
      appendixMarkdown({ ...plan, hypotheses: none }),
      fitText(plan.fit, none),
    ]) {
      expect(whole).toContain("None of the 2 hypotheses could be fitted.");
    }
  });
});

describe("what the data cannot tell", () => {
  it("names those within two standard errors of the best, what is hardly learned, and thin samples", () => {
    expect(untold(hypotheses)[0]).toBe(
      "They do not tell Connection pool exhaustion, Slow catalog queries apart: in predicting levels that were left out none of these is two standard errors behind the best.",
    );
    expect(untold(hypotheses)[1]).toBe(
      "If Connection pool exhaustion is true, they say little of stations.database.crowding: its value is mostly what was assumed beforehand.",
    );
    const thin = { ...first, diagnostics: { ...first.diagnostics, effectiveSize: 1.13 } };
    expect(untold({ ...hypotheses, list: [thin] }).at(-1)).toContain("worth 1.1 independent ones");
    expect(untold({ ...hypotheses, best: "pool" })[0]).not.toContain("apart");
  });
});

describe("worstMisses", () => {
  it("sorts by ratio, too high and too low alike", () => {
    const [residual] = first.residuals as [HypothesisSummary["residuals"][number]];
    const of = (fitted: number) => ({ ...residual, measured: 1, fitted });
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.01, max: 100, noNaN: true })), (list) => {
        const worst = worstMisses({ residuals: list.map(of) }, list.length);
        const sizes = worst.map(({ fitted }) => Math.max(fitted, 1 / fitted));
        sizes.slice(1).forEach((size, i) => {
          expect(size).toBeLessThanOrEqual((sizes[i] ?? 0) * (1 + 1e-12));
        });
        expect(sizes).toHaveLength(list.length);
      }),
    );
    expect(worstMisses({ residuals: [of(1.4), of(0.5), of(1.1)] }, 2)).toEqual([of(0.5), of(1.4)]);
  });

  it("is told with both figures and the ratio", () => {
    const residual = {
      users: 500,
      run: "",
      quantity: "p95" as const,
      endpoint: "GET /a",
      measured: 0.91,
      fitted: 1.4,
      leftOut: null,
    };
    const one = { ...first, residuals: [residual] };
    expect(hypothesesText({ ...hypotheses, list: [one] })).toContain(
      "misses p95 of GET /a at 500 users: 910 ms measured, 1.40 s fitted (+54 %)",
    );
  });
});

describe("what-ifs under hypotheses", () => {
  const [replicas, pool] = plan.scenarios as [
    (typeof plan.scenarios)[number],
    (typeof plan.scenarios)[number],
  ];

  it("give weight, breaking points, gain and walls of each hypothesis", () => {
    const [row, second] = perHypothesisCells(replicas);
    expect(row?.[0]).toBe("Connection pool exhaustion");
    expect(row?.[1]).toBe("62 %");
    expect(row?.[4]).toBe("+30 % (+28 to +33)");
    expect(row?.[5]).toBe("connections → database");
    expect(second?.[4]).toBe("0.0 % (−2.0 to +3.0)");
    expect(second?.[5]).toBe("database");
    const { value } = replicas.perHypothesis[0]?.limits.breakingPoint ?? {};
    expect(row?.[3]).toMatch(new RegExp(`^${Math.round(value ?? 0)} \\(`));
  });

  it("count a gain past the predicted loads as at least so much", () => {
    const change = replicas.perHypothesis[0] as (typeof replicas.perHypothesis)[number];
    const ending = (value: number | null) => ({
      ...change,
      gain: { value: 2.16, low: 2.04, high: 2.25 },
      limits: {
        ...change.limits,
        breakingPoint: { ...change.limits.breakingPoint, value, high: null },
      },
    });
    expect(gainInWords(ending(null))).toBe("at least +204 %");
    expect(gainInWords(ending(900))).toBe("+216 % (+204 or more)");
  });

  it("say where a lever acts on nothing", () => {
    const locks = perHypothesisCells(pool).at(-1);
    expect(locks?.slice(3, 5)).toEqual(["the same", "acts on nothing here"]);
  });

  it("stand in the report and in what-if with their basis and what they rest on", () => {
    for (const text of [blocksMarkdown(scenariosSection(plan)), whatIfText(plan)]) {
      expect(text).toContain("acts on nothing here");
      expect(text).toContain("interpolated before, interpolated after");
      for (const { assumptions } of plan.scenarios) {
        for (const one of assumptions) expect(text).toContain(one);
      }
      expect(text).toContain(plan.options.dominated[0]?.sentence);
      for (const reach of plan.options.reach) expect(text).toContain(reachInWords(reach));
    }
  });
});

describe("how far one lever helps", () => {
  const [gains, nothing, without] = plan.options.reach as [LeverReach, LeverReach, LeverReach];

  it("names the size past which nothing is gained, and the wall", () => {
    expect(reachInWords(gains)).toBe(
      "Growing the pool alone gains nothing above 32 connections (today 18) if Connection pool exhaustion is true (62 %): the breaking point moves by +41 % until there, then the database is the wall.",
    );
    expect(reachCells(gains)).toEqual([
      "pool.size",
      "Connection pool exhaustion (62 %)",
      "18",
      "32 (28–40)",
      "+41 % (+8.0 to +62)",
      "database",
    ]);
  });

  it("tells nothing gained from nothing to act on, and from leaving the predictions", () => {
    expect(reachInWords(nothing)).toMatch(/alone gains nothing if .*: the database is the wall\.$/);
    expect(reachInWords(without)).toBe(
      "Growing the pool acts on nothing if Locks on seats is true (7 %).",
    );
    const found = gains.found && { ...gains.found, pastPredictions: true };
    expect(reachInWords({ ...gains, found })).toContain("leaves the loads that are predicted");
  });

  it("denies no gain that lies past the predictions from the beginning", () => {
    const unseen = nothing.found && { ...nothing.found, pastPredictions: true };
    expect(reachInWords({ ...nothing, found: unseen })).toMatch(
      /^What growing the pool alone gains if .* is not seen: the breaking point lies past the loads that are predicted as it is\.$/,
    );
    expect(reachCells({ ...nothing, found: unseen }).slice(3)).toEqual([
      "not seen",
      "–",
      "past the predicted loads",
    ]);
  });
});

describe("formats", () => {
  it("never round a weight that is there to nothing", () => {
    expect(formatWeight(0)).toBe("0 %");
    expect(formatWeight(1)).toBe("100 %");
    expect(formatWeight(0.9996)).toBe("over 99 %");
    expect(formatWeight(0.001)).toBe("under 1 %");
    expect(formatWeight(0.956)).toBe("96 %");
    expect(formatGain({ value: 2.005, low: -0.0123, high: 3 })).toBe("+201 % (−1.2 to +300)");
    expect(formatGain({ value: 0.54, low: -0.99, high: 167.81 })).toBe(
      "+54 % (−99 to more than +1,000)",
    );
  });
});

describe("predictText", () => {
  it("says how busy each station is at each load, and in which zone it is", () => {
    const [point] = plan.points.slice(40, 41);
    const text = predictText(point === undefined ? [] : [point]);
    const line = text.split("\n").find((one) => one.includes("pool in use")) ?? "";
    expect(line).toMatch(/^users\s+pool in use\s+zone$/);
    const share = point?.utilization["pool"]?.value ?? 0;
    expect(text).toContain(`${Math.round(100 * share)} %`);
    expect(predictText([])).not.toContain("in use");
  });
});
