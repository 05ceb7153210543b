/**
 * What sweeps cost at sizes that no machine here has, from unit costs measured on this one:
 *
 *   node --import tsx scripts/sweep-costs.ts                 prints the tables of docs/sweep.md
 *   node --import tsx scripts/sweep-costs.ts --price 0.03    another price of a core for an hour
 *
 * Seconds are of one core's processor time, without a start; bytes are those of the files.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { modelPlatform } from "../src/cli/sweep/swept-platforms.ts";
import { cellComputer } from "../src/io/sweep/cell-thread.ts";
import { sweepSize } from "../src/sweep/sweep-axes.ts";
import type { SweepStudy } from "../src/sweep/sweep-study.ts";
import { formatNumber } from "../src/wording/format-number.ts";
import { formatCount } from "../src/wording/format-users.ts";
import { parsePlatform } from "../src/workspace/platform/parse-platform.ts";
import { parseSweep } from "../src/workspace/sweep/parse-sweep.ts";
import { markdownTable } from "./markdown-table.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const model = join(root, "models/hypotheses/pool-exhaustion.yaml");

/** Dollars for a core and an hour: about what general-purpose machines cost by the hour. */
const PRICE = 0.04;

const start = (method: string) => `title: T\nmethod: ${method}\nmodel: ${model}\n`;

const kinds = [
  {
    name: "analytic, 50 loads, P95",
    grid: `${start("analytic")}levers:\n  - { lever: pool.size, to: { from: 5, to: 104, steps: 100 } }\n  - { lever: demand, to: { from: 0.2, to: 2, steps: 100 } }\nloads: { from: 10 users, to: 500 users, step: 10 users }\n`,
    cells: 400,
  },
  {
    name: "simulated, 300 users, 5 min",
    grid: `${start("simulated")}levers:\n  - { lever: pool.size, to: { from: 5, to: 104, steps: 100 } }\nloads: [300 users]\n`,
    cells: 20,
  },
  {
    name: "spike of 60 s to 500 users, 2.5 min",
    grid: `${start("simulated")}loads: { from: 101 users, to: 200 users, step: 1 users }\nspike: { peak: 500 users, lengths: [1 min], at: 20 s, over: 5 s, after: 1 min }\nclients: { timeOuts: [1 s], attempts: [3] }\n`,
    cells: 20,
  },
] as const;

interface Cost {
  readonly name: string;
  readonly seconds: number;
  readonly bytes: number;
  readonly parquet: number;
}

async function studyOf(grid: string): Promise<SweepStudy> {
  const parsed = parseSweep(grid, "grid.yaml");
  const hypothesis = parsePlatform(readFileSync(model, "utf8"), model, "pool-exhaustion");
  if (!parsed.ok || !hypothesis.ok) throw new Error("the grid must be one");
  const { design, task, title } = parsed.value;
  return {
    ...{ title, program: "costs", design, platforms: await modelPlatform(hypothesis.value) },
    task: task.method === "analytic" ? task : { ...task, controls: {}, seeds: [1] },
    redLine: { p95: 2, errorRate: 0.05 },
  };
}

async function measured({ name, grid, cells }: (typeof kinds)[number]): Promise<Cost> {
  const study = await studyOf(grid);
  const compute = cellComputer(study);
  const step = Math.max(1, Math.floor(sweepSize(study) / cells));
  const numbers = Array.from({ length: cells }, (_, i) => i * step);
  compute(numbers.slice(0, Math.ceil(cells / 4))); // warm
  const before = process.cpuUsage();
  const lines = compute(numbers);
  const { user, system } = process.cpuUsage(before);
  const bytes = lines.reduce((sum, line) => sum + line.length + 1, 0) / cells;
  return { name, seconds: (user + system) / 1e6 / cells, bytes, parquet: parquetBytes(grid) };
}

/** By the built program, from the grid cut down to a few hundred cells. */
function parquetBytes(grid: string): number {
  const folder = mkdtempSync(join(tmpdir(), "headroom-costs-"));
  try {
    const small = grid
      .replace(/steps: 100/g, "steps: 16")
      .replace("from: 101 users", "from: 161 users");
    writeFileSync(join(folder, "grid.yaml"), small);
    const run = spawnSync(
      process.execPath,
      [join(root, "dist/cli/headroom.js"), "sweep", "grid.yaml", "--parquet", "x.parquet"],
      { cwd: folder, encoding: "utf8" },
    );
    if (run.status !== 0) throw new Error(run.stderr);
    const lines = readFileSync(join(folder, "grid.jsonl"), "utf8").split("\n").length - 2;
    return statSync(join(folder, "x.parquet")).size / lines;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const at = process.argv.indexOf("--price");
const price = at < 0 ? PRICE : Number(process.argv[at + 1]);
if (!(price > 0)) throw new Error("--price must be above 0, e.g. --price 0.04");

const costs: Cost[] = [];
for (const kind of kinds) costs.push(await measured(kind));

const bytesInWords = (bytes: number): string => {
  const units = ["B", "kB", "MB", "GB", "TB", "PB"];
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return `${formatNumber(bytes / 1000 ** power, 2)} ${units[power]}`;
};
const timeInWords = (hours: number): string => {
  if (hours < 1) return `${formatNumber(hours * 60, 2)} min`;
  return hours < 48 ? `${formatNumber(hours, 2)} h` : `${formatNumber(hours / 24, 2)} days`;
};

console.log(
  markdownTable(
    ["a cell", "processor time", "JSON line", "in Parquet"],
    costs.map(({ name, seconds, bytes, parquet }) => [
      name,
      `${formatNumber(seconds * 1000, 2)} ms`,
      bytesInWords(bytes),
      bytesInWords(parquet),
    ]),
  ),
);
console.log();
console.log(
  markdownTable(
    ["cells", "of", "core-hours", "on 2 cores", "on 1,000 cores", "JSON lines", "Parquet", "money"],
    [1e6, 1e9].flatMap((cells) =>
      costs.map(({ name, seconds, bytes, parquet }) => {
        const hours = (cells * seconds) / 3600;
        return [
          formatCount(cells),
          name,
          formatCount(hours),
          timeInWords(hours / 2),
          timeInWords(hours / 1000),
          bytesInWords(cells * bytes),
          bytesInWords(cells * parquet),
          `$ ${formatCount(Math.max(1, hours * price))}`,
        ];
      }),
    ),
  ),
);
console.log(
  `\nMeasured on ${cpus()[0]?.model ?? "an unknown processor"} with Node ${process.version}; a core for an hour at $ ${price}.`,
);
