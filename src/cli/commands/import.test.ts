/** import, init and audit of results, as a planner runs them. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { jmeterLog, madeRequests } from "../../io/large/testing/raw-logs.ts";
import { runInside } from "../testing/run-inside.ts";

const binary = fileURLToPath(new URL("../../../dist/cli/headroom.js", import.meta.url));
const header =
  "Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time," +
  "Max Response Time,Average Content Size,Requests/s,Failures/s,50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%";

/** A Locust run of 10 minutes with Z = 1 s, two endpoints, written in Windows' line ends. */
function locust(users: number, mean: number, failures = 0): string {
  const X = users / (1 + mean / 1000);
  const total = Math.round(X * 600);
  const row = (type: string, name: string, share: number) => {
    const n = Math.round(total * share);
    const times = [0.7, 1, 1.2, 1.4, 1.8, 2, 2.4, 3, 4, 5, 6].map((f) => Math.round(mean * f));
    const figures = [n, Math.round(failures * share), mean * 0.7, mean, 1, mean * 6, 100];
    return [type, name, ...figures, n / 600, 0, ...times].join(",");
  };
  return [header, row("GET", "/list", 0.5), row("POST", "/buy", 0.5), row("", "Aggregated", 1)]
    .join("\r\r\n")
    .concat("\r\r\n");
}

let folder = "";
const path = (...parts: string[]) => join(folder, ...parts);
const put = (file: string, text: string) => writeFileSync(path(file), text);
const textOf = (...parts: string[]) => readFileSync(path(...parts), "utf8");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "headroom-"));
  mkdirSync(path("results"));
  for (const [users, mean] of [
    [50, 40],
    [100, 60],
    [200, 300],
    [400, 1400],
  ] as const) {
    put(`results/N${users}_stats.csv`, locust(users, mean));
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const headroom = (...args: string[]) => runInside(folder, args);

describe("headroom import", () => {
  it("makes a campaign folder from a folder of results, with its sources", async () => {
    const { status, stdout, stderr } = await headroom("import", "results", "-o", "data/shop");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("results: 4 levels, 50 to 400 users, 2 endpoints.");
    expect(stdout).toContain("4 levels agree");
    expect(readdirSync(path("data/shop")).sort()).toEqual([
      "README.md",
      "endpoints.csv",
      "levels.csv",
      "notices.csv",
    ]);
    const readme = textOf("data/shop/README.md");
    const hash = createHash("sha256").update(textOf("results/N50_stats.csv")).digest("hex");
    expect(readme).toContain(`| \`results/N50_stats.csv\` | locust-stats | \`${hash}\` |`);
    expect(readme).not.toContain(folder);
    expect(textOf("data/shop/levels.csv").split("\n")[1]).toMatch(/^50,/);
  });

  it("calls several files after what their names have in common", async () => {
    const files = ["results/N50_stats.csv", "results/N100_stats.csv"];
    expect((await headroom("import", ...files, "-o", "a")).stdout).toMatch(/^N50: 2 levels/m);
    for (const users of [50, 100])
      put(`shop_u${users}_stats.csv`, textOf(`results/N${users}_stats.csv`));
    const named = await headroom("import", "shop_u50_stats.csv", "shop_u100_stats.csv", "-o", "b");
    expect(named.stdout).toMatch(/^shop: 2 levels/m);
  });

  it("gives the same bytes again, and writes no path of the machine for results elsewhere", async () => {
    await headroom("import", "results", "-o", "a");
    mkdirSync(path("work"));
    const elsewhere = spawnSync(process.execPath, [binary, "import", path("results"), "-o", "b"], {
      cwd: path("work"),
      encoding: "utf8",
    });
    expect(elsewhere.status).toBe(0);
    for (const file of ["levels.csv", "endpoints.csv", "README.md"]) {
      expect(textOf("work/b", file)).toBe(textOf("a", file));
    }
  });

  it("imports what it can of a mixed folder and lists the rest on stderr", async () => {
    put("results/notes.txt", "Tuesday");
    put("results/run_failures.csv", "Method,Name,Error,Occurrences\n");
    const { status, stdout, stderr } = await headroom("import", "results", "-o", "out", "--json");
    expect(status).toBe(0);
    expect(stderr).toMatch(/left out: results\/notes.txt: the content fits no format/);
    expect(stderr.match(/remedy: \S+/g)).toHaveLength(2);
    const data = JSON.parse(stdout);
    expect(data).toMatchObject({ schema: 1, campaign: { name: "results" } });
    expect(data.leftOut).toHaveLength(2);
    expect(data.sources).toHaveLength(6);
    expect(data.outputs).toEqual([
      "out/levels.csv",
      "out/endpoints.csv",
      "out/notices.csv",
      "out/README.md",
    ]);
  });

  it("does not replace a campaign unless told to", async () => {
    await headroom("import", "results", "-o", "shop");
    put("shop/levels.csv", "users,mean_ms\n5,1\n");
    const again = await headroom("import", "results", "-o", "shop");
    expect(again).toMatchObject({ status: 2, stdout: "" });
    expect(again.stderr).toMatch(/shop\/levels.csv.* holds a campaign already\n {2}remedy: /);
    expect(textOf("shop/levels.csv")).toBe("users,mean_ms\n5,1\n");
    expect((await headroom("import", "results", "-o", "shop", "--force")).status).toBe(0);
    expect(textOf("shop/levels.csv")).toMatch(/^users,duration_s/);
  });

  it("leaves no table of the campaign that it replaces", async () => {
    await headroom("import", "results", "-o", "shop");
    expect(readdirSync(path("shop"))).toContain("endpoints.csv");
    put("plain.csv", "users,throughput_rps,mean_ms\n5,4,250\n");
    await headroom("import", "plain.csv", "-o", "shop", "--force");
    expect(readdirSync(path("shop")).sort()).toEqual(["README.md", "levels.csv"]);
  });

  it("keeps what the importers noticed, so that the workspace's audit repeats it", async () => {
    const metrics = {
      http_reqs: { count: 600, rate: 10 },
      http_req_duration: { avg: 100, med: 90, "p(95)": 200, max: 300 },
      vus: { value: 5, min: 5, max: 5 },
    };
    put("k6.json", JSON.stringify({ metrics, root_group: {} }));
    await headroom("init", "k6.json", "-C", "shop");
    const { stdout } = await headroom("audit", "-C", "shop", "--json");
    const codes = JSON.parse(stdout).findings.map(({ code }: { code: string }) => code);
    expect(codes).toContain("load-model-unknown");
    // Imported once more from its folder, the campaign still has them.
    await headroom("import", "shop/data/k6", "-o", "again");
    expect(textOf("again/notices.csv")).toBe(textOf("shop/data/k6/notices.csv"));
  });

  it("asks for the users where nothing tells them, and takes --users", async () => {
    put("run_stats.csv", locust(50, 40));
    const asked = await headroom("import", "run_stats.csv", "-o", "x");
    expect(asked).toMatchObject({ status: 2, stdout: "" });
    expect(asked.stderr).toMatch(/^error: run_stats.csv:1:1: .*number of users[\s\S]*--users/);
    expect(readdirSync(folder)).not.toContain("x");
    const given = await headroom("import", "run_stats.csv", "-o", "x", "--users", "50");
    expect(given.status).toBe(0);
  });

  it.each([
    [["import"], "not enough non-option arguments"],
    [["import", "nowhere"], "nowhere:1:1: does not exist"],
    [["import", "empty"], "is a folder without files"],
    [["import", "open.json"], "the load was open"],
    [["import", "results", "--users", "0"], "--users"],
    [["import", "results", "--format", "k6-sumary"], "did you mean k6-summary?"],
    [["audit", "--users", "5"], "--users is for results"],
    [["init", "nowhere", "-C", "shop"], "does not exist"],
  ])("refuses %j with exit code 2, a remedy, and nothing written", async (args, message) => {
    mkdirSync(path("empty"));
    put(
      "open.json",
      '{"latencies":{"mean":1e6,"max":2e6},"requests":10,"rate":5,"throughput":5,"duration":2e9}',
    );
    const before = readdirSync(folder).sort();
    const { status, stdout, stderr } = await headroom(...args);
    expect(stderr).toContain(message);
    expect(stderr).toContain("remedy: ");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(readdirSync(folder).sort()).toEqual(before);
  });
});

describe("headroom init", () => {
  it("makes a workspace that loads whole, and says in five lines what it found", async () => {
    const { status, stdout } = await headroom("init", "results", "-C", "shop", "--name", "Shop");
    expect(status).toBe(0);
    const all = stdout.trimEnd().split("\n");
    // One line for each file, a blank, and the five.
    expect(all).toHaveLength(4 + 1 + 5);
    expect(all[3]).toMatch(/^results\/N50_stats.csv: locust-stats, 1 level of 50 users/);
    const lines = all.slice(-5);
    expect(lines[0]).toBe("Shop: 4 levels, 50 to 400 users, 2 endpoints.");
    expect(lines[2]).toMatch(/^Think time 1.00 s .*4 levels agree/);
    expect(lines[4]).toContain("headroom plan -C shop");

    const { loadWorkspace } = await import("../../io/load-workspace.ts");
    const workspace = await loadWorkspace(path("shop"), folder);
    expect(workspace.campaign.levels.map(({ users }) => users)).toEqual([50, 100, 200, 400]);
    expect(workspace.scenarios.map(({ name }) => name)).toEqual([
      "cache-busiest-read",
      "pool-doubled",
      "rate-limit",
      "read-replica",
      "slowest-endpoint-faster",
    ]);
    const { parsePlatform } = await import("../../workspace/platform/parse-platform.ts");
    const model = textOf("shop/models/hypotheses/platform.yaml");
    expect(parsePlatform(model, "platform.yaml", "platform").ok).toBe(true);
    const { defaultPolicy } = await import("../../limits/policy.ts");
    expect(workspace.policy).toEqual(defaultPolicy);
    expect((await headroom("audit", "-C", "shop")).stdout).toMatch(/^Grade /);
  });

  it("never touches a workspace that is there, nor a file in its way", async () => {
    put("headroom.yaml", "name: mine\ncampaign: data\n");
    const there = await headroom("init", "results");
    expect(there).toMatchObject({ status: 2, stdout: "" });
    expect(there.stderr).toMatch(/headroom.yaml:1:1: is a workspace already\n {2}remedy: /);
    mkdirSync(path("new/models"), { recursive: true });
    put("new/models/policy.yaml", "mine");
    const blocked = await headroom("init", "results", "-C", "new");
    expect(blocked.status).toBe(2);
    expect(blocked.stderr).toContain("new/models/policy.yaml");
    expect(readdirSync(path("new"))).toEqual(["models"]);
    expect(textOf("new/models/policy.yaml")).toBe("mine");
  });
});

describe("headroom audit of results", () => {
  it("audits files without a workspace, and exits 3 with --strict on a warning", async () => {
    const clean = await headroom("audit", "results", "--strict");
    expect(clean).toMatchObject({ status: 0 });
    put("results/N300_stats.csv", locust(300, 700, 10_000));
    const { status, stdout } = await headroom("audit", "results", "--strict", "--json");
    expect(status).toBe(3);
    const data = JSON.parse(stdout);
    expect(data.findings[0]).toMatchObject({ code: "incident-level", level: 300 });
    expect(data.grade.letter).toBe("B");
    expect(data.trust.map(({ users }: { users: number }) => users)).toEqual([
      50, 100, 200, 300, 400,
    ]);
  });

  it("reads standard input for -", () => {
    const { status, stdout } = spawnSync(
      process.execPath,
      [binary, "audit", "-", "--users", "50"],
      {
        cwd: folder,
        encoding: "utf8",
        input: locust(50, 40),
      },
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Grade D .*\n {2}The campaign as a whole: × 0.6 \(too-few-levels\)/m);
  });

  it("leaves raw samples from standard input to the engine, and no copy of them behind", () => {
    mkdirSync(path("tmp"));
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [binary, "import", "-", "-o", "piped", "--engine", "duckdb"],
      {
        cwd: folder,
        encoding: "utf8",
        input: jmeterLog(madeRequests(7)),
        env: { ...process.env, TMPDIR: path("tmp") },
      },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("campaign: 3 levels, 5 to 20 users");
    expect(textOf("piped/README.md")).toContain("| `standard input` | jmeter-csv |");
    expect(readdirSync(path("tmp"))).toEqual([]);
  });
});
