import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { charts } from "../charts/charts.ts";
import type { CheckResult } from "../limits/check-result.ts";
import type { PublishedLimit } from "../limits/published-limit.ts";
import { audit } from "../measurement/audit.ts";
import { samplePlan } from "../planning/testing/sample-plan.ts";
import type { LaunchVerdict } from "../planning/verdict/launch-condition.ts";
import { explainDifference } from "./published-figure.ts";
import { appendixMarkdown, reportMarkdown } from "./report-markdown.ts";
import { auditText } from "./text/audit-text.ts";
import { checkText } from "./text/check-text.ts";
import { fitText } from "./text/fit-text.ts";
import { planSummary } from "./text/plan-summary.ts";
import { predictText } from "./text/predict-text.ts";
import { whatIfText } from "./text/what-if-text.ts";

const plan = samplePlan();
const published: PublishedLimit = {
  quantity: "breakingPoint",
  low: 600,
  high: 600,
  unit: "users",
  source: "Breaking point: 600 users",
};
const everyCase = [
  ["the usual campaign", samplePlan()],
  ["a red line never reached", samplePlan({ ceiling: 2000 })],
  ["one level", samplePlan({ levels: [300], incident: null })],
  ["no scenario", samplePlan({ scenarios: 0 })],
  ["nothing predicted", { ...samplePlan(), points: [] }],
] as const;

describe("report", () => {
  it("begins with the finding", () => {
    const [heading, , finding] = reportMarkdown(plan).split("\n");
    expect(heading).toBe("# Ticket shop: capacity review");
    expect(finding).toMatch(/^\*\*P95 passes the red line of 2 s at \d+ users, 90 % between/);
  });

  it("holds every finding, level, scenario and chart, and its appendix laws, residuals and hashes", () => {
    const charts = [{ name: "zones", title: "Zones", path: "zones chart.svg" }];
    const report = reportMarkdown(plan, { charts });
    const text = appendixMarkdown(plan, { charts });
    for (const { message, law, remedy } of plan.audit.findings) {
      for (const part of [message, remedy]) expect(report).toContain(part);
      for (const part of [message, law, remedy]) expect(text).toContain(part);
    }
    for (const scenario of plan.scenarios) {
      expect(report).toContain(`| ${scenario.title} |`);
      expect(text).toContain(`### ${scenario.title}\n\n${scenario.sentence}`);
    }
    const heaviest = plan.hypotheses.list.reduce((a, b) => (b.weight > a.weight ? b : a));
    const residuals = text.slice(
      text.indexOf("### Measured against fitted"),
      text.indexOf("### Checks"),
    );
    expect(residuals.match(/^\| \d/gm)).toHaveLength(heaviest.residuals.length);
    const levels = report.slice(
      report.indexOf("## What was measured"),
      report.indexOf("| Endpoint"),
    );
    expect(levels.match(/^\| \d/gm)).toHaveLength(plan.campaign.levels.length);
    expect(report).toContain("![Zones](<zones chart.svg>)");
    expect(report).toContain("seed 7");
    for (const hash of Object.values(plan.inputs)) expect(text).toContain(hash);
  });

  it("never gives one number for a change that the data do not fix", () => {
    const only = {
      ...plan,
      scenarios: plan.scenarios.filter((one) => one.verdict === "cannot tell"),
    };
    const [after] = whatIfText(only)
      .split("\n")
      .filter((line) => /^ +after/.test(line));
    expect(after).toMatch(/cannot tell +\d+–\d+/);
    expect(appendixMarkdown(only)).toMatch(/today \| cannot tell \| \d+–\d+ \|/);
    expect(reportMarkdown(only)).toMatch(/\| cannot tell \| −\d+ to \+\d+ \|/);
  });

  it("compares with published figures only where there are any", () => {
    expect(reportMarkdown(plan)).not.toContain("Load-test report");
    expect(reportMarkdown(plan, { published: [published] })).toContain("| Load-test report |");
    const text = appendixMarkdown(plan, { published: [published] });
    expect(text).toContain("600 users in the load-test report (");
  });

  it("explains a difference by its size, the interval and how each came about", () => {
    const at = (value: number, low: number, high: number) => ({
      ...plan,
      limits: {
        ...plan.limits,
        breakingPoint: { ...plan.limits.breakingPoint, value, low, high },
      },
    });
    // 540 against 600: 60 lower, 60/600 = 10 %.
    const outside = explainDifference(at(540, 520, 560), published);
    expect(outside).toContain("Headroom's is 60 users lower (−10 %)");
    expect(outside).toContain("outside the 90 % interval");
    expect(outside).toContain("is a measured load, 600");
    expect(explainDifference(at(590, 570, 610), published)).toContain("inside the 90 % interval");
    expect(explainDifference(at(600, 570, 610), published)).toContain("The two agree.");
  });

  it.each([
    "knee",
    "peakThroughput",
    "safeLimit",
    "rateLimit",
    "greenEnd",
    "yellowEnd",
    "orangeEnd",
  ] as const)("explains a published %s", (quantity) => {
    const text = explainDifference(plan, { ...published, quantity, low: 100, high: 100 });
    expect(text).toMatch(/^.+: .+ in the load-test report .+ Headroom's is .+ (higher|lower)/);
  });

  it.each(everyCase)("writes no hole, NaN or null for %s", (_, one) => {
    const texts = [
      reportMarkdown(one, { published: [published] }),
      appendixMarkdown(one, { published: [published] }),
      planSummary(one, "out/report.md"),
      whatIfText(one),
      fitText(one.fit, one.hypotheses),
      predictText(one.points),
      auditText({ ...audit(one.campaign), findings: one.audit.findings }),
    ];
    for (const text of texts) expect(text).not.toMatch(/NaN|null|undefined|Infinity|\[object/);
  });

  it("holds no clock time and is the same for the same plan", () => {
    expect(reportMarkdown(samplePlan())).toBe(reportMarkdown(samplePlan()));
  });
});

describe("report of the reference platform", () => {
  const file = new URL("../../out/plan.json", import.meta.url);
  const reference = { reasons: [], ...JSON.parse(readFileSync(file, "utf8")) };
  const extras = {
    charts: Object.entries(charts).map(([name, { title }]) => {
      return { name, title, path: `${name}.svg` };
    }),
    published: [
      { ...published, quantity: "safeLimit", low: 250, high: 250, source: "250 concurrent users" },
      {
        ...published,
        quantity: "rateLimit",
        low: 125,
        high: 125,
        unit: "req/s",
        source: "125 req/s",
      },
    ] as const,
    claims: {
      cause: { hypothesis: "pool-exhaustion", source: "PRIMARY" },
      autoscale: { users: 150, startTime: 60, source: "at 150 users" },
    },
    appendix: "evidence.md",
  };
  const report = reportMarkdown(reference, extras);

  it("has at most 200 lines, and says no sentence twice", () => {
    expect(report.split("\n").length).toBeLessThanOrEqual(200);
    const sentences = report
      .split("\n")
      .filter((line) => !line.startsWith("|"))
      .flatMap((line) => line.split(/(?<=[.:;]) /))
      .filter((sentence) => sentence.length > 60);
    expect(sentences.length).toBeGreaterThan(40);
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it("uses no word that only its makers know", () => {
    expect(report).not.toMatch(
      /misfit|R̂|posterior|effective|stations\.|pools\.|overloadCo|log-?density/,
    );
  });

  it("has one sentence for each picture that it shows", () => {
    const lines = report.split("\n");
    const shown = lines.flatMap((line, i) => (line.startsWith("![") ? [i] : []));
    expect(shown.length).toBeGreaterThan(5);
    for (const i of shown) expect(lines[i + 2]).toMatch(/^[A-Z].{40,}\.$/);
  });

  it("tells claims that exclude each other, the cause that is claimed, and replicas that come too late", () => {
    expect(report).toMatch(
      /\*\*250 users and 125 req\/s exclude each other\.\*\* 250 users send 1\d\d req\/s/,
    );
    expect(report).toMatch(/The cause it names, “Connection pool exhaustion”, carries/);
    expect(report).toContain("Autoscaling at 150 users is too late for a spike like its own.");
    expect(report).toContain("Nor is a further replica likely to raise the limit");
  });

  it("begins with the decision, and has its parts in the order of the meeting", () => {
    expect(report.split("\n")[2]).toMatch(/^\*\*(GO|CONDITIONAL GO|NOT KNOWN|NO GO)/);
    expect(report.match(/^## .*/gm)).toEqual([
      "## Conditions",
      "## Limits",
      "## Beside the load-test report, claim by claim",
      "## What to do, in which order",
      "## What was measured, and what is doubtful",
      "## Evidence",
      "## Method",
    ]);
  });
});

describe("planSummary", () => {
  it("is about ten lines: verdict, five limits, worst finding, best what-if, pack", () => {
    const lines = planSummary(plan, "out/report.md")
      .split("\n")
      .filter((line) => line !== "");
    expect(lines).toHaveLength(11);
    expect(lines[0]).toMatch(/^Ticket shop: P95 passes the red line/);
    expect(lines.slice(1, 6).map((line) => line.slice(2, 16).trim())).toEqual([
      "Safe limit",
      "Saturation",
      "Ceiling",
      "Breaking point",
      "Rate limit",
    ]);
    expect(lines[6]).toMatch(/^Behind a rate limit of 160 req\/s run at most \d+ users;/);
    expect(lines[7]).toMatch(/^Audit: grade B; warning: At 600 users 6.1 % .* \(and 1 more\)$/);
    expect(lines[8]).toMatch(/^What-if: Cache seat maps/);
    expect(lines[9]).toMatch(/^No launch target is stated: write launch:/);
    expect(lines[10]).toBe("Review pack: out/report.md (seed 7)");
  });

  it("says so when the red line is not reached", () => {
    expect(planSummary(samplePlan({ ceiling: 2000 }), "x")).toContain(
      "is not passed up to 1,600 users",
    );
  });

  it("says so when no load holds the objectives", () => {
    const limits = { ...plan.limits, safeLimit: { ...plan.limits.safeLimit, value: 0 } };
    expect(planSummary({ ...plan, limits }, "x")).toContain(
      "none: no load is known to hold the objectives",
    );
    expect(reportMarkdown({ ...plan, limits })).toContain(
      "No load is known to hold the objectives",
    );
  });
});

describe("checkText", () => {
  const check: CheckResult = {
    users: 320,
    verdict: "fail",
    // Of 48 draws none holds all, and every one holds the errors.
    probability: 0.5 / 49,
    draws: 48,
    objectives: [
      {
        name: "p95",
        limit: 2,
        predicted: { value: 2.61, low: 2.4, high: 2.9, basis: "interpolated" },
        probability: 2.5 / 49,
      },
      {
        name: "errorRate",
        limit: 0.01,
        predicted: { value: 0.0002, low: 0.0001, high: 0.0004, basis: "interpolated" },
        probability: 48.5 / 49,
      },
    ],
    safeLimit: 240,
    reasons: ["P95 is 2.61 s, past 2 s."],
    remedy: "Run at most 240 users.",
  };

  const launch: LaunchVerdict = {
    ...{ verdict: "NO GO", target: "320 users", users: 320, probability: 0.01, confidence: 0.9 },
    ...{ draws: 48, assumptions: [], accepted: [], needless: [] },
    conditions: [
      {
        ...{ code: "above-safe-limit", level: null, effort: null },
        todo: "Let in at most 240 users.",
        reason: "320 users lie above it.",
        shownBy: "headroom check --users 240",
      },
    ],
  };

  it("gives the verdict with conditions, then reasons, every objective with its unit, safe limit and remedy", () => {
    expect(checkText(check, launch).split("\n")).toEqual([
      "NO GO: 320 users; all objectives hold with at most 3 % (asked: 90 %).",
      "  1. Let in at most 240 users. [above-safe-limit]",
      "     320 users lie above it.",
      "     Shown by: headroom check --users 240",
      "",
      "The objectives at 320 users:",
      "  P95 is 2.61 s, past 2 s.",
      "",
      "objective  limit  predicted (90 % interval)  holds with",
      "P95          2 s  2.61 s (2.40–2.90)         6 %",
      "errors       1 %  0.020 % (0.010–0.040)      at least 97 %",
      "",
      "Safe limit: 240 users",
    ]);
  });

  it("begins a report with the verdict, and shows what is accepted by whom", () => {
    const entry = {
      code: "past-yellow",
      level: null,
      reason: "agreed",
      by: "Ada",
      on: "2026-01-20",
    };
    const [condition] = launch.conditions;
    if (condition === undefined) throw new Error("the launch has a condition");
    const accepted = [{ ...condition, code: "past-yellow", accepted: entry }];
    const launched = { ...plan, launch: { ...launch, accepted } };
    expect(planSummary(launched, "out").startsWith("NO GO: 320 users")).toBe(true);
    const report = reportMarkdown(launched);
    expect(report.split("\n")[2]).toMatch(/^\*\*NO GO: 320 users/);
    expect(report).toContain("- past-yellow, by Ada on 2026-01-20: agreed");
    expect(report).toContain("1. **Let in at most 240 users.** 320 users lie above it.");
  });

  it("answers one question with one verdict, and says each thing once", () => {
    const conditional = { ...launch, verdict: "CONDITIONAL GO" as const };
    const printed = checkText(
      { ...check, verdict: "pass", reasons: ["320 users lie above it."] },
      conditional,
    );
    expect(printed.match(/CONDITIONAL GO|\bGO:|PASS|FAIL|NOT KNOWN/g)).toEqual(["CONDITIONAL GO"]);
    expect(printed.match(/lie above it/g)).toHaveLength(1);
  });

  it("names a remedy where no condition says what to do", () => {
    expect(checkText(check, { ...launch, conditions: [] })).toMatch(
      /^Remedy: Run at most 240 users\.$/m,
    );
  });
});
