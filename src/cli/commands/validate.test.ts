/** validate through the built command, on a small pair with a model that fits in a moment. */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mmcn } from "../../textbook/closed/mmcn.ts";
import { runInside } from "../testing/run-inside.ts";

/** Most tests run in this process, which saves the start of another. */
const binary = fileURLToPath(new URL("../../../dist/cli/headroom.js", import.meta.url));
const loads = [5, 10, 20, 40, 80];

/** Exact figures of M/M/c//N with Z = 1 s and S = 100 ms, a minute each. */
function levels(servers: number, users = loads, factor = 1): string {
  const rows = users.map((N) => {
    const { throughput: X, responseTime: R } = mmcn({ servers, serviceTime: 0.1, thinkTime: 1 }, N);
    const requests = Math.round(X * 600 * factor);
    return [N, 600, requests, 0, X * factor, R * 1000].join(",");
  });
  return ["users,duration_s,requests,failures,throughput_rps,mean_ms", ...rows, ""].join("\n");
}

const model = `title: One line
source: "worked example"
thinkTime: 1 s
endpoints:
  - { name: "GET /", weight: 1, kind: read }
stations:
  - name: database
    kind: queue
    role: database
    discipline: fifo
    servers: 2
    work:
      "*": { demand: { prior: logNormal, median: 150 ms, spread: 0.5 } }
`;

let folder = "";
const path = (...parts: string[]) => join(folder, ...parts);
const put = (file: string, text: string) => {
  mkdirSync(join(path(file), ".."), { recursive: true });
  writeFileSync(path(file), text);
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "headroom-"));
  put("headroom.yaml", "name: pair\ncampaign: A\nhypotheses: models/*.yaml\n");
  put("models/line.yaml", model);
  put("bare/headroom.yaml", "name: bare\ncampaign: data\n");
  put("A/levels.csv", levels(2));
  put("A2/levels.csv", levels(2, loads, 1.002));
  put("B/levels.csv", levels(4));
  put("other/levels.csv", levels(4, [7, 17, 27]));
  put("raw/after.csv", levels(4));
  put(
    "change.yaml",
    "title: Twice the cores\nlevers:\n  - { lever: db.cores, to: 2 * db.cores }\n",
  );
  const pooled = (
    most: string,
  ) => `${model.replace("    servers: 2", `    servers: 2${most}`)}pools:
  - { name: connections, role: connections, size: 60, perReplica: true, around: [database] }
`;
  put("room/known.yaml", pooled(""));
  put("room/own.yaml", pooled("\n    maxConnections: 70"));
  const known = "known: { connections: { max: 100, others: 10 } }";
  put("room/headroom.yaml", `name: room\ncampaign: data\n${known}\n`);
  put("broken.yaml", "title: nothing else\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const headroom = (...args: string[]) => runInside(folder, args);

const ledger = () => readFileSync(path("ledger.csv"), "utf8").trimEnd().split("\n");

describe("headroom validate", () => {
  it("predicts twice the servers as the exact model has them, and says so first", async () => {
    const { status, stdout, stderr } = await headroom("validate", "A", "B", "--set", "db.cores=4");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^db.cores=4 was predicted with throughput within 0\.\d %/);
    expect(stdout).toMatch(/\n +80 +mean +/);
    expect(stdout).toContain("Recorded in ledger.csv.");
  });

  it("gives data with intervals, baselines and scores", async () => {
    const { status, stdout } = await headroom(
      "validate",
      "A",
      "B",
      "--set",
      "db.cores=4",
      "--json",
    );
    expect(status).toBe(0);
    const data = JSON.parse(stdout);
    expect(data).toMatchObject({ schema: 1, seed: 1, before: "A", after: "B", capacityRatio: 2 });
    const saturated = data.figures.find(
      (one: { users: number; quantity: string }) =>
        one.users === 80 && one.quantity === "throughput",
    );
    // Four servers of 100 ms: 40 req/s at most, twice the 20 of two.
    expect(Math.abs(saturated.test.value / 40 - 1)).toBeLessThan(0.02);
    expect(saturated.inside).toBe(true);
    expect(Math.abs(saturated.noChange / 20 - 1)).toBeLessThan(0.001);
    expect(saturated.capacityRule).toBeCloseTo(2 * saturated.noChange, 3);
    // A run without noise to speak of strays as far as the platform's own interval.
    expect(saturated.test.low).toBeLessThanOrEqual(saturated.platform.low);
    expect(saturated.test.high).toBeGreaterThanOrEqual(saturated.platform.high);
    const throughput = data.scores.find((one: { quantity: string }) => {
      return one.quantity === "throughput";
    });
    // Light loads do not double: the rule is far off where the model is not.
    expect(throughput.worst).toBeLessThan(0.03);
    expect(throughput.capacityRule).toBeGreaterThan(0.3);
    expect(
      data.figures.filter((one: { quantity: string }) => one.quantity === "errors"),
    ).toHaveLength(loads.length);
  });

  it("knows what the database accepts, from the model or beside it, and says which", async () => {
    const wider = ["validate", "A", "A2", "--set", "pool.size=140", "-C", "room", "--model"];
    const beside = await headroom(...wider, "room/known.yaml");
    expect({ status: beside.status, stderr: beside.stderr }).toEqual({ status: 0, stderr: "" });
    // 140 + 10 of others.
    expect(beside.stdout).toContain(
      "It wants 150 connections (140 × 1 replica + 10 of others) where the database accepts 100 (max under known: connections): 50 (33 %) are refused",
    );
    const own = await headroom(...wider, "room/own.yaml", "--json");
    expect(JSON.parse(own.stdout).refusal).toMatchObject({
      refused: { wanted: 150, accepts: 70, acceptsBy: "model", onlyInRollout: false },
      sentence: expect.stringContaining("accepts 70 (maxConnections of the model)"),
    });
    const same = await headroom(...wider.slice(0, 3), ...wider.slice(5), "room/own.yaml", "--json");
    expect(JSON.parse(same.stdout).refusal).toBeNull();
  });

  it("replaces the line of the same validation and adds one for another", async () => {
    rmSync(path("ledger.csv"), { force: true });
    await headroom("validate", "A", "B", "--set", "db.cores=4");
    const first = ledger();
    expect(first).toHaveLength(2);
    expect(first[0]).toMatch(/^program,seed,before,after,levers,models,before_sha256/);
    await headroom("validate", "A", "B", "--set", "db.cores=4");
    expect(ledger()).toEqual(first);
    await headroom("validate", "A", "B", "--set", "db.cores=4", "--seed", "2");
    expect(ledger()).toHaveLength(3);
    expect(ledger().slice(0, 2)).toEqual(first);
  });

  it("takes repeated runs with a comma or one by one, raw results, and a scenario file", async () => {
    const comma = await headroom("validate", "A,A2", "raw/after.csv", "--set", "db.cores=4");
    expect({ status: comma.status, stderr: comma.stderr }).toEqual({ status: 0, stderr: "" });
    const apart = await headroom("validate", "A", "A2", "raw/after.csv", "change.yaml", "--json");
    expect(apart.status).toBe(0);
    const data = JSON.parse(apart.stdout);
    expect(data.before).toBe("A + A2");
    expect(data.capacityRatio).toBe(2);
  });

  it("needs no workspace where a model is named, and keeps no ledger then", async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), "headroom-"));
    const given = ["validate", path("A"), path("B"), "--set", "db.cores=4"];
    const { status, stdout } = spawnSync(
      process.execPath,
      [binary, ...given, "--model", path("models/line.yaml")],
      { cwd: elsewhere, encoding: "utf8" },
    );
    expect(status).toBe(0);
    expect(stdout).not.toContain("Recorded");
    expect(readdirSync(elsewhere)).toEqual([]);
    rmSync(elsewhere, { recursive: true });
  });

  it.each([
    [["validate", "A"], "not enough non-option arguments"],
    [["validate", "A", "change.yaml"], "a test before the change and one after it are needed"],
    [["validate", "A", "nowhere"], "does not exist"],
    [["validate", "A", "A", "B"], "one test is given twice"],
    [["validate", "A", "other"], "no load in common"],
    [["validate", "A", "B", "--set", "db.coers=4"], "db.cores"],
    [["validate", "A", "B", "--set", "db.cores=0"], "cores above 0"],
    [["validate", "A", "B", "--model", "nowhere.yaml"], "nowhere.yaml"],
    [["validate", "A", "B", "--model", "broken.yaml"], "broken.yaml"],
    [["validate", "A", "B", "-C", "bare"], "no platform model"],
  ])("refuses %j with exit code 2, a remedy, and nothing written", async (args, message) => {
    const before = existsSync(path("ledger.csv")) ? ledger() : null;
    const { status, stdout, stderr } = await headroom(...args);
    expect(stderr).toContain(message);
    expect(stderr).toContain("remedy: ");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(existsSync(path("ledger.csv")) ? ledger() : null).toEqual(before);
    expect(existsSync(path("bare/ledger.csv"))).toBe(false);
  });
});
