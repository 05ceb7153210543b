/**
 * A raw JMeter log of 10 million requests (1 GB) to per-endpoint, per-level percentiles, by the built
 * command line, in a process of its own, in turn with one query of DuckDB and a single pass in C++. The log is
 * made from a seed in a temporary folder.
 */
import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { RandomStream } from "../src/random/random-stream.ts";
import { type Bench, type Figure, medianOf } from "./bench.ts";
import { compileYardstick } from "./compile-yardstick.ts";
import { type Measured, runMeasured } from "./run-measured.ts";

const binary = fileURLToPath(new URL("../dist/cli/headroom.js", import.meta.url));
const query = fileURLToPath(new URL("one-query.ts", import.meta.url));
/** HEADROOM_BENCH_ROWS=2000000 for a first look. */
const requests = Number(process.env["HEADROOM_BENCH_ROWS"] ?? 10_000_000);
const runs = 3;
const seed = 1;

/** Users of the levels, each held for so many seconds, and the endpoints. */
const levels = [100, 200, 400, 800, 1600, 3200];
const held = 300;
const endpoints = ["/", "/list", "/item", "/cart", "/buy", "/search", "/me", "/a", "/b", "/login"];
const header =
  "timeStamp,elapsed,label,responseCode,responseMessage,threadName,success,failureMessage,bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect";

function writeLog(path: string): void {
  const random = RandomStream.fromSeed(seed);
  const file = openSync(path, "w");
  const start = Date.UTC(2026, 0, 1);
  const perLevel = requests / levels.length;
  let block = [header];
  for (let i = 0; i < requests; i++) {
    const level = Math.floor(i / perLevel);
    const users = levels[level] as number;
    const end = start + Math.round((i / perLevel) * held * 1000);
    const endpoint = Math.floor(random.uniform() * endpoints.length);
    const mean = 20 + 7 * endpoint + 15 * level;
    const elapsed = Math.max(1, Math.round(-mean * Math.log(1 - random.uniform())));
    const failed = random.uniform() < 0.005;
    const outcome = failed ? "500,Internal Server Error" : "200,OK";
    const thread = `Thread Group 1-${1 + Math.floor(random.uniform() * users)}`;
    block.push(
      `${end - elapsed},${elapsed},GET ${endpoints[endpoint]},${outcome},${thread},${!failed},,` +
        `${500 + endpoint},120,${users},${users},http://shop.test${endpoints[endpoint]},${elapsed},0,0`,
    );
    if (block.length === 20_000 || i === requests - 1) {
      writeSync(file, `${block.join("\n")}\n`);
      block = [];
    }
  }
  closeSync(file);
}

export const bench: Bench = async () => {
  const folder = mkdtempSync(join(tmpdir(), "headroom-bench-"));
  try {
    const log = join(folder, "shop.jtl");
    writeLog(log);
    const pass = compileYardstick("single-pass", folder);
    const done = Array.from({ length: runs }, () => ({
      query: runMeasured(["--import", "tsx", query, log]),
      ours: importOnce(folder, log),
      pass: pass === null ? null : passOnce(pass, log),
    }));
    return figuresOf(statSync(log).size, done);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

function importOnce(folder: string, log: string): Measured {
  const measured = runMeasured([binary, "import", log, "-o", join(folder, "out"), "--force"]);
  const { stdout } = measured;
  if (!stdout.includes(`${levels.length} levels`)) throw new Error(`not all levels:\n${stdout}`);
  return measured;
}

/** Seconds on the clock of the single pass in C++. */
function passOnce(program: string, log: string): number {
  const start = performance.now();
  const counted = Number(execFileSync(program, [log], { encoding: "utf8" }).split(" ")[0]);
  if (counted !== requests) throw new Error(`${counted} of ${requests} requests`);
  return (performance.now() - start) / 1000;
}

interface Round {
  readonly query: Measured;
  readonly ours: Measured;
  readonly pass: number | null;
}

function figuresOf(bytes: number, done: readonly Round[]): readonly Figure[] {
  const median = (of: (round: Round) => number) => medianOf(done.map(of));
  const work = `${requests / 1e6} M rows of JTL`;
  const figures: readonly Figure[] = [
    { name: "size of the log", value: bytes / 1e6, unit: "MB" },
    {
      name: `headroom import, ${requests / 1e6} M requests`,
      value: median(({ ours }) => ours.seconds),
      unit: "s",
    },
    { name: "  processor time", value: median(({ ours }) => ours.processorSeconds), unit: "s" },
    {
      name: "DuckDB, one query, two threads",
      value: median(({ query }) => query.seconds),
      unit: "s",
    },
    { name: "  processor time", value: median(({ query }) => query.processorSeconds), unit: "s" },
    {
      name: "import over the query, clock",
      value: median(({ ours, query }) => ours.seconds / query.seconds),
      unit: "×",
      limit: 1.3,
      row: `${work}, over one query of DuckDB`,
    },
    {
      name: "  processor time",
      value: median(({ ours, query }) => ours.processorSeconds / query.processorSeconds),
      unit: "×",
    },
    {
      name: "peak memory of the import",
      value: Math.max(...done.map(({ ours }) => ours.megabytes)),
      unit: "MB",
      limit: 500,
      row: `${work}, peak memory`,
    },
  ];
  const passes = done.flatMap(({ pass, query }) => (pass === null ? [] : [pass / query.seconds]));
  if (passes.length === 0) return figures;
  return [
    ...figures,
    { name: "C++, a single pass, over the query", value: medianOf(passes), unit: "×" },
  ];
}
