/** `headroom simulate`, built and run as a planner runs it; golden.test.ts has it of a fitted workspace. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SimulationReport } from "../../report/simulation-report.ts";
import { mmcn } from "../../textbook/closed/mmcn.ts";
import { run } from "../launch.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const binary = join(root, "dist/cli/headroom.js");
const profiles = join(root, "models/profiles");

/** M/M/10//N: exponential work of 65 ms on ten servers, 1.4 s of thinking. */
const model = `title: Ten servers
thinkTime: 1.4 s
endpoints:
  - { name: GET /, weight: 1, kind: read }
stations:
  - name: database
    kind: queue
    role: database
    discipline: ps
    servers: 10
    work:
      "*": { demand: 65 ms, variation: 1 }
pools:
  - { name: connections, role: connections, size: 10, around: [database] }
`;

const profile = `title: Short spike
load:
  spike: { base: 20 users, peak: 400 users, spawnRate: 100 users/s, at: 20 s, hold: 30 s }
duration: 90 s
clients: { timeOut: 5 s, retry: { attempts: 2, backOff: 1 s } }
`;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "headroom-"));
  writeFileSync(join(folder, "model.yaml"), model);
  writeFileSync(join(folder, "spike.yaml"), profile);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function simulate(args: readonly string[], cwd = folder) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [binary, "simulate", ...args], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { status, stdout, stderr };
}

/** Runs before the program: it says when it has begun to listen for an interrupt. */
const saysItListens = `--import=data:text/javascript,${encodeURIComponent(`const { once } = process;
process.once = (name, ...more) => {
  if (name === "SIGINT") process._rawDebug("listens");
  return once.call(process, name, ...more);
};`)}`;

/** What 300 users come to where the program is interrupted two seconds after it has begun to simulate. */
async function interrupted(...more: readonly string[]) {
  const args = ["simulate", "--model", "model.yaml", "--users", "300", "--json", ...more];
  const child = spawn(process.execPath, [saysItListens, binary, ...args], { cwd: folder });
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  const ended = new Promise((resolve) => child.on("close", resolve));
  child.stderr.once("data", () => setTimeout(() => child.kill("SIGINT"), 2000));
  return { code: await ended, stdout };
}

const report = (stdout: string) => JSON.parse(stdout) as SimulationReport;

/** The same without a process: what a command line prints and gives back. */
async function inside(args: readonly string[]) {
  let stdout = "";
  let stderr = "";
  const status = await run(["simulate", ...args], {
    cwd: folder,
    env: {},
    stdout: (content) => {
      stdout += content;
    },
    stderr: (text) => {
      stderr += text;
    },
    terminal: false,
  });
  return { status, stdout, stderr };
}

describe("headroom simulate", () => {
  it("holds the exact answer of M/M/c//N in its interval, byte for byte with 1 and 2 workers", () => {
    const args = ["--model", "model.yaml", "--users", "200", "--law", "exponential", "--json"];
    const one = simulate([...args, "--precision", "1%", "--workers", "1"]);
    const two = simulate([...args, "--precision", "1%", "--workers", "2"]);
    expect(one).toEqual({ ...one, status: 0, stderr: "" });
    expect(two).toEqual(one);
    const { total, partial, eventsPerRequest, warnings } = report(one.stdout);
    const exact = mmcn({ servers: 10, serviceTime: 0.065, thinkTime: 1.4 }, 200);
    const { low, high } = total.responseTime ?? { low: 0, high: 0 };
    // A 95 % interval with margin: this is a test of the command, not of the engine.
    const wide = 2 * ((high ?? 0) - (low ?? 0));
    expect(Math.abs((total.responseTime?.value ?? 0) - exact.responseTime)).toBeLessThan(wide);
    // Asks for, gets and gives back a connection; comes to and leaves the database.
    expect(Math.abs(eventsPerRequest - 5)).toBeLessThan(0.01);
    expect({ partial, warnings }).toEqual({ partial: false, warnings: [] });
  });

  it("says in words what a spike did, and draws it", () => {
    const { status, stdout, stderr } = simulate([
      ...["--model", "model.yaml", "--profile", "spike.yaml", "--replications", "3"],
      ...["--chart", "spike.svg"],
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "spike.svg\n" });
    expect(stdout).toMatch(/^Ten servers \(model.yaml\): Short spike\n3 replications of 90.0 s/);
    expect(stdout).toMatch(/P95 .*the red line of 2 s/);
    expect(stdout).toMatch(/requests were under way, \d+ s into the run, \d+ of them waiting/);
    expect(stdout).toMatch(/The backlog was gone/);
    expect(existsSync(join(folder, "spike.svg"))).toBe(true);
  });

  it("takes the first hypothesis at its prior medians where it is asked to, and says so", () => {
    const args = ["--prior", "--users", "50", "--duration", "20 s", "--replications", "2"];
    const { status, stdout } = simulate([...args, "--warm-up", "2 s"], root);
    expect(status).toBe(0);
    expect(stdout).toContain(
      "Limits of the application (models/hypotheses/application-limits.yaml)",
    );
    expect(stdout).toMatch(/^Not fitted: unknowns at their prior medians/m);
  });

  it("runs the report's own experiment as it ships", () => {
    const spike = join(profiles, "report-spike-500.yaml");
    const args = ["--prior", "--profile", spike, "--replications", "1"];
    const { status, stdout } = simulate([...args, "--csv"], root);
    expect(status).toBe(0);
    const lines = stdout.trim().split("\n");
    expect(lines[0]).toMatch(/^start_s,end_s,users,/);
    expect(lines).toHaveLength(301);
    expect(lines.at(-1)).toMatch(/^299,300,500,/);
  });

  it("prints what it has when interrupted, marked as partial, and exits 130", async () => {
    const { code, stdout } = await interrupted("--replications", "5000");
    expect(code).toBe(130);
    // Nothing at all on a machine so slow that not one second was simulated.
    if (stdout === "") return;
    const { partial, replications } = report(stdout);
    expect(partial).toBe(true);
    expect(replications).toBeLessThan(5000);
  });

  it("prints what it has when interrupted in the first replication, too", async () => {
    const long = ["--duration", "300 h", "--warm-up", "0 s", "--workers", "1"];
    const { code, stdout } = await interrupted("--replications", "1", ...long);
    expect(code).toBe(130);
    if (stdout === "") return; // as above
    const { partial, brokenOff, total, replications } = report(stdout);
    expect({ partial, replications }).toEqual({ partial: true, replications: 1 });
    expect(brokenOff).toBeLessThan(300 * 3600);
    // Ten servers of 65 ms each, which 300 users keep busy.
    expect(Math.abs(total.throughput.value * 0.0065 - 1)).toBeLessThan(0.05);
  });

  it("applies levers", async () => {
    const args = ["--model", "model.yaml", "--users", "300", "--replications", "1"];
    const two = await inside([...args, "--set", "pool.size=2 * pool.size", "--json"]);
    const { stations, model } = report(two.stdout);
    expect(stations.map(({ name, servers }) => [name, servers])).toEqual([
      ["connections", 20],
      ["database", 10],
    ]);
    expect(model.levers).toEqual(["pool.size=2 * pool.size"]);
  });

  it.each([
    [[], "no load is given"],
    [["--users", "3", "--rate", "5 req/s"], "exclude each other"],
    [["--users", "3", "--precision", "1%", "--replications", "3"], "exclude each other"],
    [["--users", "3", "--workers", "0"], "--workers must be a whole number"],
    [["--users", "3", "--precision", "0"], "--precision must be above 0"],
    [["--users", "3", "--law", "normal"], "one of lognormal"],
    [["--users", "3", "--duration", "5"], "without a unit"],
    [["--users", "3", "--warm-up", "10 min"], "warmUp must be less than"],
    [["--users", "3", "--chart", "a.gif"], "the format is told by the ending"],
    [["--users", "3", "--set", "pool.siez=40"], "did you mean pool.size?"],
    [["--users", "3", "--set", "db.cores"], "expects lever=value"],
    [["--profile", "none.yaml"], "none.yaml:1:1: does not exist"],
    [["--profile", "spike.yaml", "--warm-up", "1 s"], "--warm-up is for steady loads"],
  ])("refuses %j with exit code 2 and a remedy", async (args, message) => {
    const { status, stdout, stderr } = await inside(["--model", "model.yaml", ...args]);
    expect(stderr).toContain(message);
    expect(stderr).toContain("remedy: ");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  });

  it("refuses --csv with --json as data: a reader of JSON gets JSON", async () => {
    const args = ["--model", "model.yaml", "--users", "3", "--csv", "--json"];
    const { status, stdout, stderr } = await inside(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(JSON.parse(stderr)).toMatchObject({
      exitCode: 2,
      error: { message: "--csv and --json exclude each other", remedy: "give one of them" },
    });
  });

  it("names what of a model the simulator cannot do", async () => {
    const repeated = model.replace(
      "servers: 10",
      "servers: 10\n    readReplicas: 1\n    replication: 0.5",
    );
    writeFileSync(join(folder, "repeated.yaml"), repeated);
    const { status, stderr } = await inside(["--model", "repeated.yaml", "--users", "3"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/repeated.yaml: station database: the simulator cannot repeat writes/);
  });

  it("replays the users of a measured run, and names what of it cannot be read", async () => {
    const head =
      "Timestamp,User Count,Type,Name,Total Request Count,Total Failure Count,Total Average Response Time";
    const rows = [5, 10, 40, 40, 20].map(
      (users, i) => `${1700000000 + 10 * i},${users},,Aggregated,${i},0,50`,
    );
    writeFileSync(join(folder, "run_stats_history.csv"), [head, ...rows, ""].join("\n"));
    const replay =
      "title: As measured\nload: { history: run_stats_history.csv }\nduration: 1 min\n";
    writeFileSync(join(folder, "replay.yaml"), replay);
    writeFileSync(join(folder, "lost.yaml"), replay.replace("run_", "lost_"));
    const args = ["--model", "model.yaml", "--replications", "1", "--profile"];
    const { status, stdout } = await inside([...args, "replay.yaml", "--json"]);
    expect(status).toBe(0);
    const { series, inputs } = report(stdout);
    expect(Object.keys(inputs)).toContain("run_stats_history.csv");
    for (const [at, users] of [
      [0, 5],
      [10, 10],
      [25, 40],
      [45, 20],
    ] as const) {
      // A step of a second: users who come and go in it count in part.
      expect(Math.abs((series.find(({ start }) => start === at)?.users ?? 0) - users)).toBeLessThan(
        4,
      );
    }
    const lost = await inside([...args, "lost.yaml"]);
    expect(lost.status).toBe(2);
    expect(lost.stderr).toContain("lost_stats_history.csv");
    expect(lost.stderr).toContain("lost.yaml:2:18: load.history: ");
  });

  it("runs all the settings of the report at once", async () => {
    const settings = join(profiles, "report-settings.yaml");
    const args = ["--prior", "--profile", settings, "--replications", "1", "--duration", "3 min"];
    const hypothesis = join(root, "models/hypotheses/lock-contention.yaml");
    const { status, stdout, stderr } = await inside(["--model", hypothesis, ...args, "--json"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const { replicas, total } = report(stdout);
    expect(replicas).toBeGreaterThan(1);
    expect(total.failures.refused).toBeGreaterThan(0);
  });
});
