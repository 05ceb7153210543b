import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Problem } from "../ingest/problem.ts";
import { fillPlatform } from "../platform/fill-platform.ts";
import { medianOf } from "../platform/quantity.ts";
import { solvePlatform } from "../platform/solve-platform.ts";
import { unknownsOf } from "../platform/unknowns-of.ts";
import { parsePlatform } from "./parse-platform.ts";

const model = `title: a
numbers:
  dbTime: { prior: logUniform, range: [5 ms, 50 ms] }
thinkTime: 1.3 s
endpoints:
  - { name: "GET /a", weight: 3, kind: read }
  - { name: "POST /b", weight: 1, kind: write }
stations:
  - name: database
    kind: queue
    role: database
    discipline: ps
    servers: 8
    work:
      "POST *": { demand: 2 * dbTime, variation: 1.5 }
      "*": { demand: dbTime }
pools:
  - name: connections
    size: 20 connections
    around: [database]
`;

const parse = (text: string) => parsePlatform(text, "m.yaml", "m");

/** The only problem after a text of the model is replaced. */
function faultOf(from: string, to: string): Problem {
  expect(model).toContain(from);
  const parsed = parse(model.replace(from, to));
  expect(parsed.ok ? [] : parsed.problems).toHaveLength(1);
  return (parsed.ok ? [] : parsed.problems)[0] as Problem;
}

describe("parsePlatform", () => {
  it("gives base units, multiples and priors, and the longest pattern's work", () => {
    const parsed = parse(model);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const { numbers, platform } = parsed.value;
    expect(numbers).toEqual({ dbTime: { prior: "logUniform", low: 0.005, high: 0.05 } });
    expect(platform.stations[0]?.work).toEqual([
      { endpoint: "GET /a", demand: { of: "dbTime", times: 1 }, visits: 1, variation: 1 },
      { endpoint: "POST /b", demand: { of: "dbTime", times: 2 }, visits: 1, variation: 1.5 },
    ]);
    const filled = fillPlatform(parsed.value, { dbTime: 0.01 });
    expect(filled.thinkTime).toBe(1.3);
    expect(filled.stations[0]?.work[1]?.demand).toBe(0.02);
  });

  it.each<readonly [string, string, Partial<Problem>]>([
    [
      "around: [database]",
      "around: [databse]",
      {
        line: 20,
        column: 14,
        message: 'pools.0.around.0: "databse" is no station or pool of this file',
        hint: "did you mean database?",
      },
    ],
    [
      "around: [database]",
      "around: [database, connections]",
      {
        line: 20,
        column: 13,
        message: "pools.0.around: pools enclose one another in a circle: connections → connections",
      },
    ],
    ["demand: dbTime", "demand: -5 ms", { line: 16, column: 22 }],
    ["2 * dbTime", "2 * dbTim", { line: 15, column: 27, hint: "did you mean dbTime?" }],
    ["[5 ms, 50 ms]", "[50 ms, 5 ms]", { line: 3, column: 11 }],
    ["[5 ms, 50 ms]", "[0 ms, 50 ms]", { line: 3, column: 11 }],
    ["[5 ms, 50 ms]", "[5 kg, 50 ms]", { line: 3, column: 40 }],
    ['"POST *"', '"PUT *"', { line: 15, column: 16 }],
    ["role: database", "roel: database", { line: 11, column: 5, hint: "did you mean role?" }],
    ["POST /b", "GET /a", { line: 7, column: 13 }],
    [
      "dbTime: { prior: logUniform, range: [5 ms, 50 ms] }",
      "dbTime: fast",
      { line: 3, column: 11 },
    ],
  ])("points at %s → %s", (from, to, expected) => {
    const [first] = (() => {
      const parsed = parse(model.replace(from, to));
      return parsed.ok ? [] : parsed.problems;
    })();
    expect(first).toMatchObject({ file: "m.yaml", ...expected });
    expect(first?.hint).not.toBe("");
  });

  it("says why a prior is refused", () => {
    expect(faultOf("[5 ms, 50 ms]", "[50 ms, 5 ms]")).toMatchObject({
      message: "numbers.dbTime: the prior has no mass",
      hint: "write the lower end first, and the ends apart, both above 0",
    });
  });

  it("says that a demand cannot be negative", () => {
    expect(faultOf("demand: dbTime", "demand: -5 ms").message).toMatch(/below 0/);
  });
});

describe("the hypotheses of the reference report", () => {
  const folder = new URL("../../models/hypotheses/", import.meta.url);
  const files = readdirSync(folder);

  it("are four", () => {
    expect(files).toEqual([
      "application-limits.yaml",
      "inefficient-agent-queries.yaml",
      "lock-contention.yaml",
      "pool-exhaustion.yaml",
    ]);
  });

  it.each(files)(
    "%s has its sentence, unknowns, and solves at the middle of its priors",
    (file) => {
      const parsed = parsePlatform(readFileSync(new URL(file, folder), "utf8"), file, file);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      expect(parsed.value.source).toMatch(/^Hypothesis \d: /);
      const unknowns = unknownsOf(parsed.value);
      expect(unknowns.length).toBeGreaterThan(3);
      const values = Object.fromEntries(unknowns.map(({ name, prior }) => [name, medianOf(prior)]));
      const [light] = solvePlatform(fillPlatform(parsed.value, values), [10]);
      // 10 users who think 1.35 s and are served at once: 7 req/s and a little less.
      expect(light?.throughput).toBeGreaterThan(6.5);
      expect(light?.throughput).toBeLessThan(10 / 1.35);
    },
  );
});
