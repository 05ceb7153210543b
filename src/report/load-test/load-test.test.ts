import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { importResults } from "../../ingest/import-results.ts";
import type { SourceText } from "../../ingest/imported-run.ts";
import { logWriters, madeRun } from "../../ingest/testing/made-run.ts";
import { historyHeader } from "../../ingest/testing/synthetic-files.ts";
import type { PlannedTest } from "../../planning/next/planned-test.ts";
import { loadTestWriters } from "./load-test-writers.ts";
import { locustFile } from "./locust.ts";

const test: PlannedTest = {
  purpose: "Measures 40, 80 users.",
  change: "pool.size=2 * pool.size",
  levels: [
    { users: 40, warmUp: 60, measured: 300 },
    { users: 80, warmUp: 60, measured: 300 },
  ],
  spawnRate: 4,
  thinkTime: 1.38,
  requests: [
    { method: "GET", path: "/api/v1/tasks/{id}", weight: 600 },
    { method: "POST", path: "/api/v1/goals/", weight: 399 },
    // Names come from files: none of them may end a text, a comment or an element.
    { method: "GET", path: `/a"b'c\\d*/<x>&\u2028 \${1}`, weight: 1 },
  ],
  stop: { errorRate: 0.2, p95: 9 },
};

const written = Object.fromEntries(
  loadTestWriters.map(({ tool, write }) => [
    tool,
    write({ ...test, purpose: "One */ two\nthree" }),
  ]),
);

/** What a program says of a text; null where it is not installed. */
function checked(command: string, args: readonly string[], file: string, text: string) {
  const folder = mkdtempSync(join(tmpdir(), "headroom-load-test-"));
  try {
    const path = join(folder, file);
    writeFileSync(path, text);
    const { error, status, stderr, stdout } = spawnSync(command, [...args, path], {
      encoding: "utf8",
    });
    return error === undefined ? { status, said: `${stderr}${stdout}` } : null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Debian's, which is installed in CI. */
const python = "/usr/bin/python3";

/** What a checker may say: in CI, where it is installed, it has to be there. */
const sound: readonly unknown[] = process.env["CI"] ? [0] : [0, 1, "not installed"];

const locust = (of: Readonly<Record<string, string>>) => of["Locust"] ?? "";

const checkScript = [
  ...["--ignoreConfig", "--noEmit", "--allowJs", "--checkJs", "--strict", "--skipLibCheck"],
  ...["--target", "es2022", "--lib", "es2022", "--module", "esnext"],
  ...["--moduleResolution", "bundler", "--types", "k6"],
];

/**
 * Elements of a plan and their properties as JMeter 5 saves them (its saveservice.properties and the
 * plans under bin/templates); Debian's JMeter 2.13 opens no plan at all.
 */
const jmeterElements: Readonly<Record<string, { gui: string; properties: RegExp }>> = {
  TestPlan: {
    gui: "TestPlanGui",
    properties: /^(stringProp TestPlan\.comments|boolProp TestPlan\.serialize_threadgroups)$/,
  },
  ConfigTestElement: {
    gui: "HttpDefaultsGui",
    properties: /^stringProp HTTPSampler\.(domain|port|protocol)$/,
  },
  ThreadGroup: {
    gui: "ThreadGroupGui",
    properties:
      /^(stringProp ThreadGroup\.(num_threads|ramp_time|duration|on_sample_error)|boolProp ThreadGroup\.scheduler|elementProp ThreadGroup\.main_controller|boolProp LoopController\.continue_forever|intProp LoopController\.loops)$/,
  },
  UniformRandomTimer: {
    gui: "UniformRandomTimerGui",
    properties: /^stringProp (ConstantTimer\.delay|RandomTimer\.range)$/,
  },
  ThroughputController: {
    gui: "ThroughputControllerGui",
    properties:
      /^(intProp ThroughputController\.style|boolProp ThroughputController\.perThread|FloatProperty ThroughputController\.percentThroughput)$/,
  },
  HTTPSamplerProxy: {
    gui: "HttpTestSampleGui",
    properties:
      /^(stringProp (HTTPSampler\.(method|path)|Argument\.value)|boolProp HTTPSampler\.postBodyRaw|elementProp HTTPsampler\.Arguments|collectionProp Arguments\.arguments)$/,
  },
};

const fine = { status: 0, said: "" };

describe("written load tests", () => {
  it.each(loadTestWriters)(
    "$tool holds the levels, the mix, the pause, the stop and what to change",
    ({ write }) => {
      const text = write(test);
      for (const { users } of test.levels) expect(text).toMatch(new RegExp(`\\b${users}\\b`));
      expect(text).toContain("pool.size=2 * pool.size");
      expect(text).toContain("GET /api/v1/tasks/{id}");
      expect(text).toMatch(/2760\b|2\.76\b/); // twice the think time, in ms or s
      expect(text).toMatch(/9000\b|9\.00 s/);
      expect(text).toMatch(/headroom import/);
    },
  );

  it("takes as long as it says: k6 starts all users at once, the others say how they come", () => {
    const k6 = written["k6"] ?? "";
    let start = 0;
    for (const { users, warmUp, measured } of test.levels) {
      const lasts = `startTime: "${start}s", duration: "${warmUp + measured}s"`;
      expect(k6).toContain(`vus: ${users}, ${lasts}`);
      start += warmUp + measured;
    }
    const ramped = Object.entries(written).filter(([tool]) => tool !== "k6");
    for (const [, text] of ramped) expect(text).toContain(`users come ${test.spawnRate} a second`);
    expect(k6).not.toContain("a second");
  });

  it("is a locustfile that Locust reads", () => {
    const said = checked(
      python,
      ["-m", "locust", "--list", "-f"],
      "locustfile.py",
      locust(written),
    );
    expect(sound).toContain(said?.status ?? "not installed");
    if (said?.status === 0) expect(said.said).toContain("Planned");
  });

  it("is a locustfile that Locust runs: levels, mix, ids and bodies arrive", async () => {
    const seen: string[] = [];
    const server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      response.end("{}");
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const folder = mkdtempSync(join(tmpdir(), "headroom-load-test-"));
    const short = { ...test, levels: [{ users: 20, warmUp: 1, measured: 1 }], spawnRate: 20 };
    const file = join(folder, "locustfile.py");
    writeFileSync(file, locust({ Locust: locustFile({ ...short, thinkTime: 0.1 }) }));
    const host = [
      "--headless",
      "--only-summary",
      "--exit-code-on-error",
      "0",
      "--host",
      `http://127.0.0.1:${port}`,
    ];
    const run = spawn(python, ["-m", "locust", "-f", file, ...host], { stdio: "ignore" });
    const [status] = await Promise.race([once(run, "close"), once(run, "error")]);
    server.close();
    rmSync(folder, { recursive: true, force: true });
    expect(sound).toContain(typeof status === "number" ? status : "not installed");
    if (status !== 0) return; // no Locust here
    expect(seen).toContain("GET /api/v1/tasks/1");
    expect(seen).toContain("POST /api/v1/goals/");
  });

  it("is a script that k6's own types allow", () => {
    const from = createRequire(import.meta.url);
    const types = dirname(dirname(from.resolve("@types/k6/package.json")));
    const compiler = join(dirname(from.resolve("typescript/package.json")), "bin/tsc");
    const said = (text: string) =>
      checked(
        process.execPath,
        [compiler, ...checkScript, "--typeRoots", types],
        "script.js",
        text,
      );
    const text = written["k6"] ?? "";
    expect(said(text)).toEqual(fine);
    expect(said(text.replaceAll("constant-vus", "constant-users"))?.said).toContain("TS2820");
  });

  it("is XML whose elements close in turn", () => {
    const text = written["JMeter"] ?? "";
    const open: string[] = [];
    const tags = [...text.matchAll(/<(\/?)([A-Za-z]+)((?:\s[\w.]+="[^"<]*")*)\s*(\/?)>/g)];
    for (const [, closes, name = "", , alone] of tags) {
      if (closes === "/") expect(open.pop()).toBe(name);
      else if (alone !== "/") open.push(name);
    }
    expect(open).toEqual([]);
    // What is no tag holds neither bracket, and no "&" but that of an entity.
    const between = text.replace(/<\?xml[^>]*>/, "").replace(/<[^<>]*>/g, "");
    expect(between).not.toMatch(/[<>]|&(?!(amp|lt|gt|quot);)/);
    expect(tags.filter(([, , name]) => name === "ThreadGroup")).toHaveLength(4);
  });

  it("is a plan of elements and properties that JMeter knows, each with its tree behind it", () => {
    const lines = (written["JMeter"] ?? "").split("\n");
    const used = lines.flatMap((line, i) => {
      const testClass = /^<(\w+) guiclass="(\w+)" testclass="\1"/.exec(line);
      if (testClass === null) return [];
      const [, name = "", gui = ""] = testClass;
      const end = lines.findIndex((other, j) => j > i && other === `</${name}>`);
      const own = lines.slice(i + 1, end).join("\n");
      expect(lines[end + 1]).toMatch(/^<hashTree\/?>$/);
      const names = [...own.matchAll(/<(\w+) name="([\w.]+)"|<name>([\w.]+)<\/name>/g)];
      for (const [, type = "FloatProperty", property, float] of names) {
        expect(`${type} ${property ?? float}`).toMatch(
          jmeterElements[name]?.properties ?? /^none$/,
        );
      }
      expect(gui).toBe(jmeterElements[name]?.gui);
      return [name];
    });
    expect(new Set(used)).toEqual(new Set(Object.keys(jmeterElements)));
  });

  it("is Java that reads as such, where there is a compiler", () => {
    const only = ["-proc:none", "-XDshould-stop.ifError=PARSE", "-XDshould-stop.ifNoError=PARSE"];
    const said = checked("javac", only, "Simulation.java", written["Gatling"] ?? "");
    if (said !== null) expect(said).toEqual(fine);
  });

  it.each(["k6 CSV", "JMeter CSV", "Gatling log"] as const)(
    "what the tool writes of it (%s) imports without a flag, level by level",
    (format) => {
      let start = 1_770_000_000;
      const runs = test.levels.map(({ users, measured }) => {
        const plan = { start, seconds: measured, users, answer: 0.2, pause: test.thinkTime };
        start += measured;
        return madeRun(plan);
      });
      const whole = {
        requests: runs.flatMap(({ requests }) => requests),
        users: runs.flatMap((run) => run.users),
      };
      expect(imported(logWriters[format](whole))).toEqual([40, 80]);
    },
  );

  it("what Locust writes of it imports without a flag, level by level", () => {
    expect(imported({ name: "next_stats_history.csv", text: locustHistory(test) })).toEqual([
      40, 80,
    ]);
  });
});

function imported(file: SourceText): readonly (number | null)[] {
  const { runs, problems } = importResults([file]);
  expect(problems).toEqual([]);
  return runs.flatMap(({ levels }) => levels.map(({ users }) => users));
}

/** Locust's full history of a run that holds each level, a line a second. */
function locustHistory({ levels, thinkTime }: PlannedTest): string {
  let [second, requests] = [1_770_000_000, 0];
  const rows = levels.flatMap(({ users, warmUp, measured }) =>
    Array.from({ length: warmUp + measured }, () => {
      const rate = users / (thinkTime + 0.2);
      requests += Math.round(rate);
      const shares = new Array<number>(11).fill(200);
      return [
        ...[++second, users, "", "Aggregated", rate, 0, ...shares],
        ...[requests, 0, 200, 200, 150, 260, 100],
      ].join(",");
    }),
  );
  return [historyHeader, ...rows, ""].join("\r\n");
}
