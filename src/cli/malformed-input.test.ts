/** Whatever is wrong with a file: file, line, column and remedy, exit 2, out/ untouched. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runInside } from "./testing/run-inside.ts";

/** A sound campaign of five levels of an imagined shop. */
const sound = [
  "users,duration_s,requests,failures,throughput_rps,mean_ms,p95_ms",
  "10,300,2900,0,9.7,30,60",
  "50,300,14400,0,48,35,70",
  "100,300,28200,0,94,60,140",
  "150,300,33000,2,110,360,900",
  "200,300,33300,4,111,800,1900",
];

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "headroom-"));
  mkdirSync(join(folder, "data"));
  mkdirSync(join(folder, "out"));
  writeFileSync(join(folder, "headroom.yaml"), "name: Shop\ncampaign: data\n");
  writeFileSync(join(folder, "out", "plan.json"), "the plan of yesterday");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const headroom = (...args: readonly string[]) => runInside(folder, args);

const levels = (lines: readonly string[], end = "\n") =>
  writeFileSync(join(folder, "data", "levels.csv"), lines.join(end));

const withLine = (index: number, line: string) => sound.with(index, line);

/** Expects the fault at this place, and nothing changed; gives what is said. */
async function expectFault(place: string | RegExp): Promise<string> {
  const { status, stdout, stderr } = await headroom("plan");
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(place instanceof RegExp ? place : new RegExp(`^error: ${place}: `));
  expect(stderr).toMatch(/^ {2}remedy: \S+/m);
  expect(stderr.length).toBeLessThan(4000); // not the 10 MB line
  expect(readdirSync(join(folder, "out"))).toEqual(["plan.json"]);
  expect(readFileSync(join(folder, "out", "plan.json"), "utf8")).toBe("the plan of yesterday");
  return stderr;
}

describe("malformed input", () => {
  it("an empty file", async () => {
    levels([]);
    await expectFault("data/levels.csv:1:1");
  });

  it("a header without rows", async () => {
    levels(sound.slice(0, 1));
    await expectFault(/^error: data\/levels.csv:\d+:\d+: /);
  });

  it("a missing column", async () => {
    levels(sound.map((line) => line.slice(line.indexOf(",") + 1)));
    await expectFault("data/levels.csv:1:1");
  });

  it("an unknown column", async () => {
    levels(withLine(0, "users,duration_s,requests,failures,throughput_rps,mean_ms,p59_ms"));
    await expectFault("data/levels.csv:1:59");
  });

  it("text in a number, with the line and a caret under it", async () => {
    levels(withLine(2, "50,300,14400,0,fast,35,70"));
    await expectFault("data/levels.csv:3:16");
    expect((await headroom("plan")).stderr).toContain(
      "  3 | 50,300,14400,0,fast,35,70\n                     ^\n",
    );
  });

  it("negative users", async () => {
    levels(withLine(1, "-10,300,2900,0,9.7,30,60"));
    await expectFault("data/levels.csv:2:1");
  });

  it("the same users and run twice", async () => {
    levels([...sound, "200,300,33300,4,111,800,1900"]);
    await expectFault("data/levels.csv:7:1");
  });

  it("a line of 10 MB", async () => {
    levels(withLine(3, `100,300,28200,0,${"9".repeat(10_000_000)},60,140`));
    await expectFault("data/levels.csv:4:17");
  });

  it("a folder instead of a file", async () => {
    mkdirSync(join(folder, "data", "levels.csv"));
    await expectFault("data/levels.csv:1:1");
  });

  it("no file at all", async () => {
    await expectFault("data/levels.csv:1:1");
  });

  it("a quote that is never closed", async () => {
    levels(withLine(2, '50,300,14400,0,"48,35,70'));
    await expectFault(/^error: data\/levels.csv:3:16: /);
  });

  it("faults in several files are all told at once", async () => {
    levels(withLine(1, "0,300,2900,0,9.7,30,60"));
    writeFileSync(join(folder, "data", "endpoints.csv"), "users,method\n10,GET\n");
    writeFileSync(
      join(folder, "headroom.yaml"),
      "name: Shop\ncampaign: data\npolicy: policy.yaml\n",
    );
    writeFileSync(join(folder, "policy.yaml"), "redLine: { p95: 2 kg }\n");
    const { stderr } = await headroom("plan");
    for (const place of ["policy.yaml:1:17", "data/levels.csv:2:1", "data/endpoints.csv:1:1"]) {
      expect(stderr).toContain(place);
    }
    await expectFault(/./);
  });

  it("a scenario that cannot be applied", async () => {
    levels(sound);
    writeFileSync(
      join(folder, "headroom.yaml"),
      "name: Shop\ncampaign: data\nscenarios: '*-more.yaml'\n",
    );
    const scenario = "title: More\nlevers:\n  - { lever: pool.size, to: 40 kg }\n";
    writeFileSync(join(folder, "pool-more.yaml"), scenario);
    await expectFault("pool-more.yaml:3:29");
  });
});

describe("a model that cannot be true", () => {
  const model = `title: Shop
thinkTime: 1 s
endpoints: [{ name: "GET /a", weight: 1, kind: read }]
stations:
  - { name: db, kind: queue, discipline: ps, servers: 4, work: { "*": { demand: 5 ms } } }
pools:
  - { name: connections, size: 20, around: [db] }
`;

  it.each([
    ["around: [db]", "around: [bd]", "bd]", "did you mean db?"],
    ["demand: 5 ms", "demand: -5 ms", "-5 ms", "below 0"],
    ["servers: 4", "servers: { prior: uniform, range: [8, 4] }", "{ prior", "no mass"],
    ["size: 20", "size: 2 * places", "2 * places", '"places" names no number of this file'],
    ["weight: 1", "weight: 0", "0, kind", "above 0"],
  ])("%s → %s", async (from, to, faulty, words) => {
    levels(sound);
    const workspace = "name: Shop\ncampaign: data\nhypotheses: 'shop-*.yaml'\n";
    writeFileSync(join(folder, "headroom.yaml"), workspace);
    const text = model.replace(from, to);
    writeFileSync(join(folder, "shop-model.yaml"), text);
    const before = text.slice(0, text.indexOf(faulty)).split("\n");
    const place = `${before.length}:${(before.at(-1) ?? "").length + 1}`;
    const stderr = await expectFault(`shop-model.yaml:${place}`);
    expect(stderr).toContain(words);
    // The caret stands under the fault, in what is shown of the line.
    const shown = stderr.split("\n");
    const caret = shown.findIndex((line) => line.trim() === "^");
    expect(caret).toBeGreaterThan(0);
    expect(shown[caret - 1]?.indexOf(faulty)).toBe(shown[caret]?.indexOf("^"));
  });

  it("a lever that nobody knows, in an improvement", async () => {
    levels(sound);
    const text = "name: Shop\ncampaign: data\nimprovements: '*-faster.yaml'\n";
    writeFileSync(join(folder, "headroom.yaml"), text);
    const improvement = "title: More\ncost: 2 h\nlevers: [{ lever: db.coers, to: 8 }]\n";
    writeFileSync(join(folder, "db-faster.yaml"), improvement);
    expect(await expectFault("db-faster.yaml:3:19")).toContain("remedy: did you mean db.cores?");
  });
});

describe("input that only looks odd", () => {
  it.each([
    ["a byte-order mark and CRLF", `\uFEFF${sound.join("\r\n")}\r\n`],
    ["semicolons", sound.join("\n").replaceAll(",", ";")],
  ])("%s is read", async (_name, text) => {
    writeFileSync(join(folder, "data", "levels.csv"), text);
    expect(await headroom("audit")).toMatchObject({ status: 0, stderr: "" });
  });

  it("percentiles out of order are a finding, not a fault", async () => {
    const odd = sound.map((line, i) => `${line},${i === 0 ? "p99_ms" : i === 2 ? "65" : "5000"}`);
    levels(odd);
    const { status, stdout } = await headroom("audit", "--json");
    expect(status).toBe(0);
    const { findings } = JSON.parse(stdout) as { findings: { level: number | null }[] };
    expect(findings.some((finding) => finding.level === 50)).toBe(true);
    expect((await headroom("audit", "--strict")).status).toBe(3);
  });
});
