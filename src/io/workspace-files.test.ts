import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Problem } from "../ingest/problem.ts";
import { defaultPolicy } from "../limits/policy.ts";
import { fillPlatform } from "../platform/fill-platform.ts";
import { valueOn } from "../platform/levers/change/amount.ts";
import { changePlatform } from "../platform/levers/change/change-platform.ts";
import { changesOf } from "../platform/levers/change/changes-of.ts";
import { NoPlaceError } from "../platform/levers/change/no-place-error.ts";
import { leverBase } from "../platform/levers/lever-base.ts";
import { medianOf } from "../platform/quantity.ts";
import { plainPlatform } from "../platform/testing/plain-platform.ts";
import { unknownsOf } from "../platform/unknowns-of.ts";
import { jsonSchemas } from "../workspace/json-schemas.ts";
import { parsePolicy } from "../workspace/parse-policy.ts";
import { parseWorkspace } from "../workspace/parse-workspace.ts";
import { parsePlatform } from "../workspace/platform/parse-platform.ts";
import { parseImprovement, parseScenario } from "../workspace/scenario/parse-scenario.ts";

const repository = (path: string) => new URL(`../../${path}`, import.meta.url);
const read = (path: string) => readFileSync(repository(path), "utf8");
const base = leverBase(plainPlatform());

/** The only problem of a parse that must fail with exactly one. */
function only(parsed: { ok: boolean; problems?: readonly Problem[] }): Problem {
  expect(parsed.ok).toBe(false);
  expect(parsed.problems).toHaveLength(1);
  return parsed.problems?.[0] as Problem;
}

describe("the repository's own workspace", () => {
  it("has a policy that spells out the defaults", () => {
    expect(parsePolicy(read("models/policy.yaml"), "p")).toEqual({
      ok: true,
      value: defaultPolicy,
    });
  });

  it("has scenarios that parse and compute", () => {
    const files = readdirSync(repository("models/scenarios/"));
    expect(files.length).toBeGreaterThanOrEqual(8);
    for (const file of files) {
      const parsed = parseScenario(read(`models/scenarios/${file}`), file, file);
      expect(parsed).toMatchObject({ ok: true });
      if (parsed.ok)
        for (const lever of parsed.value.levers) expect(valueOn(lever, base)).toBeGreaterThan(0);
    }
  });

  it("has the report's improvements with their hours, each where the models have a place for it", () => {
    const files = readdirSync(repository("models/improvements/"));
    const hypotheses = readdirSync(repository("models/hypotheses/")).map((file) => {
      const parsed = parsePlatform(read(`models/hypotheses/${file}`), file, file);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      const unknowns = unknownsOf(parsed.value);
      const middle = unknowns.map(({ name, prior }) => [name, medianOf(prior)]);
      return fillPlatform(parsed.value, Object.fromEntries(middle));
    });
    const costs = files.map((file) => {
      const parsed = parseImprovement(read(`models/improvements/${file}`), file, file);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      const { cost, source } = parsed.value;
      expect(source).toMatch(new RegExp(`\\b${cost} hours\\)`)); // the sentence states them
      const changed = hypotheses.map((platform) => {
        try {
          return changePlatform(platform, changesOf(parsed.value, platform)) !== platform;
        } catch (error) {
          if (error instanceof NoPlaceError) return false;
          throw error;
        }
      });
      expect(changed).toContain(true);
      return [file, cost];
    });
    expect(Object.fromEntries(costs)).toEqual({
      "agent-queries.yaml": 10,
      "cache.yaml": 24,
      "indexes.yaml": 4,
      "pgbouncer.yaml": 16,
      "pool-100.yaml": 6,
      "read-replicas.yaml": 40,
      "request-coalescing.yaml": 6,
      "transaction-isolation.yaml": 16,
    });
  });

  it("names where its limits were published", () => {
    const parsed = parseWorkspace(read("headroom.yaml"), "headroom.yaml");
    expect(parsed).toMatchObject({ ok: true });
    if (!parsed.ok) return;
    const breaking = parsed.value.published.find((limit) => limit.quantity === "breakingPoint");
    expect(breaking).toMatchObject({ low: 275, high: 300, unit: "users" });
  });

  it("has JSON Schemas as scripts/write-schemas.ts writes them", () => {
    for (const [name, content] of Object.entries(jsonSchemas())) {
      expect(read(`models/schema/${name}`), name).toBe(content);
    }
  });
});

describe("a faulty YAML file", () => {
  it("is told the nearest known key, at the key", () => {
    const text = "zones:\n  gren: { p95: 100 ms }\n";
    expect(only(parsePolicy(text, "p.yaml"))).toMatchObject({
      file: "p.yaml",
      line: 2,
      column: 3,
      message: 'unknown key "gren"',
      hint: "did you mean green?",
    });
  });

  it("is told the wrong unit, at the value", () => {
    const problem = only(parsePolicy("objectives:\n  p95: 65 kg\n", "p.yaml"));
    expect(problem).toMatchObject({ line: 2, column: 8 });
    expect(problem.message).toMatch(/^objectives\.p95: expected a time .* got "65 kg"/);
  });

  it("is told a missing key, where it belongs", () => {
    const problem = only(parseScenario("levers: [{ lever: cache, to: 60 % }]", "s.yaml", "s"));
    expect(problem).toMatchObject({ line: 1, column: 1, message: '"title" is missing' });
  });

  it("is told a wrong lever and a wrong expression", () => {
    const lever = only(
      parseScenario("title: a\nlevers:\n  - { lever: pool.siez, to: 40 }", "s", "s"),
    );
    expect(lever).toMatchObject({ line: 3, column: 14, hint: "did you mean pool.size?" });
    const text = 'title: a\nlevers:\n  - { lever: pool.size, to: "2 * pol.size" }';
    const expression = only(parseScenario(text, "s", "s"));
    expect(expression).toMatchObject({ line: 3, column: 29 });
    expect(expression.message).toMatch(/Did you mean pool.size/);
  });

  it.each([
    ["", /is empty/],
    ["a: 1\na: 2", /the key a stands here a second time/],
    ["a: [", /not valid YAML/],
    ["--- \na: 1\n---\nb: 2", /second document/],
  ])("%j is refused", (text, message) => {
    const parsed = parsePolicy(text, "p");
    expect(parsed.ok ? "" : parsed.problems[0]?.message).toMatch(message);
  });

  it("is told an improvement that nobody has costed, and a cost that is no effort", () => {
    const text = "title: a\nlevers: [{ lever: cache, to: 60 % }]\n";
    expect(only(parseImprovement(text, "s", "s"))).toMatchObject({
      line: 1,
      message: '"cost" is missing',
    });
    expect(parseScenario(text, "s", "s")).toMatchObject({ ok: true, value: { cost: null } });
    expect(only(parseScenario(`${text}cost: 6 ms`, "s", "s"))).toMatchObject({
      line: 3,
      column: 7,
      message: 'cost: expected hours or days of work, e.g. "6 h" or "2 days", got "6 ms"',
    });
  });

  it("is told the lever that lacks its value or its endpoints", () => {
    const pull = (lever: string) => only(parseScenario(`title: a\nlevers: [${lever}]`, "s", "s"));
    expect(pull("{ lever: db.cores }")).toMatchObject({
      line: 2,
      message: "levers.0.to: db.cores has no value",
      hint: "e.g. 8 or 2 * db.cores",
    });
    expect(pull("{ lever: mix, to: 2 }").message).toMatch(/alike changes nothing/);
    expect(pull("{ lever: pooler, to: 3 }")).toMatchObject({ line: 2, column: 31 });
  });

  it("may not make zones that fall", () => {
    expect(only(parsePolicy("zones:\n  yellow: { p95: 50 ms }", "p")).message).toMatch(
      /must end above green/,
    );
  });

  it("may not write outside the workspace", () => {
    const text = "name: a\ncampaign: data\nout: ../elsewhere";
    expect(only(parseWorkspace(text, "h"))).toMatchObject({ line: 3, column: 6 });
  });
});

describe("a policy", () => {
  it("keeps the defaults it does not name, but replaces the objectives as a whole", () => {
    const text = "redLine: { p95: 3 s }\nobjectives: { p95: 700 ms }";
    expect(parsePolicy(text, "p")).toEqual({
      ok: true,
      value: {
        ...defaultPolicy,
        redLine: { p95: 3, errorRate: 0.05 },
        objectives: { p95: 0.7 },
      },
    });
  });
});
