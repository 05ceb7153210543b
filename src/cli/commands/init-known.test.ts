/** What a planner knows, through the command line into the workspace and out of it again. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { canonicalText } from "../../calibration/fit-key.ts";
import { loadWorkspace } from "../../io/load-workspace.ts";
import { isPrior } from "../../platform/quantity.ts";
import { unknownsOf } from "../../platform/unknowns-of.ts";
import { runInside } from "../testing/run-inside.ts";

const binary = fileURLToPath(new URL("../../../dist/cli/headroom.js", import.meta.url));
let folder = "";
const path = (name: string) => join(folder, name);
const textOf = (name: string) => readFileSync(path(name), "utf8");

/** Users who pause for 2 s; half a second when idle; at most 100 req/s, 200 in flight. */
const levels = [
  "users,duration_s,throughput_rps,mean_ms",
  ...[
    [50, 20, 500],
    [100, 40, 500],
    [400, 100, 2000],
  ].map(([users, rate, mean]) => `${users},600,${rate},${mean}`),
  "",
].join("\n");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "headroom-"));
  writeFileSync(path("levels.csv"), levels);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const headroom = (...args: readonly string[]) => runInside(folder, args);

/** In a process of its own: standard input and output are pipes. */
function headroomOnPipes(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [binary, ...args], {
    cwd: folder,
    encoding: "utf8",
    input: "7\n7\n7\n",
  });
  return { status, stdout, stderr };
}

const shop = () => loadWorkspace(path("shop"), folder, { scenarios: false });

const everything = [
  ...["--pool", "50", "--api-replicas", "1", "--api-workers", "8", "--db-cores", "60"],
  ...["--read-replicas", "0", "--think-time", "2000ms", "--api-time", "0.1s"],
  ...["--query-time", "400 ms", "--api-kind", "event-loop", "--limited-by", "pool"],
  ...["--red-line", "p95=3s", "--red-line", "errorRate=2%"],
];

describe("headroom init with what is known", () => {
  it("keeps it in headroom.yaml, and it stands in the models and the policy", async () => {
    const { status, stdout } = await headroom("init", "levels.csv", "-C", "shop", ...everything);
    expect(status).toBe(0);
    expect(stdout).toContain("Known: pool 50, API replicas 1,");
    expect(stdout).toContain("its policy is the default one in proportion to your red line,");
    expect(textOf("shop/headroom.yaml")).toContain(
      [
        "known:",
        "  pool: 50",
        "  apiReplicas: 1",
        "  apiWorkers: 8",
        "  dbCores: 60",
        "  readReplicas: 0",
        "  thinkTime: 2 s",
        "  apiTime: 100 ms",
        "  queryTime: 400 ms",
        "  apiKind: event-loop",
        "  limitedBy: pool",
        "  redLine: { p95: 3 s, errorRate: 2 % }",
      ].join("\n"),
    );
    const { hypotheses, policy, known, facts } = await shop();
    expect(facts).toEqual(known);
    expect(policy.redLine).toEqual({ p95: 3, errorRate: 0.02 });
    const [hypothesis] = hypotheses;
    expect(hypothesis).toMatchObject({
      ceiling: "pool",
      numbers: { apiTime: 0.1, queryTime: 0.4 },
      platform: {
        ...{ thinkTime: 2, apiReplicas: 1, pools: [{ size: 50 }] },
        stations: [{ servers: 8 }, { servers: 60, readReplicas: 0 }],
      },
    });
  });

  it("takes a pool with its overflow and time-out as SQLAlchemy has them", async () => {
    const options = ["--pool", "5", "--pool-overflow", "10", "--acquire-time-out", "30s"];
    const { status, stdout } = await headroom("init", "levels.csv", "-C", "shop", ...options);
    expect(status).toBe(0);
    expect(stdout).toContain("Known: pool 5, overflow 10, acquire time-out 30 s");
    expect(textOf("shop/headroom.yaml")).toContain(
      "  pool: 5\n  poolOverflow: 10\n  acquireTimeOut: 30 s\n",
    );
    const [hypothesis] = (await shop()).hypotheses;
    expect(hypothesis?.platform.pools[0]).toMatchObject({
      size: 5,
      overflow: 10,
      acquireTimeOut: 30,
    });
  });

  it("changes the model of a workspace that is there, and what its fit is kept under, but no model file", async () => {
    expect((await headroom("init", "levels.csv", "-C", "shop")).status).toBe(0);
    const model = textOf("shop/models/hypotheses/platform.yaml");
    const before = (await shop()).hypotheses;
    const added = await headroom("init", "--pool", "50", "--red-line", "p95=1.5s", "-C", "shop");
    expect(added).toMatchObject({ status: 0, stderr: "" });
    expect(added.stdout).toContain("headroom plan -C shop");
    const after = await shop();
    expect(after.policy.redLine).toEqual({ p95: 1.5, errorRate: 0.05 });
    const sizeOf = (all: typeof before) => all[0]?.platform.pools[0]?.size;
    expect(isPrior(sizeOf(before))).toBe(true);
    expect(sizeOf(after.hypotheses)).toBe(50);
    expect(canonicalText(after.hypotheses)).not.toBe(canonicalText(before));
    const open = (all: typeof before) => all.flatMap(unknownsOf).length;
    expect(open(after.hypotheses)).toBe(open(before) - 1);
    expect((await headroom("init", "--pool", "60", "-C", "shop")).status).toBe(0);
    expect(sizeOf((await shop()).hypotheses)).toBe(60);
    expect(textOf("shop/models/hypotheses/platform.yaml")).toBe(model);
  });

  it("says what the measurements contradict, and leaves it out of the models", async () => {
    const { status, stdout } = await headroom(
      ...["init", "levels.csv", "-C", "shop", "--json", "--pool", "5", "--think-time", "1.4s"],
    );
    expect(status).toBe(0);
    const data = JSON.parse(stdout);
    expect(data.known).toEqual({ pool: 5, thinkTime: 1.4 });
    const codes = data.doubts.map(({ code }: { readonly code: string }) => code);
    expect(codes).toEqual(["known-fact-contradicted", "known-fact-contradicted"]);
    const { hypotheses, known, facts } = await shop();
    expect(known).toEqual({ pool: 5, thinkTime: 1.4 });
    expect(facts).toEqual({});
    expect(isPrior(hypotheses[0]?.platform.pools[0]?.size)).toBe(true);
    expect(isPrior(hypotheses[0]?.platform.thinkTime)).toBe(true);
    const told = await headroom("init", "--db-cores", "8", "--pool", "5", "-C", "shop");
    expect(told.stdout).toMatch(/5 connections are known.*\n {2}remedy: /);
  });

  it("gives data of stable shape", async () => {
    const made = await headroom("init", "levels.csv", "-C", "shop", "--json", "--pool", "50");
    expect(Object.keys(JSON.parse(made.stdout))).toEqual([
      ...["schema", "program", "workspace", "campaign", "notices", "audit", "known", "doubts"],
      ...["leftOut", "files", "outputs"],
    ]);
    const added = await headroom("init", "--db-cores", "60", "-C", "shop", "--json");
    expect(JSON.parse(added.stdout)).toEqual({
      ...{ schema: 1, program: expect.stringMatching(/^headroom /), workspace: "shop" },
      ...{ known: { pool: 50, dbCores: 60 }, doubts: [], outputs: ["shop/headroom.yaml"] },
    });
  });

  it("asks nobody where standard input or output is no terminal", () => {
    const { status, stdout } = headroomOnPipes("init", "levels.csv", "-C", "shop");
    expect(status).toBe(0);
    expect(stdout).not.toContain("What do you know");
    expect(textOf("shop/headroom.yaml")).not.toContain("known:");
  });

  it("asks a person once for what it could not find, Enter for each that is not known", async () => {
    const asked: string[] = [];
    const answers = ["fifty", "50", "", "8 cores", "70 %", "all", "workers", "pool", "3s"];
    const ask = async (question: string) => {
      asked.push(question);
      return answers.shift() ?? "";
    };
    const args = ["init", "levels.csv", "-C", "shop", "--api-replicas", "1"];
    const { status, stdout } = await runInside(folder, args, { ask });
    expect(status).toBe(0);
    // What cannot be read is asked again; replicas are given and the think time is measured.
    expect(asked.map((one) => one.trim().split(" ")[0])).toEqual([
      ...["Database", "Database", "Worker", "Cores", "Share", "Whose", "Does", "What", "P95"],
    ]);
    expect(stdout).toContain('got "fifty"');
    const redLine = { p95: 3 };
    const known = { pool: 50, apiReplicas: 1, dbCores: 8, readShare: 0.7, limitedBy: "pool" };
    expect((await shop()).known).toEqual({ ...known, apiKind: "workers", poolOf: "all", redLine });
  });

  it.each([
    [["init"], "there are no results"],
    [["init", "--pool", "5"], "is not in a workspace"],
    [["init", "--pool", "5", "-C", "none"], "is not a workspace"],
    [["init", "levels.csv", "-C", "x", "--pool", "0"], "--pool: expected a whole number"],
    [["init", "levels.csv", "-C", "x", "--pool", "2.5"], "--pool"],
    [["init", "levels.csv", "-C", "x", "--think-time", "1.4"], "without a unit"],
    [["init", "levels.csv", "-C", "x", "--api-replicas", "0"], "1 or more"],
    [["init", "levels.csv", "-C", "x", "--limited-by", "disk"], '"disk" is not known'],
    [["init", "levels.csv", "-C", "x", "--api-kind", "threads"], "one of workers, event-loop"],
    [["init", "levels.csv", "-C", "x", "--red-line", "p99=2s"], "p95=… or errorRate=…"],
    [["init", "levels.csv", "-C", "x", "--red-line", "p95=2s,p95=3s"], "given twice"],
    [["init", "levels.csv", "-C", "x", "--pool", "5", "--pool", "6"], "--pool is given twice"],
  ])("refuses %j with a remedy, and nothing is written", async (args, message) => {
    const { status, stdout, stderr } = await runInside(folder, args);
    expect(stderr).toContain(message);
    expect(stderr).toContain("remedy: ");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  });
});
