import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { charts } from "../../charts/charts.ts";
import type { FailureCount } from "../../measurement/campaign.ts";
import { samplePlan } from "../../planning/testing/sample-plan.ts";
import { wholeReviewMarkdown } from "../report-markdown.ts";
import { anonymizeReview } from "./anonymize-review.ts";
import { anonymousText } from "./anonymous-text.ts";
import { anonymousPath, pseudonym } from "./pseudonyms.ts";

const code = (name: string) => createHash("sha256").update(`key ${name}`).digest("hex");

describe("pseudonyms", () => {
  it("are the same for the same name, others for others and under another key", () => {
    expect(pseudonym("GET /orders", code)).toBe(pseudonym("GET /orders", code));
    const many = Array.from({ length: 2000 }, (_, i) => pseudonym(`/name/${i}`, code));
    expect(new Set(many).size).toBe(many.length);
    expect(pseudonym("a", (name) => code(`other ${name}`))).not.toBe(pseudonym("a", code));
    for (const one of many.slice(0, 50)) expect(one).toMatch(/^[a-z]{4}-[a-z]{6}$/);
  });

  it("keep the shape of paths and globs, so that what is alike stays alike", () => {
    const [orders, order] = [
      anonymousPath("/v1/orders/", code),
      anonymousPath("/v1/orders/{orderId}", code),
    ];
    expect(order).toBe(`${orders}{id}`);
    expect(anonymousPath("/v1/orders/*", code)).toBe(`${orders}*`);
    expect(anonymousPath("/", code)).toBe("/");
  });

  it("stand for hosts and paths in any sentence, and leave units and formulas", () => {
    const text = anonymousText(new Map([["Shop", "Platform x"]]), code);
    const said = text(
      "Shop: HTTPConnectionPool(host='db-1.shop.internal', port=80) at 10.0.0.17:5432, POST /orders/new failed; see https://shop.example.com/a",
    );
    expect(said).not.toMatch(/Shop|shop|10\.0\.0|orders|\bnew\b|example/);
    for (const kept of ["140 req/s", "1/√k", "N/Z", "breaking point / 1.2", "data/x and/or y"]) {
      expect(text(kept)).toBe(kept);
    }
  });
});

describe("anonymizeReview", () => {
  const base = samplePlan();
  const failures: readonly FailureCount[] = [
    {
      users: 600,
      run: "",
      method: "POST",
      path: "/seats/",
      error: "HTTP 500",
      count: 3,
      note: "ask Ada",
    },
  ];
  const [endpoint] = base.campaign.endpoints;
  const [scenario] = base.scenarios;
  if (endpoint === undefined || scenario === undefined) throw new Error("the sample has both");
  const path = "/shows/<img src=seats>";
  const title = `GET ${path} twice as fast`;
  const plan = {
    ...base,
    campaign: {
      ...base.campaign,
      failures,
      endpoints: [...base.campaign.endpoints, { ...endpoint, path }],
    },
    scenarios: [
      { ...scenario, title, sentence: `Whether GET ${path} twice as fast helps is open.` },
      ...base.scenarios.slice(1),
    ],
  };
  const extras = {
    charts: Object.entries(charts).map(([name, { title }]) => ({
      name,
      title,
      path: `${name}.svg`,
    })),
    tests: { dates: "Monday", environment: "shop-prod-7", tool: "Locust" },
  };
  const anonymous = anonymizeReview({ plan, extras }, code);
  const secret =
    /<img|ticket shop|shows|seats|catalog|\bhelp\b|slow catalog|garbage|Ada|prod-7|levels\.csv/i;

  it("leaves no name in the report or in any picture", () => {
    expect(wholeReviewMarkdown(plan, extras)).toMatch(secret);
    expect(wholeReviewMarkdown(anonymous.plan, anonymous.extras)).not.toMatch(secret);
    for (const { draw } of Object.values(charts)) {
      expect(JSON.stringify(draw(anonymous.plan))).not.toMatch(secret);
    }
  });

  it("leaves every figure as it was", () => {
    const figures = (value: unknown) => JSON.stringify(value).match(/-?\d+\.\d+(?:e[-+]\d+)?/g);
    expect(figures(anonymous.plan.limits)).toEqual(figures(plan.limits));
    expect(figures(anonymous.plan.points)).toEqual(figures(plan.points));
    expect(figures(anonymous.plan.campaign.levels)).toEqual(figures(plan.campaign.levels));
    expect(figures(anonymous.plan.scenarios.map(({ change }) => change))).toEqual(
      figures(plan.scenarios.map(({ change }) => change)),
    );
  });

  it("does not take the program's own words for names", () => {
    const own = fc.constantFrom(
      "database",
      "p95",
      "gains",
      "interpolated",
      "breakingPoint",
      "users",
    );
    fc.assert(
      fc.property(own, (word) => {
        expect(anonymousText(new Map([[word, "x"]]), code)(word)).toBe(word);
      }),
    );
  });
});
