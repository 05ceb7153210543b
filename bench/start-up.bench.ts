/** How long a planner waits: for help, and for the main job on the reference data. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Bench, medianOf } from "./bench.ts";
import { type Measured, runMeasured } from "./run-measured.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const binary = join(root, "dist", "cli", "headroom.js");

/** Enough runs for a steady median, few enough for a coffee break. */
const runs = 15;

interface Run {
  readonly seconds: number;
  readonly output: string;
}

function node(args: readonly string[], cwd = root): Run {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}:\n${stderr}`);
  return { seconds, output: `${stdout}${stderr}` };
}

// In turns, so that a load on the machine falls on all of them alike.
function startUp(): readonly (readonly [string, number])[] {
  const commands = {
    node: ["-e", "0"],
    help: [binary, "--help"],
    planHelp: [binary, "plan", "--help"],
  };
  const times = Object.entries(commands).map(([name, args]) => ({
    name,
    args,
    seconds: [] as number[],
  }));
  for (let i = 0; i < runs; i++) {
    for (const { args, seconds } of times) seconds.push(node(args).seconds);
  }
  return times.map(({ name, seconds }) => [name, medianOf(seconds)] as const);
}

/** From nothing, and again from the kept fit. */
function planTwice(): readonly [Measured, Measured] {
  const copy = mkdtempSync(join(tmpdir(), "headroom-bench-"));
  try {
    for (const part of ["headroom.yaml", "data", "models"]) {
      cpSync(join(root, part), join(copy, part), { recursive: true });
    }
    return [runMeasured([binary, "plan"], copy), runMeasured([binary, "plan"], copy)];
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

export const bench: Bench = async () => {
  const medians = new Map(startUp());
  const bare = medians.get("node") ?? Number.NaN;
  const ratio = (name: string) => (medians.get(name) ?? Number.NaN) / bare;
  const plans = Array.from({ length: 3 }, planTwice);
  const median = (of: (plan: readonly [Measured, Measured]) => number) => medianOf(plans.map(of));
  return [
    { name: "node -e 0", value: 1000 * bare, unit: "ms" },
    { name: "headroom --help / node -e 0", value: ratio("help"), unit: "times", limit: 3 },
    { name: "headroom plan --help / node -e 0", value: ratio("planHelp"), unit: "times" },
    {
      name: "headroom plan, processor time",
      value: median(([first]) => first.processorSeconds),
      unit: "s",
      limit: 12,
      row: "`plan` from nothing, reference, processor time",
    },
    {
      name: "  peak memory",
      value: median(([first]) => first.megabytes),
      unit: "MB",
      limit: 350,
      row: "  peak memory",
    },
    {
      name: "  from a kept fit, processor time",
      value: median(([, again]) => again.processorSeconds),
      unit: "s",
      limit: 3,
      row: "  from a kept fit, processor time",
    },
  ];
};
