import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { importResults } from "../../ingest/import-results.ts";
import type { SourceText } from "../../ingest/imported-run.ts";
import { logWriters, madeRun } from "../../ingest/testing/made-run.ts";
import { historyHeader } from "../../ingest/testing/synthetic-files.ts";
import type { PlannedTest } from "../../planning/next/planned-test.ts";
import { loadTestWriters } from "./load-test-writers.ts";

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

  it("is Python, where there is one", () => {
    const parse = "import ast, sys; ast.parse(open(sys.argv[1], encoding='utf8').read())";
    const said = checked("python3", ["-c", parse], "locustfile.py", written["Locust"] ?? "");
    if (said !== null) expect(said).toEqual(fine);
  });

  it("is a module that Node parses", () => {
    expect(checked(process.execPath, ["--check"], "script.mjs", written["k6"] ?? "")).toEqual(fine);
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
