/** Names that act on terminals, browsers and spreadsheets, from files through every output. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Resvg } from "@resvg/resvg-js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { charts } from "../charts/charts.ts";
import { parseEndpoints } from "../ingest/parse-endpoints.ts";
import { renderChart } from "../io/render-chart.ts";
import type { PlanResult } from "../planning/plan/plan-result.ts";
import { samplePlan } from "../planning/testing/sample-plan.ts";
import { commented } from "../report/export/export-target.ts";
import type { GateDocument } from "../report/gate/gate-document.ts";
import { gateFormats } from "../report/gate/gate-formats.ts";
import { planSummary } from "../report/text/plan-summary.ts";
import { runInside } from "./testing/run-inside.ts";
import { visibleWorld } from "./visible-world.ts";

/** A title of a window, a screen wiped, text turned around, a script, a picture from elsewhere, a formula. */
const acts =
  "=HYPERLINK(1)\u001b]0;x\u0007\u001b[2J\u202e<script>alert(1)</script>![p](https://a.b)`|";

const hidden = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]/u;
const linesOf = (text: string) => text.replace(/[\n\t]/g, "");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "headroom-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Every text of a result that a planner could have written. */
function named(value: unknown, key = ""): unknown {
  const texts = ["name", "title", "source", "note", "path", "error", "message", "run", "sentence"];
  if (typeof value === "string") return texts.includes(key) && value !== "" ? value + acts : value;
  if (Array.isArray(value)) return value.map((one) => named(one, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([k, one]) => [k, named(one, k)]));
}

describe("hostile names", () => {
  it("in load-test results: import, audit and init write and print them as names", async () => {
    const quoted = `"${acts.replaceAll('"', '""')}"`;
    const locust = `Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Requests/s,95%\nGET,${quoted},3000,0,20,25,10,60\n,Aggregated,3000,0,20,25,10,60\n`;
    writeFileSync(join(folder, "x_stats.csv"), locust);
    const name = ["--name", `${acts}\n# x`];
    const given = ["x_stats.csv", "--users", "10", ...name];
    const printed = [
      await runInside(folder, ["import", ...given, "-o", "data"]),
      await runInside(folder, ["import", ...given, "-o", "json", "--json"]),
      await runInside(folder, ["init", ...given, "-C", "shop"]),
      await runInside(folder, ["audit", ...given]),
      await runInside(folder, ["audit", "-C", "shop", "--json"]),
      await runInside(folder, ["import", "no\u001b[2Jne\u202e.csv"]),
      await runInside(folder, ["what-if", "--set", "pool.\u001b[31msize=4", "-C", "shop"]),
    ];
    expect(printed.map(({ status }) => status)).toEqual([0, 0, 0, 0, 0, 2, 2]);
    for (const { stdout, stderr } of printed) {
      expect(linesOf(stdout + stderr)).not.toMatch(hidden);
    }
    const files = readdirSync(folder, { recursive: true, withFileTypes: true });
    for (const { parentPath, name: file } of files.filter((one) => one.isFile())) {
      if (file === "x_stats.csv") continue;
      const text = readFileSync(join(parentPath, file), "utf8");
      expect(linesOf(text), file).not.toMatch(hidden);
      if (file.endsWith(".csv")) expect(text).not.toMatch(/(^|,)"?[=+@]/m);
      if (file.endsWith(".md")) expect(text.replace(/`[^`\n]*`/g, "")).not.toMatch(/(?<!\\)<\w/);
    }
    const endpoints = readFileSync(join(folder, "data", "endpoints.csv"), "utf8");
    const read = parseEndpoints(endpoints, "endpoints.csv");
    expect(read.ok && read.value[0]?.path.startsWith("=HYPERLINK(1)")).toBe(true);
  });

  it("in a model: simulate prints them as names", async () => {
    const model = `title: ${JSON.stringify(acts)}
thinkTime: 1 s
endpoints: [{ name: ${JSON.stringify(`GET ${acts}`)}, weight: 1, kind: read }]
stations:
  - { name: ${JSON.stringify(acts)}, kind: queue, discipline: ps, servers: 4, work: { "*": { demand: 5 ms } } }
`;
    writeFileSync(join(folder, "m.yaml"), model);
    const short = ["simulate", "--model", "m.yaml", "--users", "5", "--duration", "20 s"];
    for (const form of [[], ["--json"], ["--csv"], ["--chart", "c.svg"]]) {
      const { status, stdout, stderr } = await runInside(folder, [
        ...short,
        "--workers",
        "1",
        ...form,
      ]);
      expect({ status, hidden: linesOf(stdout + stderr).match(hidden) }, stderr).toEqual({
        status: 0,
        hidden: null,
      });
    }
    new Resvg(readFileSync(join(folder, "c.svg"), "utf8")); // throws for what is no XML
  });

  it("in everything of a plan: charts are whole pictures without a script", async () => {
    const plan = named(samplePlan()) as PlanResult;
    for (const { draw } of Object.values(charts)) {
      const svg = await renderChart(draw(plan), "svg");
      new Resvg(svg);
      expect(linesOf(svg)).not.toMatch(hidden);
      expect(svg).not.toContain("<script");
      expect(linesOf(await renderChart(draw(plan), "vl.json"))).not.toMatch(hidden);
    }
    let shown = "";
    const world = visibleWorld({
      cwd: ".",
      env: {},
      terminal: true,
      stdout: (text) => {
        shown += text;
      },
      stderr: (text) => {
        shown += text;
      },
    });
    world.stdout(planSummary(plan, "out/report.md"));
    expect(linesOf(shown)).not.toMatch(hidden);
    shown = "";
    world.stderr(`\r\u001b[K\u001b[31merror\u001b[39m: ${acts}`);
    expect(shown.startsWith("\r\u001b[K\u001b[31merror\u001b[39m: =HYPER")).toBe(true);
    expect(linesOf(shown.slice(18))).not.toMatch(hidden);
  });

  it("in a verdict for pipelines and in settings of other programs", () => {
    const gate: GateDocument = {
      ...{ command: "check", headline: acts, reasons: [acts], remedy: acts },
      outcome: "fail",
      parts: [{ name: acts, outcome: "fail", message: acts }],
      table: { header: [acts], rows: [[acts]] },
    };
    const { junit, markdown } = gateFormats;
    const xml = junit?.(gate) ?? "";
    expect(linesOf(xml)).not.toMatch(hidden);
    expect(xml).not.toContain("<script");
    const text = markdown?.(gate) ?? "";
    expect(linesOf(text)).not.toMatch(hidden);
    expect(text).not.toMatch(/(?<!\\)(<\w|!?\[|`)/);
    expect(text.split("\n").filter((line) => line.startsWith("| "))).toHaveLength(3);
    // One line of comment: a name does not become a setting.
    const settings = { name: `${acts}\nworker_processes 0;`, program: "headroom 0" };
    expect(commented("#", settings, [`x\r\nevil: true`])).toHaveLength(2);
    for (const line of commented("#", settings, [`x\r\nevil: true`])) {
      expect(line).toMatch(/^# /);
      expect(line).not.toMatch(hidden);
    }
  });
});
