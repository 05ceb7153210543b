/**
 * A raw JMeter log of 10 million requests (1 GB) to per-endpoint, per-level percentiles, by the built
 * command line, in a process of its own. The log is made from a seed in a temporary folder.
 */
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { RandomStream } from "../src/random/random-stream.ts";
import { type Bench, medianOf } from "./bench.ts";

const binary = fileURLToPath(new URL("../dist/cli/headroom.js", import.meta.url));
const requests = 10_000_000;
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

/** `maxRSS` is in kilobytes on every system: libuv converts. CPU time is what a busy machine leaves. */
const report = `data:text/javascript,process.on("exit",()=>{const{maxRSS,userCPUTime,systemCPUTime}=process.resourceUsage();process.stderr.write("\\nused "+maxRSS+" "+(userCPUTime+systemCPUTime))})`;

function importOnce(folder: string, log: string) {
  const start = performance.now();
  const args = ["--import", report, binary, "import", log, "-o", join(folder, "out"), "--force"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`headroom import ended with ${status}:\n${stderr}`);
  if (!stdout.includes(`${levels.length} levels`)) throw new Error(`not all levels:\n${stdout}`);
  const used = /used (\d+) (\d+)/.exec(stderr);
  return { seconds, megabytes: Number(used?.[1]) / 1024, cpu: Number(used?.[2]) / 1e6 };
}

export const bench: Bench = async () => {
  const folder = mkdtempSync(join(tmpdir(), "headroom-bench-"));
  try {
    const log = join(folder, "shop.jtl");
    writeLog(log);
    const { size } = statSync(log);
    const done = Array.from({ length: runs }, () => importOnce(folder, log));
    const times = done.map(({ seconds }) => seconds);
    return [
      { name: "size of the log", value: size / 1e6, unit: "MB" },
      { name: "headroom import, 10 M requests", value: medianOf(times), unit: "s", limit: 4 },
      { name: "processor time of it", value: medianOf(done.map(({ cpu }) => cpu)), unit: "s" },
      {
        name: "peak memory of it",
        value: Math.max(...done.map(({ megabytes }) => megabytes)),
        unit: "MB",
        limit: 500,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
