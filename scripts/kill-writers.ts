/**
 * Kills each writing command while it writes its pack, at random moments, and prints what is left as a table.
 *
 *   npm run build && node --import tsx scripts/kill-writers.ts [kills] [seed] [--markdown]
 *
 * The pack of each command is made by the command itself, twice, so that there is an old and a new one; then a
 * process that does nothing but write the new one over the old one gets SIGKILL. Afterwards the next run settles
 * what is left, and writes the new pack again.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { settleWriting, writeAtomically } from "../src/io/write-atomically.ts";
import { RandomStream } from "../src/random/random-stream.ts";
import { textTable } from "../src/wording/text-table.ts";
import { markdownTable } from "./markdown-table.ts";

const words = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const kills = Number(words[0] ?? 200);
const random = RandomStream.fromSeed(Number(words[1] ?? 1));
const root = fileURLToPath(new URL("../", import.meta.url));
const binary = join(root, "dist/cli/headroom.js");
const writer = pathToFileURL(join(root, "dist/io/write-atomically.js")).href;
const top = mkdtempSync(join(tmpdir(), "headroom-kills-"));

type Contents = Readonly<Record<string, string>>;

const levels = (scale: number) =>
  `users,duration_s,requests,failures,throughput_rps,mean_ms,p95_ms\n${[
    [10, 2900, 9.7, 30, 60],
    [50, 14400, 48, 35, 70],
    [100, 28200, 94, 60, 140],
    [150, 33000, 110, 360, 900],
    [200, 33300, 111, 800, 1900],
  ]
    .map(
      ([users, requests, rate, mean, p95]) =>
        `${users},300,${requests},0,${rate},${Number(mean) * scale},${p95}`,
    )
    .join("\n")}\n`;

function run(args: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync(process.execPath, [binary, ...args], {
    cwd,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`headroom ${args.join(" ")}: ${stderr}`);
}

function contents(folder: string): Contents {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  );
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(
    paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, "latin1")]),
  );
}

/** What a command writes, in two versions; empty for a command that writes where nothing is. */
function packsOf(command: string): readonly [Contents, Contents] {
  const made = [1, 1.01].map((scale, i) => {
    const cwd = join(top, `${command}-${i}`);
    mkdirSync(join(cwd, "data"), { recursive: true });
    writeFileSync(join(cwd, "data", "levels.csv"), levels(scale));
    writeFileSync(join(cwd, "headroom.yaml"), "name: Shop\ncampaign: data\n");
    return packIn(command, cwd);
  });
  const [old = {}, next = {}] = made;
  return [command === "init" ? {} : old, next];
}

function packIn(command: string, cwd: string): Contents {
  switch (command) {
    case "plan":
      run(["plan"], cwd);
      return contents(join(cwd, "out"));
    case "report":
      run(["report", "-o", "pack/review.md"], cwd);
      return contents(join(cwd, "pack"));
    case "explain --write":
      run(["explain", "--write"], cwd);
      return contents(join(cwd, "models/found"));
    case "import --force":
      run(["import", "data", "--name", "x", "-o", "made"], cwd);
      return contents(join(cwd, "made"));
    default:
      run(["init", "data", "-C", "made"], cwd);
      return contents(join(cwd, "made"));
  }
}

const child = `const { readFileSync } = await import("node:fs");
const { writeAtomically } = await import(process.argv[1]);
const [files, removed] = JSON.parse(readFileSync(process.argv[2], "utf8"));
process.stdout.write("ready\\n");
writeAtomically(files.map(({ path, content }) => ({ path, content: Buffer.from(content, "latin1") })), removed);`;

const filesOf = (pack: Contents, folder: string) =>
  Object.entries(pack).map(([name, content]) => ({ path: join(folder, name), content }));

function restore(pack: Contents, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  for (const { path, content } of filesOf(pack, folder)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, "latin1");
  }
}

const same = (a: Contents, b: Contents) => JSON.stringify(a) === JSON.stringify(b);

async function killed(task: string, after: number): Promise<void> {
  const process_ = spawn(process.execPath, ["--input-type=module", "-e", child, writer, task], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(process_.stdout, "data");
  const timer = setTimeout(() => process_.kill("SIGKILL"), after);
  await once(process_, "exit");
  clearTimeout(timer);
}

async function tried(command: string): Promise<readonly string[]> {
  const [old, next] = packsOf(command);
  const folder = join(top, "target", command.replace(/\W+/g, "-"));
  const task = join(top, "task.json");
  const removed = Object.keys(old)
    .filter((name) => !(name in next))
    .map((name) => join(folder, name));
  const files = filesOf(next, folder);
  writeFileSync(task, JSON.stringify([files, removed]));
  restore(old, folder);
  const began = performance.now();
  await killed(task, 60_000);
  const whole = performance.now() - began;
  const count = { inside: 0, old: 0, next: 0, mixed: 0, left: 0, failed: 0 };
  for (let i = 0; i < kills; i++) {
    restore(old, folder);
    await killed(task, random.uniform() * whole * 0.6);
    const half = existsSync(join(folder, ".headroom-writing"));
    if (half) count.inside += 1;
    settleWriting(folder);
    const found = contents(folder);
    count[same(found, old) ? "old" : same(found, next) ? "next" : "mixed"] += 1;
    const bytes = files.map(({ path, content }) => ({
      path,
      content: Buffer.from(content, "latin1"),
    }));
    try {
      writeAtomically(bytes, removed);
    } catch {
      count.failed += 1;
    }
    if (existsSync(join(folder, ".headroom-writing"))) count.left += 1;
    if (!same(contents(folder), next)) count.failed += 1;
  }
  const { inside, mixed, left, failed } = count;
  return [command, files.length, kills, inside, count.old, count.next, mixed, left, failed].map(
    String,
  );
}

const rows: (readonly string[])[] = [];
try {
  for (const command of ["import --force", "init", "plan", "report", "explain --write"]) {
    rows.push(await tried(command));
    process.stderr.write(`${rows.at(-1)?.join("  ")}\n`);
  }
} finally {
  rmSync(top, { recursive: true, force: true });
}
const header = [
  "command",
  "files",
  "kills",
  "of them while writing",
  "then the old pack",
  "the new one",
  "mixed",
  "leftovers",
  "next run failed",
];
process.stdout.write(
  `${(process.argv.includes("--markdown") ? markdownTable : textTable)(header, rows)}\n`,
);
