import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Problem } from "../../ingest/problem.ts";
import { fillPlatform } from "../../platform/fill-platform.ts";
import { medianOf } from "../../platform/quantity.ts";
import { solvePlatform } from "../../platform/solve/solve-platform.ts";
import { unknownsOf } from "../../platform/unknowns-of.ts";
import { parsePlatform } from "./parse-platform.ts";
import { platformYaml } from "./platform-yaml.ts";

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

const problemsOf = (text: string): readonly Problem[] => {
  const parsed = parse(text);
  return parsed.ok ? [] : parsed.problems;
};

/** The only problem after a text of the model is replaced. */
function faultOf(from: string, to: string): Problem {
  const problems = problemsOf(model.replace(from, to));
  expect(problems).toHaveLength(1);
  return problems[0] as Problem;
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

  it("reads every number known, with its unit, or unknown under any prior", () => {
    const text = model
      .replace("thinkTime: 1.3 s", "thinkTime: 0 s\nrateLimit: 125 req/s\nrateBurst: 25 requests")
      .replace("weight: 3", "weight: 3, cacheHits: { prior: uniform, range: [10 %, 0.5] }")
      .replace("variation: 1.5", "variation: { prior: logNormal, median: 150 %, spread: 0.2 }")
      .replace(
        "servers: 8",
        `servers: { prior: logUniform, range: [1 core, 32 cores] }
    crowding: { prior: uniform, range: [0, 0.01] }
    overload: { contention: { prior: logUniform, range: [1e-5, 0.01] } }`,
      )
      .replace("20 connections", "{ prior: logNormal, median: 20, spread: 0.5 }");
    const parsed = parse(text);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const { platform } = parsed.value;
    expect(platform).toMatchObject({ thinkTime: 0, rateLimit: 125, rateBurst: 25 });
    expect(unknownsOf(parsed.value)).toEqual([
      { name: "dbTime", prior: { prior: "logUniform", low: 0.005, high: 0.05 } },
      {
        name: "stations.database.work.POST *.variation",
        prior: { prior: "logNormal", median: 1.5, spread: 0.2 },
      },
      { name: "endpoints.GET /a.cacheHits", prior: { prior: "uniform", low: 0.1, high: 0.5 } },
      { name: "stations.database.servers", prior: { prior: "logUniform", low: 1, high: 32 } },
      { name: "stations.database.crowding", prior: { prior: "uniform", low: 0, high: 0.01 } },
      {
        name: "stations.database.overloadContention",
        prior: { prior: "logUniform", low: 1e-5, high: 0.01 },
      },
      { name: "pools.connections.size", prior: { prior: "logNormal", median: 20, spread: 0.5 } },
    ]);
  });

  it("reads an overflow beside the size of a pool, writes it back, and refuses one without a bound", () => {
    const written = (overflow: string) =>
      model.replace("size: 20 connections", `size: 5\n    overflow: ${overflow}`);
    const parsed = parse(written("10 connections"));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    expect(parsed.value.platform.pools[0]).toMatchObject({ size: 5, overflow: 10 });
    const again = parse(platformYaml(parsed.value));
    expect(again.ok && again.value.platform.pools).toEqual(parsed.value.platform.pools);
    expect(parse(written("0")).ok).toBe(true);
    // SQLAlchemy's word for no bound.
    expect(JSON.stringify(parse(written("-1")))).toContain("0 or more");
  });

  it("takes a prior that stands once for one unknown, however many endpoints its pattern matches", () => {
    const parsed = parse(
      model
        .replace("numbers:\n  dbTime: { prior: logUniform, range: [5 ms, 50 ms] }\n", "")
        .replace('      "POST *": { demand: 2 * dbTime, variation: 1.5 }\n', "")
        .replace("demand: dbTime", "demand: { prior: logUniform, range: [5 ms, 50 ms] }"),
    );
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const [unknown, ...others] = unknownsOf(parsed.value);
    expect([unknown?.name, others]).toEqual(["stations.database.work.*.demand", []]);
    const filled = fillPlatform(parsed.value, { "stations.database.work.*.demand": 0.02 });
    expect(filled.stations[0]?.work.map(({ demand }) => demand)).toEqual([0.02, 0.02]);
  });

  it("reads half of a number as well as twice", () => {
    const parsed = parse(model.replace("2 * dbTime", "dbTime / 4").replace("8\n", "8 cores\n"));
    expect(parsed.ok && parsed.value.platform.stations[0]?.work[1]?.demand).toEqual({
      of: "dbTime",
      times: 0.25,
    });
  });

  it.each<readonly [string, string, string, string | RegExp]>([
    // Names
    ["[database]", "[databse]", "20:14", /^pools.0.around.0: "databse" is no station or pool/],
    ["[database]", "[database, connections]", "20:13", /in a circle: connections → connections$/],
    ["[database]", "[]", "20:13", /a pool around nothing holds nobody up/],
    ["name: connections", "name: database", "18:11", /the name "database" is used twice/],
    ["POST /b", "GET /a", "7:13", /the name "GET \/a" is used twice/],
    ['"POST *"', '"PUT *"', "15:16", /no endpoint matches "PUT \*"/],
    ['      "*": { demand: dbTime }\n', "", "6:13", /no station has work for "GET \/a"/],
    ["2 * dbTime", "2 * dbTim", "15:27", /"dbTim" names no number of this file/],
    ["demand: dbTime", "demand: dbTime + 1 ms", "16:22", /neither a quantity nor a multiple/],
    [
      "  dbTime:",
      "  spare: 8 ms\n  dbTime:",
      "3:10",
      /no number of the platform refers to "spare"/,
    ],
    ["dbTime", "thinkTime", "3:14", /"thinkTime" is a key of the platform itself/],
    ["role: database", "roel: database", "11:5", /unknown key "roel"/],
    ["kind: queue", "kind: que", "10:11", /"que" is not known/],
    ["kind: queue\n", "kind: delay\n", "12:5", /unknown key "discipline"/],
    ["    servers: 8\n", "", "9:5", /^"servers" is missing/],
    // Values
    ["demand: dbTime", "demand: -5 ms", "16:22", /below 0/],
    ["demand: dbTime", "demand: 5", "16:22", /without a unit/],
    ["demand: dbTime", "demand: -2 * dbTime", "16:22", /neither a quantity nor a multiple/],
    [
      "weight: 3",
      "weight: 3, readShare: 60 %",
      "6:45",
      /^endpoints.0.readShare: readShare beside kind: read$/,
    ],
    ["weight: 3", "weight: 0", "6:31", /expected a factor above 0/],
    ["20 connections", "0", "19:11", /expected a whole number of connections, 1 or more/],
    ["servers: 8", "servers: 0", "13:14", /above 0/],
    ["servers: 8", "servers: 8\n    shards: 0", "14:13", /1 or more/],
    ["servers: 8", "servers: 8\n    crowding: -1", "14:15", /0 or more, got "-1"/],
    ["1.3 s", "1.3 s\napiReplicas: 0", "5:14", /1 or more, got 0/],
    ["1.3 s", "1.3 s\nclientTimeOut: 0 s", "5:16", /must be above 0, got "0 s"/],
    ["1.3 s", "1.3 s\nrateLimit: null", "5:12", /expected a number \(125 req\/s\)/],
    [
      "variation: 1.5",
      "variation: dbTime",
      "15:50",
      /is a time, and variation needs a plain number/,
    ],
    // Priors
    ["[5 ms, 50 ms]", "[50 ms, 5 ms]", "3:11", /the prior has no mass/],
    ["[5 ms, 50 ms]", "[0 ms, 50 ms]", "3:11", /the prior has no mass/],
    ["[5 ms, 50 ms]", "[5 kg, 50 ms]", "3:40", /got "5 kg"/],
    ["[5 ms, 50 ms]", "[5, 50 ms]", "3:39", /the ends of the range have different units/],
    ["[5 ms, 50 ms]", "[5 ms]", "3:39", /expected the lower and the upper end/],
    ["prior: logUniform", "prior: normal", "3:20", /"normal" is not known/],
    [
      "20 connections",
      "{ prior: logNormal, median: 20, spread: 0 }",
      "19:51",
      /the prior has no mass/,
    ],
    [
      "20 connections",
      "{ prior: logNormal, median: 20, spread: -1 }",
      "19:51",
      /the prior has no mass/,
    ],
    ["20 connections", "{ prior: logNormal, median: 20 }", "19:11", /"spread" is missing/],
    ["20 connections", "{ prior: uniform, range: [0, 20] }", "19:37", /1 or more/],
    ["1.3 s", "1.3 s\napiReplicas: { prior: uniform, range: [1, 3] }", "5:14", /cannot be unknown/],
    ["dbTime: { prior", "dbTime: fast\n  x: { prior", "3:11", /"fast"/],
  ])("points at %s → %s", (from, to, place, message) => {
    const first = problemsOf(model.replaceAll(from, to))[0];
    expect(`${first?.line}:${first?.column}`).toBe(place);
    expect(first?.message).toMatch(message);
    expect(first?.hint).not.toBe("");
    expect(first?.file).toBe("m.yaml");
  });

  it("refuses a multiple that can come out where it makes no sense", () => {
    const sized = (range: string, size: string) =>
      problemsOf(
        model
          .replace("numbers:", `numbers:\n  many: { prior: uniform, range: ${range} }`)
          .replace("20 connections", size),
      );
    expect(sized("[2, 9]", "many / 2")).toEqual([]);
    expect(sized("[0, 9]", "many")[0]).toMatchObject({
      line: 20,
      column: 11,
      message: 'pools.0.size: size must be 1 or more, and with "many" it can be 0',
      hint: "narrow the range of many, or change the factor",
    });
    expect(sized("[2, 9]", "0 * many")).toHaveLength(1);
  });

  it("says why a prior is refused", () => {
    expect(faultOf("[5 ms, 50 ms]", "[50 ms, 5 ms]")).toMatchObject({
      message: "numbers.dbTime: the prior has no mass",
      hint: "write the lower end first, and the ends apart, both above 0",
    });
  });

  it("tells each circle of pools once", () => {
    const circle = `  - { name: a, size: 3, around: [b] }
  - { name: b, size: 3, around: [a] }
`;
    expect(problemsOf(`${model}${circle}`).map(({ message }) => message)).toEqual([
      "pools.1.around: pools enclose one another in a circle: a → b → a",
    ]);
  });
});

describe("the hypotheses of the reference report", () => {
  const folder = new URL("../../../models/hypotheses/", import.meta.url);
  const files = readdirSync(folder);

  it("are four, and one pool as init writes it", () => {
    expect(files).toEqual([
      "application-limits.yaml",
      "inefficient-agent-queries.yaml",
      "lock-contention.yaml",
      "one-pool.yaml",
      "pool-exhaustion.yaml",
    ]);
  });

  it.each(files)(
    "%s has its sentence, unknowns, and solves at the middle of its priors",
    (file) => {
      const parsed = parsePlatform(readFileSync(new URL(file, folder), "utf8"), file, file);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      expect(parsed.value.source).toMatch(/^(Hypothesis \d: |Written by headroom init)/);
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
