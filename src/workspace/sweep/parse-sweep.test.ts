import { describe, expect, it } from "vitest";
import { leversAt } from "../../sweep/levers-at.ts";
import { sweepSize } from "../../sweep/sweep-axes.ts";
import { parseSweep } from "./parse-sweep.ts";

const parse = (...lines: readonly string[]) => parseSweep(`${lines.join("\n")}\n`, "grid.yaml");

const head = ["title: T", "method: analytic", "model: m.yaml"] as const;
const simulated = ["title: T", "method: simulated", "model: m.yaml"] as const;
const loads = "loads: [10 users, 20 users]";

function gridOf(...lines: readonly string[]) {
  const parsed = parse(...lines);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join("; "));
  return parsed.value;
}

const valuesOf = (...lines: readonly string[]) =>
  gridOf(...head, loads, "levers:", ...lines).design.levers[0]?.values.map(
    (lever) => lever?.value ?? null,
  );

describe("a grid file", () => {
  it("says of a word that is not there that it is missing, and which there are", () => {
    const parsed = parse("title: T", "model: m.yaml", loads);
    expect(parsed.ok || parsed.problems[0]).toMatchObject({
      message: '"method" is missing',
      hint: "add method: … (analytic or simulated)",
    });
  });

  it("names the line at which a second document begins", () => {
    const parsed = parse(...head, loads, "---", "title: U");
    expect(parsed.ok || parsed.problems).toMatchObject([
      { line: 5, message: "a second document begins here" },
    ]);
  });

  it.each([
    ["a list", "to: [as is, 40, 80 connections]", [null, 40, 80]],
    ["whole steps", "to: { from: 10, to: 40, steps: 4 }", [10, 20, 30, 40]],
  ])("reads %s of values", (_, to, values) => {
    expect(valuesOf("  - lever: pool.size", `    ${to}`)).toEqual(values);
  });

  it("reads shares, times and rates in their units, and switches", () => {
    const levers = [
      ...[
        "levers:",
        '  - { lever: cache, to: { from: 0 %, to: 60 %, steps: 3 }, endpoints: "GET *" }',
      ],
      ...["  - { lever: thinkTime, to: { from: 500 ms, to: 1 s, steps: 2 } }"],
      ...["  - { lever: rateLimit, to: [100 req/s] }", "  - { lever: pooler, to: [as is, on] }"],
    ];
    const { design } = gridOf(...head, loads, ...levers);
    const values = design.levers.map((axis) => axis.values.map((lever) => lever?.value ?? null));
    expect(values).toEqual([[0, 0.3, 0.6], [0.5, 1], [100], [null, 1]]);
    expect(leversAt(design, 1).map((lever) => lever?.text ?? null)).toEqual([
      "0",
      "0.5 s",
      "100 req/s",
      "on",
    ]);
  });

  it("counts what it goes through", () => {
    const { design, task } = gridOf(
      ...[...simulated, "loads: { from: 10 users, to: 100 users, step: 10 users }"],
      ...["spike: { times: 3, lengths: [10 s, 1 min] }", "seeds: [1, 2]", "replications: 5"],
      ...["clients: { timeOuts: [never, 1 s, 2 s], attempts: [1, 3] }"],
      ...["levers:", "  - { lever: pool.size, to: [10, 20] }"],
    );
    if (task.method === "analytic") throw new Error("it is simulated");
    const study = { design, task: { ...task, controls: {}, seeds: [1, 2] }, platforms: [0] };
    expect(sweepSize(study)).toBe(2 * 3 * 2 * 2 * 10 * 2 * 5);
    expect([task.timeOuts, task.loads[9]]).toEqual([[0, 1, 2], 100]);
  });

  it.each<[string, readonly string[], RegExp]>([
    ["nothing", [""], /is empty/],
    ["a list", ["- 1"], /./],
    ["no loads", head, /"loads" is missing/],
    ["an empty list of loads", [...head, "loads: []"], /loads/],
    [
      "an unknown lever",
      [...head, loads, "levers:", "  - { lever: pool.sise, to: [1] }"],
      /pool.sise/,
    ],
    [
      "an empty list of values",
      [...head, loads, "levers:", "  - { lever: pool.size, to: [] }"],
      /to/,
    ],
    ["NaN", [...head, loads, "levers:", "  - { lever: pool.size, to: [.nan] }"], /to/],
    ["infinity", [...head, "loads: [.inf]"], /loads/],
    ["NaN as a load", [...head, "loads: [NaN users]"], /NaN/],
    [
      "NaN as a price",
      [...head, loads, "levers:", "  - { lever: pool.size, to: [1], price: .nan }"],
      /price/,
    ],
    ["no users", [...head, "loads: [0 users]"], /0 users/],
    ["half a user", [...head, "loads: [1.5 users]"], /1.5/],
    ["mixed units", [...head, "loads: [10 users, 20 req/s]"], /20 req\/s/],
    ["a load twice", [...head, "loads: [10, 10 users]"], /10 stands twice/],
    [
      "a value twice",
      [...head, loads, "levers:", "  - { lever: pool.size, to: [4, 4 connections] }"],
      /4 stands twice/,
    ],
    [
      "a lever twice",
      [
        ...head,
        loads,
        "levers:",
        "  - { lever: shards, to: [1] }",
        "  - { lever: shards, to: [2] }",
      ],
      /stands twice/,
    ],
    [
      "a range turned round",
      [...head, loads, "levers:", "  - { lever: shards, to: { from: 3, to: 1, steps: 2 } }"],
      /above from/,
    ],
    [
      "a range without steps",
      [...head, loads, "levers:", "  - { lever: shards, to: { from: 1, to: 3 } }"],
      /number of values/,
    ],
    [
      "more steps than whole numbers",
      [...head, loads, "levers:", "  - { lever: shards, to: { from: 1, to: 3, steps: 9 } }"],
      /stands twice/,
    ],
    [
      "a range of a switch",
      [...head, loads, "levers:", "  - { lever: pooler, to: { from: 0, to: 1, steps: 2 } }"],
      /switch/,
    ],
    [
      "an expression that is out of range",
      [...head, loads, "levers:", "  - { lever: cache, to: ['2 * db.cores'] }"],
      /./,
    ],
    ["random points of nothing", [...head, loads, "random: { points: 5 }"], /no lever/],
    [
      "a step of a million loads",
      [...head, "loads: { from: 1 users, to: 999999 users, step: 1 users }"],
      /gives 999999 loads/,
    ],
    [
      "a spike of an analytic grid",
      [...head, loads, "spike: { times: 2, lengths: [1 s] }"],
      /simulated/,
    ],
    ["percentiles of simulated cells", [...simulated, loads, "percentiles: [p95]"], /analytic/],
    [
      "two heights of a spike",
      [...simulated, loads, "spike: { times: 2, peak: 9 users, lengths: [1 s] }"],
      /either peak or times/,
    ],
    ["a time-out of 0", [...simulated, loads, "clients: { timeOuts: [0 s] }"], /1 µs or more/],
    ["no tries", [...simulated, loads, "clients: { attempts: [0] }"], /1 or more/],
    [
      "a warm-up as long as the run",
      [...simulated, loads, "duration: 10 s", "warmUp: 10 s"],
      /less than/,
    ],
    ["model and hypotheses", [...head, loads, "hypotheses: all"], /exclude each other/],
    ["draws of a model", [...head, loads, "draws: 5"], /draws/],
    ["a prototype's key", [...head, loads, "constructor: 1"], /constructor/],
    [
      "a lever of the prototype",
      [...head, loads, "levers:", "  - { lever: __proto__, to: [1] }"],
      /__proto__/,
    ],
  ])("refuses %s with its place and a remedy", (_, lines, message) => {
    const parsed = parse(...lines);
    expect(parsed.ok).toBe(false);
    if (parsed.ok) return;
    expect(parsed.problems.map((problem) => problem.message).join("\n")).toMatch(message);
    for (const { line, column, hint } of parsed.problems) {
      expect([line >= 1, column >= 1, hint.length > 0]).toEqual([true, true, true]);
    }
  });
});
