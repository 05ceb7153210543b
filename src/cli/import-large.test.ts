/** Raw logs through the command line: who reads them, what is told, what is left behind. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  jmeterHeader,
  jmeterLog,
  jmeterRows,
  k6CsvLog,
  k6JsonLog,
  madeRequests,
} from "../io/large/testing/raw-logs.ts";

let folder = "";
const put = (file: string, content: string | Uint8Array) =>
  writeFileSync(join(folder, file), content);
const textOf = (file: string) => readFileSync(join(folder, file), "utf8");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "headroom-"));
});
afterEach(() => {
  vi.doUnmock("@duckdb/node-api");
  vi.resetModules();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

async function headroom(args: readonly string[], terminal = false) {
  let stdout = "";
  let stderr = "";
  // Anew each time, since one test puts another package in the engine's place.
  const { run } = await import("./launch.ts");
  const status = await run(args, {
    cwd: folder,
    env: {},
    stdout: (content) => {
      stdout += content;
    },
    stderr: (text) => {
      stderr += text;
    },
    terminal,
  });
  return { status, stdout, stderr };
}

/** Tables are written to a thousandth; sums of a log are taken in another order. */
const lastDigit = 0.0011;
const isFigure = (cell: string) => /^\d+\.\d+$/.test(cell);
const wordsOf = (cells: readonly string[]) => cells.filter((cell) => !isFigure(cell)).slice(0, 4);
/** Rows in one order, since runs come in another, compared from their words on. */
const cellsOf = (table: string) =>
  table
    .split("\n")
    .sort()
    .map((row) => row.split(","));

const engineMissing = () =>
  vi.doMock("@duckdb/node-api", () => {
    throw Object.assign(new Error("Cannot find package"), { code: "ERR_MODULE_NOT_FOUND" });
  });

describe("headroom import of raw logs", () => {
  it("writes the same tables by the engine as in memory, but for the last digit of a sum", async () => {
    mkdirSync(join(folder, "logs"));
    put("logs/shop.jtl", jmeterLog(madeRequests(3)));
    put("logs/points.csv", k6CsvLog(madeRequests(4)));
    put("logs/points.json.gz", gzipSync(k6JsonLog(madeRequests(5))));
    const common = ["import", "logs", "--name", "shop"];
    const memory = await headroom([...common, "-o", "memory", "--engine", "memory"]);
    expect(memory).toMatchObject({ status: 0, stderr: "" });
    const duckdb = await headroom([...common, "-o", "duckdb", "--engine", "duckdb"]);
    expect(duckdb).toMatchObject({ status: 0, stderr: "" });
    const files = readdirSync(join(folder, "memory"));
    expect(readdirSync(join(folder, "duckdb"))).toEqual(files);
    expect(files).toContain("series.csv");
    for (const file of files) {
      const [wanted, found] = ["memory", "duckdb"].map((by) => cellsOf(textOf(`${by}/${file}`)));
      expect(found?.map(wordsOf)).toEqual(wanted?.map(wordsOf));
      for (const [at, cells] of (wanted ?? []).entries()) {
        for (const [place, cell] of cells.entries()) {
          const difference = Math.abs(Number(cell) - Number(found?.[at]?.[place]));
          if (isFigure(cell)) expect(difference).toBeLessThan(lastDigit);
        }
      }
    }
  });

  it("makes a workspace, and shows progress to a person only", async () => {
    put("shop.jtl", jmeterLog(madeRequests(3)));
    const made = await headroom(["init", "shop.jtl", "-C", "w", "--engine", "duckdb"], true);
    expect(made.status).toBe(0);
    expect(made.stdout).toMatch(/^shop: 3 levels, 5 to 20 users, 6 endpoints\./m);
    expect(made.stderr.endsWith("\r\u001b[K")).toBe(true);
  });

  it("says what to install when the engine is missing, and writes nothing", async () => {
    engineMissing();
    put("shop.jtl", jmeterLog(madeRequests(3)));
    const { status, stdout, stderr } = await headroom(["import", "shop.jtl", "--engine", "duckdb"]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^error: shop.jtl:1:1: needs the large-file engine, DuckDB/);
    expect(stderr).toMatch(/remedy: npm install @duckdb\/node-api@\S+; .*--engine memory/);
    expect(readdirSync(folder)).toEqual(["shop.jtl"]);
  });

  it("reads small files without it, compressed ones too", async () => {
    engineMissing();
    put("shop.jtl.gz", gzipSync(jmeterLog(madeRequests(3))));
    const { status, stdout } = await headroom(["import", "shop.jtl.gz", "-o", "x"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^shop: 3 levels/m);
  });

  it.each([
    ["a log without a request", "timeStamp,elapsed,label,success\n", "the log holds no sample"],
    [
      "a log of rubbish",
      "timeStamp,elapsed,label,success\nx,y,z,true\n",
      "no row of the log can be read; of 1 rejected",
    ],
    ["Parquet that is none", "PAR1 and then nothing of the kind", "engine cannot read it"],
    ["gzip that is none", Buffer.from([0x1f, 0x8b, 1, 2, 3]), "does not unpack"],
  ])("refuses %s with exit code 2 and nothing written", async (_, content, message) => {
    put("log", content);
    const { status, stdout, stderr } = await headroom(["import", "log", "--engine", "duckdb"]);
    expect(stderr).toContain(message);
    expect(stderr).toContain("remedy: ");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(readdirSync(folder)).toEqual(["log"]);
  });

  it("leaves no temporary file behind, not even after a file it cannot read", async () => {
    mkdirSync(join(folder, "tmp"));
    vi.stubEnv("TMPDIR", join(folder, "tmp"));
    const rows = [1, 2, 3].flatMap((seed) => jmeterRows(madeRequests(seed)));
    const damaged = gzipSync([jmeterHeader, ...rows].join("\n"));
    // Behind its beginning the compressed data is none.
    damaged.fill(0xff, 70_000, 84_000);
    put("torn.jtl", damaged);
    put("shop.jtl", jmeterLog(madeRequests(3)));
    const torn = await headroom(["audit", "torn.jtl", "--engine", "duckdb"]);
    expect(torn.stderr).toMatch(/torn.jtl.*(engine cannot read it|is damaged)/);
    expect(torn.status).toBe(2);
    expect((await headroom(["audit", "shop.jtl", "--engine", "duckdb"])).status).toBe(0);
    expect(readdirSync(join(folder, "tmp"))).toEqual([]);
  });

  it("refuses an engine that it does not know", async () => {
    const { status, stderr } = await headroom(["import", "log", "--engine", "sqlite"]);
    expect(status).toBe(2);
    expect(stderr).toContain("one of auto, duckdb, memory");
  });
});
