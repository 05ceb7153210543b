/** The built program on a real queue: workers are killed, the server is killed and started again. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterAll, describe, expect, it } from "vitest";
import { cellsKey } from "../../io/sweep/queue-address.ts";
import { gridFolder, program, simulatedGrid } from "./testing/tiny-grid.ts";

const server = ["redis-server", "valkey-server"].find(
  (name) => spawnSync(name, ["--version"]).status === 0,
);
const skipped = server === undefined && !process.env["CI"];
if (skipped)
  console.warn(
    "no redis-server here: sweeps through a queue are not tried (apt-get install redis-server)",
  );

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const children = new Set<ChildProcess>();
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
});

function started(command: string, args: readonly string[], cwd: string): ChildProcess {
  const child = spawn(command, args, { cwd, stdio: "ignore" });
  children.add(child);
  child.on("exit", () => children.delete(child));
  return child;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.on("listening", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Writes every change to its file, as a queue that matters does. */
function redis(port: number, folder: string): ChildProcess {
  const options = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder];
  return started(
    server ?? "redis-server",
    [...options, "--appendonly", "yes", "--save", ""],
    folder,
  );
}

const worker = (address: string, cwd: string) =>
  started(process.execPath, [program, "worker", "--queue", address, "--workers", "1"], cwd);

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  return new Promise((resolve) => child.on("exit", (code) => resolve(code)));
}

describe.skipIf(skipped)("a sweep through a queue", () => {
  it("is the local one, byte for byte, with a worker killed every second and the server restarted", async () => {
    const folder = gridFolder(simulatedGrid(300, 100));
    const data = mkdtempSync(join(tmpdir(), "headroom-redis-"));
    const port = await freePort();
    const address = `redis://127.0.0.1:${port}`;
    let store = redis(port, data);
    const workers = [worker(address, folder), worker(address, folder), worker(address, folder)];
    await pause(1000);
    const sweep = started(
      process.execPath,
      [program, "sweep", "grid.yaml", "-o", "queue.jsonl", "--queue", address],
      folder,
    );
    const results = join(folder, "queue.jsonl");
    const cellsThere = () =>
      existsSync(results) ? readFileSync(results, "utf8").split("\n").length - 2 : 0;
    while (cellsThere() < 5 && sweep.exitCode === null) await pause(10);
    let kills = 0;
    // Not for ever: a machine that starts a program in three seconds would never get to the end.
    while (sweep.exitCode === null && kills < 6) {
      workers.shift()?.kill("SIGKILL");
      workers.push(worker(address, folder));
      kills++;
      if (kills === 1) {
        store.kill("SIGKILL");
        await exitOf(store);
        store = redis(port, data);
      }
      await pause(1000);
    }
    expect(await exitOf(sweep)).toBe(0);
    expect(kills).toBeGreaterThanOrEqual(1);
    for (const child of [...workers, store]) child.kill("SIGKILL");
    const local = spawnSync(
      process.execPath,
      [program, "sweep", "grid.yaml", "-o", "local.jsonl"],
      { cwd: folder },
    );
    expect(local.status).toBe(0);
    const [there, here] = ["queue.jsonl", "local.jsonl"].map((name) =>
      readFileSync(join(folder, name), "utf8"),
    );
    expect(there).toBe(here);
    for (const each of [folder, data]) rmSync(each, { recursive: true, force: true });
  });

  it("is merged from the queue when who asked for it is gone", async () => {
    const folder = gridFolder(simulatedGrid(40, 2000));
    const data = mkdtempSync(join(tmpdir(), "headroom-redis-"));
    const port = await freePort();
    const address = `redis://127.0.0.1:${port}`;
    const store = redis(port, data);
    const run = (...args: readonly string[]) =>
      spawnSync(process.execPath, [program, ...args], { cwd: folder, encoding: "utf8" });
    const merge = (...args: readonly string[]) =>
      run("merge", "--queue", address, "-o", "merged.jsonl", ...args);
    const atWork = worker(address, folder);
    expect(run("sweep", "grid.yaml", "-o", "local.jsonl").status).toBe(0);
    expect(merge().stderr).toContain("holds no results of a sweep");

    const sweep = started(
      process.execPath,
      [program, "sweep", "grid.yaml", "-o", "queue.jsonl", "--queue", address],
      folder,
    );
    const results = join(folder, "queue.jsonl");
    while (!existsSync(results) || readFileSync(results, "utf8").split("\n").length < 3) {
      await pause(5);
    }
    // Held, or on a fast machine all cells are there before the merge has started.
    atWork.kill("SIGSTOP");
    sweep.kill("SIGKILL");
    const early = merge();
    atWork.kill("SIGCONT");
    expect(early.status).toBe(2);
    expect(early.stderr).toMatch(/holds \d+ of 40 cells: cell \d+ is missing/);
    expect(existsSync(join(folder, "merged.jsonl"))).toBe(false);
    let merged = early;
    for (let i = 0; i < 100 && merged.status !== 0; i++) {
      await pause(100);
      merged = merge();
    }
    expect(merged.stdout).toBe("Tiny: 40 cells from a queue\nmerged.jsonl\n");
    const written = (name: string) => readFileSync(join(folder, name), "utf8");
    expect(written("merged.jsonl")).toBe(written("local.jsonl"));

    const [header = "", first = ""] = written("local.jsonl").split("\n");
    const cells = cellsKey(JSON.parse(header).sweep);
    const client = new Redis(port, "127.0.0.1");
    await client.hset(cells, "0", first.replace(/"key":"./, '"key":"_'));
    expect(merge().stderr).toContain("cell 0 is no result of this sweep");
    await client.hdel(cells, "0");
    expect(merge().stderr).toContain("holds 39 of 40 cells: cell 0 is missing");
    expect(written("merged.jsonl")).toBe(written("local.jsonl"));
    await client.hset(cells, "0", first);
    client.disconnect();

    // All cells lie there: no worker is needed to have them in another file, too.
    atWork.kill("SIGKILL");
    expect(run("sweep", "grid.yaml", "-o", "again.jsonl", "--queue", address).status).toBe(0);
    expect(written("again.jsonl")).toBe(written("local.jsonl"));

    writeFileSync(join(folder, "other.yaml"), simulatedGrid(2, 10));
    const another = worker(address, folder);
    expect(run("sweep", "other.yaml", "--queue", address).status).toBe(0);
    another.kill("SIGKILL");
    const both = merge();
    expect(both.status).toBe(2);
    expect(both.stderr).toContain("holds 2 sweeps");
    const { sweep: name } = JSON.parse(written("other.jsonl").split("\n")[0] ?? "");
    expect(both.stderr).toContain(name.slice(0, 12));
    expect(merge("--sweep", name.slice(0, 12)).status).toBe(0);
    expect(written("merged.jsonl")).toBe(written("other.jsonl"));
    expect(merge("--sweep", "Tinier").stderr).toContain('no sweep named "Tinier"');
    expect(run("merge", "other.jsonl", "--queue", address, "-o", "x").status).toBe(2);
    store.kill("SIGKILL");
    for (const each of [folder, data]) rmSync(each, { recursive: true, force: true });
  });

  it("says so where nobody answers, without the password", async () => {
    const folder = gridFolder(simulatedGrid(2, 10));
    const address = `redis://me:secret@127.0.0.1:${await freePort()}`;
    const run = spawnSync(process.execPath, [program, "sweep", "grid.yaml", "--queue", address], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(run.status).toBe(2);
    expect(run.stderr).toContain("does not answer (ECONNREFUSED)");
    expect(run.stderr).not.toContain("secret");
    rmSync(folder, { recursive: true });
  });
});
