/**
 * A sweep of 10,000 analytic cells of 50 loads by the built program: on two threads, and through a
 * Redis of its own with two workers of one thread each, alternated.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Bench, type Figure, medianOf } from "./bench.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const program = join(root, "dist/cli/headroom.js");

const grid = `
title: Ten thousand cells
method: analytic
model: ${join(root, "models/hypotheses/pool-exhaustion.yaml")}
levers:
  - { lever: pool.size, to: { from: 5, to: 104, steps: 100 } }
  - { lever: demand, to: { from: 0.2, to: 2, steps: 100 } }
loads: { from: 10 users, to: 500 users, step: 10 users }
`;

/** Rounds, an odd number. */
const ROUNDS = 3;

export const bench: Bench = async () => {
  if (!existsSync(program)) throw new Error("npm run build first: threads run what was built");
  const folder = mkdtempSync(join(tmpdir(), "headroom-bench-"));
  writeFileSync(join(folder, "grid.yaml"), grid);
  const server = ["redis-server", "valkey-server"].find(
    (name) => spawnSync(name, ["--version"]).status === 0,
  );
  if (server === undefined) console.log("  no redis-server: the queue is not timed");
  const local: number[] = [];
  const queued: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      local.push(await sweep(folder, `local-${round}.jsonl`, ["--workers", "2"]));
      if (server !== undefined) queued.push(await throughQueue(server, folder, round));
    }
    if (server !== undefined) requireEqual(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const seconds = medianOf(local);
  const figure: Figure = {
    name: "10,000 cells of 50 loads, two threads",
    value: seconds,
    unit: "s",
    limit: 15,
    row: "sweep of 10,000 analytic cells of 50 loads, two threads",
  };
  if (queued.length === 0) return [figure];
  const ratio = medianOf(queued) / seconds;
  return [
    figure,
    {
      name: "the same through Redis, two workers",
      value: ratio,
      unit: "×",
      limit: 1.5,
      row: "  through Redis, two workers",
    },
  ];
};

function sweep(folder: string, output: string, more: readonly string[]): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, [program, "sweep", "grid.yaml", "-o", output, ...more], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.on("exit", (code) => {
      if (code === 0) resolve((performance.now() - began) / 1000);
      else reject(new Error(`headroom sweep ended with ${code}`));
    });
  });
}

/** Workers are there before the clock starts, as on machines of their own. */
async function throughQueue(server: string, folder: string, round: number): Promise<number> {
  const port = await freePort();
  const address = `redis://127.0.0.1:${port}`;
  const children: ChildProcess[] = [];
  const start = (command: string, args: readonly string[]) => {
    children.push(spawn(command, args, { cwd: folder, stdio: "ignore" }));
  };
  const store = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", ""];
  start(server, [...store, "--appendonly", "yes", "--appenddirname", `aof-${round}`]);
  await pause(1000);
  for (let i = 0; i < 2; i++) {
    start(process.execPath, [program, "worker", "--queue", address, "--workers", "1"]);
  }
  await pause(2000);
  try {
    return await sweep(folder, `queue-${round}.jsonl`, ["--queue", address]);
  } finally {
    for (const child of children) child.kill("SIGKILL");
  }
}

function requireEqual(folder: string): void {
  const [here, there] = ["local-0.jsonl", "queue-0.jsonl"].map((name) =>
    readFileSync(join(folder, name)),
  );
  if (here === undefined || there === undefined || !here.equals(there)) {
    throw new Error("the queue gave other results");
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.on("listening", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
