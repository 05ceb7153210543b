import { describe, expect, it } from "vitest";
import type { OrderOfWork } from "../../planning/optimize/order/order-of-work.ts";
import type { PlanResult } from "../../planning/plan/plan-result.ts";
import { samplePlan } from "../../planning/testing/sample-plan.ts";
import { reportMarkdown } from "../report-markdown.ts";

const order: OrderOfWork = {
  ...{ users: 900, asked: 0.9, draws: 999, hours: null, today: 0.02, reached: 0.95, holds: true },
  steps: [
    {
      ...{ kind: "measure", what: "Measure 900 users with api.replicas=2.", users: 900 },
      ...{ change: "api.replicas=2", minutes: 35, reason: "", settles: 0.8, probability: 0.5 },
    },
    {
      ...{ kind: "change", name: "indexes", title: "Indexes for lists", hours: 4 },
      ...{ onlyIf: null, probability: 0.95 },
    },
  ],
  ...{ outcomes: [], untouched: [], idle: [], dominated: [], listed: 1 },
  margin: { safeLimit: 700, users: 1080, reached: 0.8, kept: true },
};
const sizes = {
  currency: "EUR",
  marginUsers: 1080,
  draws: 999,
  each: [],
  together: {
    ...{ sizes: { "api.replicas": 2, "db.cores": 4 }, monthly: 300, more: 120 },
    probability: 0.96,
  },
};
const partOf = (plan: PlanResult) => {
  const report = reportMarkdown(plan, {});
  return report.slice(report.indexOf("## What to do, in which order"));
};

describe("what to do", () => {
  it("begins with the order of work for the launch, and the sizes that hold it", () => {
    const part = partOf({ ...samplePlan(), work: { order, sizes } });
    const places = [
      "Once all of this is done, 900 users are held with 95 % (asked: 90 %). Measure first: 35 minutes.",
      "1. Measure 900 users with api.replicas=2. 35 min.",
      "2. Indexes for lists, 4 h: the target is then held with 95 %.",
      "- Sizes that hold it, all of them set: api.replicas=2, db.cores=4, with 96 %",
    ].map((line) => part.indexOf(line));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(part).not.toContain("headroom optimize --users N");
  });

  it("asks for no sizes where the target is held as it is, and says nothing without a launch", () => {
    const held = { ...order, today: 0.97, reached: 0.97, steps: [] };
    const part = partOf({ ...samplePlan(), work: { order: held, sizes } });
    expect(part).toContain("900 users are held as it is, with 97 %");
    expect(part).not.toContain("Sizes that hold");
    expect(partOf(samplePlan())).not.toMatch(/are held/);
  });

  it("is not done where the objectives hold, but the load lies above the safe limit", () => {
    const near = { ...order, today: 0.97, reached: 0.97, steps: [] };
    const margin = { safeLimit: 800, users: 1080, reached: 0.2, kept: false };
    const part = partOf({ ...samplePlan(), work: { order: { ...near, margin }, sizes } });
    expect(part).toContain(
      "900 users are held as it is, with 97 % (asked: 90 %), but lie above the safe limit of 800 users: the policy's margin asks for a breaking point of 1,080 users or more, which is reached with 20 %.",
    );
    expect(part).not.toContain("no change is needed");
    const unreached =
      "the heaviest load measured good (800 users): the data do not reach the limits";
    const work = { order: { ...near, margin: { ...margin, unreached } }, sizes };
    expect(partOf({ ...samplePlan(), work })).toContain(
      `but lie above the safe limit of 800 users, limited by ${unreached}.`,
    );
    expect(part).toContain("Sizes that hold it, all of them set");
  });

  it("tells a rerun that is a condition once", () => {
    const [first] = order.steps;
    const todo = first?.kind === "measure" ? first.what : "";
    const plan = samplePlan();
    const condition = { code: "incident-level", level: 900, todo, reason: "why" };
    const launch = {
      ...{ verdict: "CONDITIONAL GO", target: "900 users", users: 900, probability: 0.5 },
      ...{ confidence: 0.9, draws: 64, assumptions: [], accepted: [], needless: [] },
      conditions: [{ ...condition, effort: "5 min", shownBy: "headroom check" }],
    } as unknown as PlanResult["launch"];
    const report = reportMarkdown({ ...plan, launch, work: { order, sizes } }, {});
    expect(report.split(todo)).toHaveLength(2);
  });
});
