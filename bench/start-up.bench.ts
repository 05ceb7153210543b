/** How long a planner waits: for help, and for the main job on the reference data. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Bench, medianOf } from "./bench.ts";

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

/** `maxRSS` is in kilobytes on every system: libuv converts. */
const reportMemory =
  'data:text/javascript,process.on("exit",()=>process.stderr.write("\\nmaxRSS "+process.resourceUsage().maxRSS))';

function planOnce(): { readonly seconds: number; readonly megabytes: number } {
  const copy = mkdtempSync(join(tmpdir(), "headroom-bench-"));
  try {
    for (const part of ["headroom.yaml", "data", "models"]) {
      cpSync(join(root, part), join(copy, part), { recursive: true });
    }
    const { seconds, output } = node(["--import", reportMemory, binary, "plan"], copy);
    const kilobytes = Number(/maxRSS (\d+)/.exec(output)?.[1]);
    return { seconds, megabytes: kilobytes / 1024 };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

export const bench: Bench = async () => {
  const medians = new Map(startUp());
  const bare = medians.get("node") ?? Number.NaN;
  const ratio = (name: string) => (medians.get(name) ?? Number.NaN) / bare;
  const plans = Array.from({ length: 3 }, planOnce);
  return [
    { name: "node -e 0", value: 1000 * bare, unit: "ms" },
    { name: "headroom --help / node -e 0", value: ratio("help"), unit: "times", limit: 3 },
    { name: "headroom plan --help / node -e 0", value: ratio("planHelp"), unit: "times" },
    {
      name: "headroom plan, reference data",
      value: medianOf(plans.map(({ seconds }) => seconds)),
      unit: "s",
      limit: 20, // with four hypotheses; the pool model alone had 5
    },
    {
      name: "headroom plan, peak memory",
      value: Math.max(...plans.map(({ megabytes }) => megabytes)),
      unit: "MB",
      limit: 400,
    },
  ];
};
