/** Files, folders, patterns and numbers that no planner means: said at once, with place and remedy. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runInside } from "./testing/run-inside.ts";

const binary = fileURLToPath(new URL("../../dist/cli/headroom.js", import.meta.url));

const levels = `users,duration_s,requests,failures,throughput_rps,mean_ms,p95_ms
10,300,2900,0,9.7,30,60
50,300,14400,0,48,35,70
100,300,28200,0,94,60,140
150,300,33000,2,110,360,900
200,300,33300,4,111,800,1900
`;

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "headroom-"));
  mkdirSync(join(folder, "data"));
  writeFileSync(join(folder, "data", "levels.csv"), levels);
  workspace("");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const workspace = (more: string) =>
  writeFileSync(join(folder, "headroom.yaml"), `name: Shop\ncampaign: data\n${more}`);

/** Refused, in less than a fit takes. */
async function refused(args: readonly string[], place: string, words: string) {
  const start = performance.now();
  const { status, stdout, stderr } = await runInside(folder, args);
  expect({ status, stdout }, stderr).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain(place);
  expect(stderr).toContain(words);
  expect(stderr).toMatch(/^ {2}remedy: \S/m);
  expect(performance.now() - start).toBeLessThan(10_000);
}

const pipe = (path: string) => spawnSync("mkfifo", [join(folder, path)]);
const asRoot = process.getuid?.() === 0;

describe("patterns of headroom.yaml", () => {
  it("fit or do not fit at once, however many stars", async () => {
    workspace(`scenarios: "${"*a".repeat(40)}b"\n`);
    writeFileSync(join(folder, "a".repeat(100)), "");
    expect((await runInside(folder, ["audit"])).status).toBe(0);
    const start = performance.now();
    await runInside(folder, ["what-if", "--set", "pool.siez=4"]);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it.each(["scenarios", "hypotheses", "improvements"])("%s: a file is no folder", async (key) => {
    writeFileSync(join(folder, "sc"), "x");
    workspace(`${key}: "sc/*.yaml"\n`);
    await refused(["plan"], "error: sc:1:1: ", `is not a folder of ${key}`);
  });

  it.skipIf(asRoot)("a folder that may not be read", async () => {
    mkdirSync(join(folder, "sc"));
    chmodSync(join(folder, "sc"), 0);
    workspace('scenarios: "sc/*.yaml"\n');
    await refused(["plan"], "error: sc:1:1: ", "may not be read by this user");
    chmodSync(join(folder, "sc"), 0o700);
  });
});

describe("pipes without a writer", () => {
  it.each([
    ["data/levels.csv", ["plan"]],
    ["headroom.yaml", ["plan"]],
    ["results.csv", ["audit", "results.csv", "--users", "5"]],
    ["m.yaml", ["simulate", "--model", "m.yaml", "--users", "5"]],
  ])("%s is refused", async (path, args) => {
    rmSync(join(folder, path), { force: true });
    pipe(path);
    await refused(args, `error: ${path}:1:1: `, "is a pipe, expected a file");
  });
});

describe("where results go", () => {
  it("output that cannot be written is told, with exit code 2", () => {
    const line = `"${process.execPath}" "${binary}" --help > /dev/full`;
    const { status, stderr } = spawnSync("sh", ["-c", line], { encoding: "utf8", cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^error: standard output:1:1: cannot be written \(ENOSPC\)\n {2}remedy: /,
    );
  });

  it.each([
    [["export", "nginx", "-o", "/dev/null"], "no plain file"],
    [["chart", "zones", "-o", "headroom.yaml/x.svg"], "headroom.yaml is a file"],
    [["report", "-o", "dir.md"], "no plain file"],
  ])("%j is refused before the fit", async (args, words) => {
    mkdirSync(join(folder, "dir.md"));
    await refused(args, ":1:1: ", words);
  });

  it("a signal ends the program while it reads standard input, and nothing is left", async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith("headroom-input-"));
    const child = spawn(process.execPath, [binary, "import", "-", "--users", "5"], { cwd: folder });
    child.stdin.on("error", () => {});
    const block = Buffer.alloc(1 << 20);
    for (let i = 0; i < 70; i++) {
      if (!child.stdin.write(block)) await once(child.stdin, "drain");
    }
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([null, "SIGTERM"]);
    const after = readdirSync(tmpdir()).filter((name) => name.startsWith("headroom-input-"));
    expect(after).toEqual(before);
  });
});

describe("numbers and names", () => {
  it.each([
    ["redLine: { p95: 1e-320 s }", "policy.yaml:1:17", "too small"],
    ["redLine: { p95: 1e308 s }", "policy.yaml:1:17", "out of range"],
    ["safeLimit: { confidence: 100 % }", "policy.yaml:1:26", "from 50 % to below 100 %"],
    ["safeLimit: { confidence: 0 % }", "policy.yaml:1:26", "from 50 % to below 100 %"],
    ["__proto__: { p95: 1 s }", "policy.yaml:1:1", "is no name"],
    ["constructor: { p95: 1 s }", "policy.yaml:1:1", "unknown key"],
  ])("policy %s", async (text, place, words) => {
    workspace("policy: policy.yaml\n");
    writeFileSync(join(folder, "policy.yaml"), `${text}\n`);
    await refused(["plan"], place, words);
  });

  it.each([
    ["numbers: { __proto__: 4 ms }", "m.yaml:1:12", "is no name"],
    ["numbers: { constructor: 4 ms }", "m.yaml:1:25", 'refers to "constructor"'],
    ["thinkTime: 1e-320 s", "m.yaml:1:12", "too small"],
    ["rateLimit: 1e308 req/s", "m.yaml:1:12", "out of range"],
  ])("model %s", async (line, place, words) => {
    const rest = `title: x
${line.startsWith("thinkTime") ? "" : "thinkTime: 1 s\n"}endpoints: [{ name: "GET /a", weight: 1, kind: read }]
stations: [{ name: s, kind: queue, discipline: ps, servers: 1, work: { "*": { demand: 1 ms } } }]
`;
    writeFileSync(join(folder, "m.yaml"), `${line}\n${rest}`);
    await refused(["simulate", "--model", "m.yaml", "--users", "5"], place, words);
  });

  it.each([
    [["check", "--users", "1000000000"], "1000000 that are solved"],
    [["predict", "--users", "1..999999999:1000000"], "1000000 that are solved"],
    [["simulate", "--users", "5", "--workers", "100000"], "processor"],
    [["simulate", "--users", "5", "--replications", "100000"], "from 1 to 10000"],
    [["what-if", "--set", "mix[GET /nothing]=5"], "no endpoint matches"],
  ])("option %j", async (args, words) => {
    await refused(args, "error: ", words);
  });
});
