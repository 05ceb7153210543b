import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { gridFolder } from "../sweep/testing/tiny-grid.ts";
import { runInside } from "../testing/run-inside.ts";

const models = fileURLToPath(new URL("../../../models/", import.meta.url));
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function folderOf(grid: string): string {
  const folder = gridFolder(grid);
  folders.push(folder);
  return folder;
}

const analytic = [
  ...["title: Tiny", "method: analytic", "model: model.yaml", "loads: [10 users, 90 users]"],
  ...[
    "levers:",
    "  - { lever: pool.size, to: [1, 2, 4], price: 5 }",
    "  - { lever: db.cores, to: [1, 2] }",
    "",
  ],
].join("\n");

describe("headroom sweep", () => {
  const folder = folderOf(analytic);

  it("computes a grid, only what is missing of it, and draws it", async () => {
    const first = await runInside(folder, ["sweep", "grid.yaml"]);
    expect([first.status, first.stdout]).toEqual([0, "Tiny: 6 cells\ngrid.jsonl\n"]);
    const lines = readFileSync(join(folder, "grid.jsonl"), "utf8");
    const again = await runInside(folder, [
      ...["sweep", "grid.yaml", "--chart", "heat.svg", "--figure", "capacity"],
    ]);
    expect(again.stdout).toBe("Tiny: 6 cells, 6 of them were there\ngrid.jsonl\nheat.svg\n");
    expect(readFileSync(join(folder, "grid.jsonl"), "utf8")).toBe(lines);
    expect(readFileSync(join(folder, "heat.svg"), "utf8")).toContain("pool.size");
    const pareto = ["--chart", "front.vl.json", "--picture", "pareto"];
    await runInside(folder, ["sweep", "grid.yaml", ...pareto]);
    const front = JSON.parse(readFileSync(join(folder, "front.vl.json"), "utf8"));
    expect(front.title.text.join(" ")).toMatch(/^\d of 6 combinations/);
  });

  it("is the same in shards, put together", async () => {
    for (const shard of ["1/4", "2/4", "3/4", "4/4"]) {
      expect((await runInside(folder, ["sweep", "grid.yaml", "--shard", shard])).status).toBe(0);
    }
    const shards = readdirSync(folder).filter((name) => name.includes("shard"));
    expect(shards).toHaveLength(4);
    const merged = await runInside(folder, ["merge", ...shards, "-o", "merged.jsonl"]);
    expect(merged.stdout).toBe("Tiny: 6 cells from 4 files\nmerged.jsonl\n");
    const [all, one] = ["merged.jsonl", "grid.jsonl"].map((name) =>
      readFileSync(join(folder, name), "utf8"),
    );
    expect(all).toBe(one);
    const gap = await runInside(folder, ["merge", ...shards.slice(1), "-o", "gap.jsonl"]);
    expect([gap.status, existsSync(join(folder, "gap.jsonl"))]).toEqual([2, false]);
  });

  it("takes cells of another file that fit", async () => {
    writeFileSync(join(folder, "other.yaml"), analytic.replace("[1, 2, 4]", "[2, 8]"));
    const { stdout } = await runInside(folder, ["sweep", "other.yaml", "--reuse", "grid.jsonl"]);
    expect(stdout).toBe("Tiny: 4 cells, 2 of them were there\nother.jsonl\n");
  });

  it("is written as Parquet, a row for each load", async () => {
    const { status } = await runInside(folder, ["sweep", "grid.yaml", "--parquet", "x.parquet"]);
    expect(status).toBe(0);
    const { DuckDBInstance } = await import("@duckdb/node-api");
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    const reader = await connection.runAndReadAll(
      `SELECT cell, load, "pool.size" AS size, "db.cores" AS cores, throughput FROM read_parquet('${join(folder, "x.parquet")}')`,
    );
    const rows = reader.getRowObjectsJS();
    const lines = readFileSync(join(folder, "grid.jsonl"), "utf8").trim().split("\n").slice(1);
    const expected = lines
      .map((line) => JSON.parse(line))
      .flatMap(({ cell, levers, loads, throughput }) =>
        loads.map((load: number, i: number) => ({
          ...{ cell: BigInt(cell), load, size: levers["pool.size"], cores: levers["db.cores"] },
          throughput: throughput[i],
        })),
      );
    expect(rows).toEqual(expected);
    connection.closeSync();
  });

  it("counts without computing", async () => {
    const { stdout } = await runInside(folder, [
      "sweep",
      "grid.yaml",
      "-o",
      "none.jsonl",
      "--dry-run",
    ]);
    expect(stdout).toBe("Tiny: 6 cells = 6 points\n");
    expect(existsSync(join(folder, "none.jsonl"))).toBe(false);
  });

  it.each([
    ["10^12 cells", ["huge.yaml"], /1,000,000,000,000 cells[\s\S]*--shard 1\/100000/],
    ["more cells than can be counted", ["endless.yaml"], /more than 9,007,199,254,740,991 cells/],
    ["no grid", ["absent.yaml"], /absent.yaml:1:1: does not exist/],
    ["a folder", ["."], /folder/],
    ["no model", ["no-model.yaml"], /gone.yaml:1:1: does not exist/],
    ["no workspace for hypotheses", ["hypotheses.yaml"], /no workspace/],
    [
      "a file that holds something else",
      ["grid.yaml", "-o", "model.yaml"],
      /no results of a sweep/,
    ],
    ["a folder as results", ["grid.yaml", "-o", "."], /folder|EISDIR/],
    ["results nowhere", ["grid.yaml", "-o", "absent/x.jsonl"], /cannot be written/],
    ["shard 0", ["grid.yaml", "--shard", "0/3"], /shard/],
    ["a shard of nothing", ["grid.yaml", "--shard", "3"], /--shard/],
    ["no scheduler", ["grid.yaml", "--shard", "env/3"], /none of/],
    ["no threads", ["grid.yaml", "--workers", "0"], /--workers/],
    ["a million threads", ["grid.yaml", "--workers", "1000000"], /--workers/],
    ["a queue of another kind", ["grid.yaml", "--queue", "http://localhost"], /Redis/],
    ["a chart of no kind", ["grid.yaml", "--chart", "x.gif"], /ending/],
    [
      "an unknown picture",
      ["grid.yaml", "--chart", "x.svg", "--picture", "pie"],
      /unknown picture/,
    ],
    ["an unknown figure", ["grid.yaml", "--chart", "x.svg", "--figure", "p42"], /no figure "p42"/],
    [
      "an unknown setting",
      ["grid.yaml", "--chart", "x.svg", "--x", "constructor"],
      /no "constructor"/,
    ],
    ["a load that is not there", ["grid.yaml", "--chart", "x.svg", "--at", "55 users"], /55/],
  ])("refuses %s with exit code 2", async (_, args, message) => {
    const thousand = "{ from: 1, to: 1000, steps: 1000 }";
    const levers = ["pool.size", "db.cores", "shards", "api.replicas"].map(
      (name) => `  - { lever: ${name}, to: ${thousand} }`,
    );
    const start = ["title: Huge", "method: analytic", "model: model.yaml", "loads: [1]", "levers:"];
    const endless = ["db.maxConnections", "db.readReplicas"].map(
      (name) => `  - { lever: ${name}, to: ${thousand} }`,
    );
    writeFileSync(join(folder, "huge.yaml"), [...start, ...levers].join("\n"));
    writeFileSync(join(folder, "endless.yaml"), [...start, ...levers, ...endless].join("\n"));
    writeFileSync(join(folder, "no-model.yaml"), analytic.replace("model.yaml", "gone.yaml"));
    writeFileSync(
      join(folder, "hypotheses.yaml"),
      analytic.replace("model: model.yaml", "hypotheses: all"),
    );
    const { status, stderr } = await runInside(folder, ["sweep", ...args]);
    expect([status, stderr]).toEqual([2, expect.stringMatching(message)]);
  });
});

describe("the grids that ship", () => {
  const folder = mkdtempSync(join(tmpdir(), "headroom-shipped-"));
  folders.push(folder);
  cpSync(models, join(folder, "models"), { recursive: true });

  it.each(readdirSync(join(models, "sweeps")))("%s is computed and drawn", async (name) => {
    const grid = join("models", "sweeps", name);
    const { status, stderr } = await runInside(
      folder,
      ["sweep", grid, "--chart", "picture.svg", "--at", "300 users"].slice(
        0,
        name.startsWith("map") ? 4 : 6,
      ),
    );
    expect([status, stderr]).toEqual([0, ""]);
    expect(readFileSync(join(folder, "picture.svg"), "utf8")).toContain("</svg>");
  });
});
