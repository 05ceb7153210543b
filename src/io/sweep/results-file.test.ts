import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { cellAt } from "../../sweep/cell-at.ts";
import { cellKeys } from "../../sweep/cell-key.ts";
import { resultsHeader } from "../../sweep/results-header.ts";
import type { Shard } from "../../sweep/shard.ts";
import type { SweepStudy } from "../../sweep/sweep-study.ts";
import { analyticStudy, leverAxis, simulatedStudy } from "../../sweep/testing/tiny-study.ts";
import { processIdentity } from "../pack/process-identity.ts";
import { cellComputer } from "./cell-thread.ts";
import { mergeResults } from "./merge-results.ts";
import { openResults } from "./results-file.ts";
import { onThreads } from "./run-on-threads.ts";
import { sha256Key } from "./sha256-key.ts";

const folder = mkdtempSync(join(tmpdir(), "headroom-sweep-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const fresh = () => join(folder, `${files++}.jsonl`);

function opened(study: SweepStudy, path: string, shard: Shard | null = null) {
  const keys = cellKeys(study, sha256Key);
  const header = resultsHeader(study, shard, sha256Key);
  return openResults(path, "results.jsonl", {
    header,
    keyOf: (cell) => keys(cellAt(study, cell)),
  });
}

/** Computes what is missing; the numbers of those cells. */
function completed(study: SweepStudy, path: string, shard: Shard | null = null): readonly number[] {
  const results = opened(study, path, shard);
  const missing = [...results.missing()];
  results.add(cellComputer(study)(missing));
  results.settle();
  results.close();
  return missing;
}

const study = analyticStudy({
  design: { levers: [leverAxis("pool.size", [1, 2, 3, 4, 5, 6, 7, 8])], random: null },
});

function written(of = study, shard: Shard | null = null): string {
  const path = fresh();
  completed(of, path, shard);
  return path;
}

describe("a file of results", () => {
  it("is taken up again wherever it was cut off, and is then the same", () => {
    const path = written();
    const whole = readFileSync(path);
    for (let bytes = 0; bytes <= whole.length; bytes += 97) {
      writeFileSync(path, whole.subarray(0, bytes));
      const lines = whole.subarray(0, bytes).toString().split("\n").length - 1;
      const missing = completed(study, path);
      expect([bytes, missing.length]).toEqual([bytes, 8 - Math.max(lines - 1, 0)]);
      expect(readFileSync(path).equals(whole)).toBe(true);
    }
  });

  it("ends in the order of its cells, whatever came first, and holds each once", () => {
    const path = fresh();
    const results = opened(study, path);
    const compute = cellComputer(study);
    results.add(compute([5, 2, 7]));
    results.add(compute([2, 0, 5, 1]));
    results.add(compute([6, 4, 3]));
    results.settle();
    results.close();
    expect(readFileSync(path).equals(readFileSync(written()))).toBe(true);
  });

  it("of a smaller grid is taken over: only what is new is computed", () => {
    const path = written();
    const values = [0, 3, 9, 1, 2, 4, 5, 6, 7, 8].map((value) => (value === 0 ? null : value));
    const larger = analyticStudy({
      design: { levers: [leverAxis("pool.size", values)], random: null },
    });
    expect(completed(larger, path)).toEqual([0, 2]);
    expect(readFileSync(path).equals(readFileSync(written(larger)))).toBe(true);
    expect(() => completed(study, path)).toThrow("holds a cell that this grid has not");
    expect(readFileSync(path).equals(readFileSync(written(larger)))).toBe(true);
  });

  it.each([
    [
      "another program",
      (text: string) => text.replace("headroom test", "headroom 0"),
      /another program/,
    ],
    ["something else", () => "a,b\n1,2\n", /no results of a sweep/],
    ["something else without an end", () => "precious", /no results of a sweep/],
    ["a line twice", (text: string) => text + (text.split("\n")[3] ?? ""), null],
    [
      "a line twice, with its end",
      (text: string) => `${text}${text.split("\n")[3]}\n`,
      /stands twice/,
    ],
    [
      "a changed key",
      (text: string) => text.replace(/"key":"../, '"key":"00'),
      /no result of this sweep/,
    ],
    ["a line of nothing", (text: string) => `${text}\n`, /no result of this sweep/],
    [
      "a cell beyond the last",
      (text: string) => `${text}${text.split("\n")[3]?.replace('"cell":2', '"cell":99')}\n`,
      /no result/,
    ],
  ])("with %s is told and left alone, or mended", (_, spoil, message) => {
    const path = written();
    const spoilt = spoil(readFileSync(path, "utf8"));
    writeFileSync(path, spoilt);
    if (message === null) expect(completed(study, path)).toEqual([]);
    else expect(() => completed(study, path)).toThrow(message);
    if (message !== null) expect(readFileSync(path, "utf8")).toBe(spoilt);
  });

  it("is written by one run at a time; the lock of a dead one holds nobody up", () => {
    const path = fresh();
    const first = opened(study, path);
    expect(() => opened(study, path)).toThrow("is being written by another run");
    first.close();
    const gone = spawnSync(process.execPath, ["-e", ""]).pid;
    const [place, , start] = processIdentity().split(" ");
    writeFileSync(`${path}.lock`, [place, gone, start].join(" "));
    expect(completed(study, path)).toHaveLength(8);
    writeFileSync(`${path}.lock`, ["elsewhere/-/-", gone, start].join(" "));
    expect(() => opened(study, path)).toThrow("is being written by another run");
  });
});

describe("executors from the sources", () => {
  it("hand over every cell once, and stop when they are told to", async () => {
    const sweep = simulatedStudy({ loads: [5, 10], replications: 3, duration: 10, warmUp: 1 });
    const lines: string[] = [];
    const work = { study: sweep, cells: [4, 1, 3], count: 3 };
    await onThreads(2)({ ...work, onLines: (more) => void lines.push(...more) });
    // Whichever thread is done first.
    expect(lines.toSorted()).toEqual(cellComputer(sweep)([4, 1, 3]).toSorted());
    const controller = new AbortController();
    const until: string[] = [];
    await onThreads(1)({
      ...{ ...work, cells: [0, 1, 2, 3, 4, 5], count: 6, signal: controller.signal },
      onLines: (more) => {
        until.push(...more);
        controller.abort();
      },
    });
    expect(until.length).toBeLessThan(6);
  });
});

describe("merging shards", () => {
  const shards = [1, 2, 3].map((index) => ({ index, of: 3 }));
  const parts = shards.map((shard) => written(study, shard));
  const named = (paths: readonly string[]) =>
    paths.map((path, i) => ({ path, shown: `part ${i + 1}` }));
  const merged = (paths: readonly string[]) => {
    const path = fresh();
    mergeResults(named(paths), { path, shown: "all.jsonl" });
    return readFileSync(path);
  };
  const [one = "", two = "", three = ""] = parts;
  const spoilt = (path: string, spoil: (text: string) => string) => {
    const copy = fresh();
    writeFileSync(copy, spoil(readFileSync(path, "utf8")));
    return copy;
  };

  it("gives the file of one machine, byte for byte, in whatever order they are named", () => {
    const whole = readFileSync(written());
    expect(merged([three, one, two]).equals(whole)).toBe(true);
    expect(merged([written()]).equals(whole)).toBe(true);
  });

  it.each([
    ["a gap", () => [one, three], /part 1:1:1: shard 2 of 3 is missing/],
    ["a duplicate", () => [one, two, three, two], /part 4:1:1: is shard 2 of 3, as part 2 is/],
    [
      "a mixed version",
      () => [one, two, spoilt(three, (text) => text.replace("headroom test", "headroom 0.0.9"))],
      /part 3:1:1: was computed by headroom 0.0.9, part 1 by headroom test/,
    ],
    [
      "another sweep",
      () => [one, two, written(analyticStudy({ ...study, title: "Other" }), { index: 3, of: 3 })],
      /part 3:1:1: is of another sweep/,
    ],
    [
      "other shards",
      () => [one, two, written(study, { index: 3, of: 4 })],
      /part 1:1:1: is one of 3 shards, others are of 4/,
    ],
    [
      "a cell missing in a shard",
      () => [one, spoilt(two, (text) => text.replace(/\n[^\n]*\n$/, "\n")), three],
      /part 2:1:1: holds 2 of 3 cells: cell 7 is missing/,
    ],
    [
      "a torn shard",
      () => [one, two, spoilt(three, (text) => text.slice(0, -9))],
      /part 3:1:1: holds 1 of 2 cells: cell 5 is missing/,
    ],
    [
      "a cell twice in a shard",
      () => [one, two, spoilt(three, (text) => `${text}${text.split("\n")[1]}\n`)],
      /part 3:4:1: cell 2 stands twice/,
    ],
    ["an empty file", () => [one, two, spoilt(three, () => "")], /part 3:1:1: is empty/],
    ["a folder", () => [one, two, folder], /part 3:1:1: is a folder/],
    ["no file", () => [one, two, join(folder, "absent")], /cannot be read \(ENOENT\)/],
  ])("refuses %s and writes nothing", (_, paths, message) => {
    expect(() => merged(paths())).toThrow(message);
  });
});
