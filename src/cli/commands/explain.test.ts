/** `headroom explain` as a planner runs it, on a small campaign without a model. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const binary = fileURLToPath(new URL("../../../dist/cli/headroom.js", import.meta.url));
let folder = "";

/**
 * Asymptotes of one resource of 10 req/s: users pause for 2 s, half a second when idle. Few users: what a
 * fit costs grows with them.
 */
const levels = [
  "users,duration_s,throughput_rps,mean_ms",
  ...[
    [5, 2, 500],
    [10, 4, 500],
    [20, 7.9, 530],
    [40, 10, 2000],
  ].map(([users, rate, mean]) => `${users},600,${rate},${mean}`),
  "",
].join("\n");

function headroom(...args: readonly string[]) {
  const run = spawnSync(process.execPath, [binary, ...args], { cwd: folder, encoding: "utf8" });
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "headroom-"));
  writeFileSync(join(folder, "levels.csv"), levels);
  expect(headroom("init", "levels.csv").status).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("headroom explain LIMIT", () => {
  it("says of one limit, as data, what it is made of and what moves it", () => {
    const { status, stdout } = headroom("explain", "ceiling", "--json");
    expect(status).toBe(0);
    const { reasons } = JSON.parse(stdout);
    expect(reasons.map(({ limit }: { limit: string }) => limit)).toEqual(["ceiling"]);
    const [{ value, rows, formula, ends }] = reasons;
    expect(value).toBeGreaterThan(9);
    expect(value).toBeLessThan(11);
    expect(formula).toContain("largest predicted throughput");
    expect(rows[0]).toMatchObject({ users: 40, quantity: "throughput", measured: 10 });
    expect(rows[0].change).toBeGreaterThan(0);
    expect(ends.length).toBeGreaterThan(0);
  });

  it("knows near names, and refuses others before any fit", () => {
    const wrong = headroom("explain", "breakingpoint");
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toContain("did you mean breakingPoint?");
    const size = headroom("explain", "db.core", "--users", "20");
    expect(size).toMatchObject({ status: 2, stderr: expect.stringContaining("mean db.cores?") });
    const loadless = headroom("explain", "db.cores");
    expect(loadless.status).toBe(2);
    expect(loadless.stderr).toContain("headroom explain db.cores --users 250");
  });
});

describe("headroom explain SIZE", () => {
  it("says what was tried for a size and what asks for it", () => {
    const { status, stdout } = headroom("explain", "db.cores", "--users", "60");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^db\.cores for 60 users: /);
    expect(stdout).toMatch(/\n {2}Tried: on a few platforms of each explanation /);
  });
});

describe("headroom explain FIGURE --users N", () => {
  it("explains the very numbers that predict and check print", () => {
    const { status, stdout } = headroom("explain", "p95", "--users", "20,30", "--json");
    expect(status).toBe(0);
    const { figures } = JSON.parse(stdout);
    const { points } = JSON.parse(headroom("predict", "--users", "20,30", "--json").stdout);
    expect(figures.map(({ users }: { users: number }) => users)).toEqual([20, 30]);
    for (const [i, { users, responseTime }] of points.entries()) {
      expect(figures[i]).toMatchObject({ figure: "p95", users, ...responseTime.p95 });
    }
    const sure = JSON.parse(headroom("explain", "probability", "--users", "20", "--json").stdout);
    const { probability, draws } = JSON.parse(headroom("check", "--users", "20", "--json").stdout);
    expect(sure.figures[0]).toMatchObject({ figure: "probability", value: probability, draws });
  });

  it("says in words what it is made of, by the name that tables have", () => {
    const { status, stdout } = headroom("explain", "throughput", "--users", "40");
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^Throughput at 40 users: .* req\/s.*; rests on: .*\n {2}It is N \/ \(Z \+ R\)/,
    );
    expect(stdout).toMatch(/\n {2}measured at 40 users +10.0 req\/s/);
    expect(headroom("explain", "errors", "--users", "40").stdout).toMatch(/^Errors at 40 users/);
    const all = headroom("explain", "all", "--users", "40", "--json");
    expect(JSON.parse(all.stdout).figures).toHaveLength(8);
  });

  it("refuses before any fit what has no load, or no name", () => {
    const hints = [
      [["explain", "p59"], "did you mean p50?"],
      [["explain", "p95"], "since headroom.yaml states no launch:"],
      [["explain", "--users", "20"], "--users needs a figure"],
      [["explain", "ceiling", "--users", "20"], "--users is of figures at a load"],
      [["explain", "p95", "--users", "20", "--write"], "--write writes model files"],
    ] as const;
    for (const [args, hint] of hints) {
      const { status, stderr } = headroom(...args);
      expect(status).toBe(2);
      expect(stderr).toContain(hint);
    }
  });
});

describe("headroom explain", () => {
  it("explains as data and writes what it found as model files, but over none that is there", () => {
    const { status, stdout } = headroom("explain", "--json", "--write");
    expect(status).toBe(0);
    const { explanations, changes, kinds, written } = JSON.parse(stdout);
    expect(kinds).toBeNull();
    expect(explanations.length).toBeGreaterThan(0);
    expect(explanations.length).toBeLessThanOrEqual(4);
    const belief = explanations.reduce(
      (sum: number, { weight }: { weight: number }) => sum + weight,
      0,
    );
    // Each is printed with six digits, so that each may be off by half of the last.
    expect(Math.abs(belief - 1)).toBeLessThanOrEqual(explanations.length * 5e-7 + 1e-12);
    for (const { gains } of changes) expect(gains).toHaveLength(explanations.length);
    expect(written.length).toBeGreaterThan(0);
    for (const path of written) {
      expect(readFileSync(join(folder, path), "utf8")).toContain("stations:");
    }
    expect(existsSync(join(folder, "out"))).toBe(false);

    const again = headroom("explain", "--write");
    expect(again.status).toBe(2);
    expect(again.stderr).toContain("is there already");
  });
});
