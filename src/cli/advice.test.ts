/** `headroom next` and `headroom optimize`, built and run as a planner runs them. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OptimizeResult } from "../planning/optimize/optimize-result.ts";
import type { SafeLimitMap } from "../planning/optimize/sizes/safe-limit-map.ts";
import { optimizeText } from "../report/text/optimize-text.ts";
import { mmcn } from "../textbook/closed/mmcn.ts";
import { runInside } from "./testing/run-inside.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

const workspace = `name: Ten connections
campaign: data
policy: policy.yaml
hypotheses: hypotheses/*.yaml
improvements: improvements/*.yaml
`;

/** Of two numbers unknown, which is fitted in a moment. */
const model = `title: Ten connections
source: "worked example"
thinkTime: { prior: logNormal, median: 1.2 s, spread: 0.3 }
endpoints:
  - { name: "GET /", weight: 1, kind: read }
stations:
  - name: database
    kind: delay
    role: database
    work:
      "*": { demand: { prior: logNormal, median: 150 ms, spread: 0.5 } }
pools:
  - { name: connections, role: connections, size: 10, around: [database] }
`;

/** Exact figures of M/M/10//N with Z = 1 s and S = 100 ms, ten minutes each. */
function levels(): string {
  const rows = [20, 60, 100, 150, 300].map((N) => {
    const system = { servers: 10, serviceTime: 0.1, thinkTime: 1 };
    const { throughput: X, responseTime: R } = mmcn(system, N);
    return [N, 600, Math.round(600 * X), 0, X, R * 1000].join(",");
  });
  return ["users,duration_s,requests,failures,throughput_rps,mean_ms", ...rows, ""].join("\n");
}

const improvements = {
  cache: "title: Cache of goals\ncost: 24 h\nlevers: [{ lever: demand, to: 0.25 }]\n",
  indexes: "title: Indexes\ncost: 4 h\nlevers: [{ lever: demand, to: 0.95 }]\n",
};

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "headroom-advice-"));
  for (const name of ["data", "hypotheses"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "data", "levels.csv"), levels());
  writeFileSync(join(folder, "hypotheses", "ten.yaml"), model);
  cpSync(join(root, "models/policy.yaml"), join(folder, "policy.yaml"));
  mkdirSync(join(folder, "improvements"));
  writeFileSync(join(folder, "headroom.yaml"), workspace);
  for (const [name, text] of Object.entries(improvements)) {
    writeFileSync(join(folder, "improvements", `${name}.yaml`), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function headroom(args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "dist/cli/headroom.js"), ...args],
    { cwd: folder, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } },
  );
  return { status, stdout, stderr };
}

/** The same without a process. */
const inside = (args: readonly string[]) => runInside(folder, args);

const next = ["next"];
const optimize = ["optimize", "--users", "350"];

describe("advice", () => {
  it("next says what to measure and what would be seen, the finding first", () => {
    const { status, stdout, stderr } = headroom([
      ...["next", "--change", "pool.size=2*pool.size", "--top", "3"],
      ...["--minutes-per-level", "10", "--setup-minutes", "0"],
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^(Repeat|Measure) [\d,]+ users.* next: 10 minutes/);
    expect(stdout).toMatch(/the breaking point is known to ±/);
    expect(stdout).toMatch(/Ten connections expects .*P95 [\d.]+ m?s \(/);
    expect(stdout).toMatch(/Best of \d+ measurements weighed/);
    expect(stdout.match(/^ +[\d,]+ users.*% of the first$/gm)).toHaveLength(3);
  });

  it("optimize names as data and in words the cheapest set that holds, and why less does not", () => {
    const map = ["--map", "pool.size,api.replicas"];
    const asked = [...optimize, "--max-cost", "4 days", ...map, "--json"];
    const { status, stdout, stderr } = headroom(asked);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const result = JSON.parse(stdout) as OptimizeResult & {
      readonly schema: number;
      readonly map: SafeLimitMap;
    };
    // Where the pool alone is the wall a larger one allows more.
    const limits = result.map.cells.filter(({ y }) => y === 1).map(({ safeLimit }) => safeLimit);
    expect(limits).toEqual(limits.toSorted((a, b) => a - b));
    expect(limits.at(-1)).toBeGreaterThan(limits[0] ?? 0);
    for (const { safeLimit, low, high } of result.map.cells) {
      expect(low <= safeLimit && safeLimit <= high).toBe(true);
    }
    expect(result).toMatchObject({ schema: 1, seed: 1, users: 350, maxCost: 32, sets: 4 });
    const words = optimizeText(result);
    expect(words).toMatch(
      /^350 users are held with at most \d+ % today; with all of this within 32 h/,
    );
    expect(words).toMatch(/\nCache of goals, 24 h: the cheapest of 4 sets that holds 350 users/);
    expect(words).toMatch(
      /\nSizes that hold it, all of them set: |\nNo sizes that were tried hold it, all of them set/,
    );
    expect(words).toMatch(/Why cheaper sets fail:\n/);
    expect(words).toMatch(/ {2}Indexes, 4 h: .* at 350 users where .* is allowed/);
  });

  it("next answers the question asked, and writes the test that measures it", async () => {
    for (const [asked, words] of [
      ["verdict 170", "whether 170 users are held"],
      ["pool.size=20", "whether pool.size=20 gains"],
    ] as const) {
      const file = `next-${asked.replace(/\W/g, "-")}.js`;
      const { status, stdout, stderr } = await inside([...next, "--for", asked, "-o", file]);
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout).toContain(words);
      expect(stdout).toMatch(new RegExp(`\\n${file}: Measures [\\d, ]+ users.* For k6\\.\\n$`));
      expect(readFileSync(join(folder, file), "utf8")).toContain('executor: "constant-vus"');
    }
  });

  it.each([
    [[...next, "-o", "test.rb"], "no load test is written to"],
    [[...next, "--for", "verdict"], "states no users under launch:"],
    [[...next, "--for", "pool.siez=2"], "did you mean pool.size?"],
    [[...next, "--change", "pool.siez=2"], "did you mean pool.size?"],
    [[...next, "--change", "pool.size"], "--change expects lever=value"],
    [[...next, "--minutes-per-level", "0"], "--minutes-per-level must be minutes"],
    [[...next, "--setup-minutes", "soon"], "--setup-minutes must be minutes"],
    [[...next, "--top", "0"], "--top must be a whole number"],
    [["optimize"], "missing required argument: users"],
    [["optimize", "--users", "0"], 'got "0"'],
    [[...optimize, "--objective", "p96<1s"], "--objective expects mean, p95"],
    [[...optimize, "--objective", "p95<500"], "without a unit"],
    [[...optimize, "--objective", "p95<1s", "--objective", "p95<2s"], "given twice"],
    [[...optimize, "--probability", "1"], "--probability must be from 0.5"],
    [[...optimize, "--map", "pool.size"], "--map expects two of pool.size"],
    [[...optimize, "--max-cost", "80"], "--max-cost: expected hours or days"],
  ])("refuses %j with exit code 2 and a remedy", async (args, message) => {
    const { status, stdout, stderr } = await inside(args);
    expect(stderr).toContain(message);
    expect(stderr).toContain("remedy: ");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  });
});
