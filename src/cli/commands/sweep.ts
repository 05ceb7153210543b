import { chartEndingsInWords } from "../../io/chart-formats.ts";
import { type Arguments, type Command, flag, text, texts, valued } from "../command.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { chartOptions } from "../options/chart-options.ts";
import type { SweepSize, SweptCells } from "../outputs/sweep-output.ts";
import { printResult } from "../print-result.ts";
import type { ComputedSweep, NamedFile } from "../sweep/compute-sweep.ts";
import { sweepHead } from "../sweep/sweep-head.ts";
import { chartFileOf, queueOf, resultsPath, shardOf, threadsOf } from "../sweep/sweep-options.ts";
import { UsageError } from "../usage-error.ts";
import type { World } from "../world.ts";

/** Many cells: levers, loads, explanations, draws, seeds. */
export const sweepCommand: Command = {
  usage: "sweep <grid>",
  summary: "Every cell of a grid over levers, loads, draws and seeds; only what is missing",
  options: (yargs) =>
    yargs
      .positional("grid", { type: "string", describe: "Grid file, or -" })
      .option("output", {
        ...valued("Results as JSON lines; after the grid's name without it", { alias: "o" }),
      })
      .option("workers", valued("Threads; one for each core without it"))
      .option("shard", valued("One of several parts, e.g. 3/8; env or env/8 under a scheduler"))
      .option("queue", valued("Redis or Valkey whose workers compute the cells: redis://host:6379"))
      .option(
        "manifest",
        valued("Print what a scheduler needs instead: kubernetes, argo or github"),
      )
      .option("shards", valued("How many shards the manifest has"))
      .option("image", valued("Container image of the manifest"))
      .option("kueue", valued("Queue of Kueue that the Kubernetes job is handed to"))
      .option("reuse", {
        ...valued("Other files of results whose cells are taken where they fit"),
        array: true,
      })
      .option("parquet", valued("Write the results as Parquet, too (needs DuckDB)"))
      .option("chart", valued(`Draw the results into a file that ends in ${chartEndingsInWords()}`))
      .option("size", chartOptions.size)
      .option("theme", chartOptions.theme)
      .option("picture", valued("heat-map, pareto or collapse; what fits the grid without it"))
      .option("x", valued("Lever or figure across"))
      .option("y", valued("Lever or figure upwards"))
      .option("figure", valued("Figure that a heat map shows, e.g. p95, capacity, throughput"))
      .option("where", {
        ...valued("Draw the cells with a setting, e.g. pool.size=40"),
        array: true,
      })
      .option("at", valued("Load whose figures are drawn; the heaviest without it"))
      .option("dry-run", { type: "boolean", describe: "Count the cells and compute none" }),
  examples: [
    ["headroom sweep grid.yaml", "on all cores; again: only what is missing"],
    ["headroom sweep grid.yaml --shard 3/8", "the third of eight machines; see headroom merge"],
  ],
  run: async (args, world) => {
    if (text(args, "manifest") !== undefined) {
      const { printManifest } = await import("../sweep/print-manifest.ts");
      return printManifest(args, world);
    }
    const shard = shardOf(args, world);
    const queue = queueOf(args);
    if (queue !== null && text(args, "workers") !== undefined) {
      throw new UsageError(
        "--workers and --queue exclude each other",
        "give --workers to the worker",
      );
    }
    const threads = await threadsOf(args);
    const chart = await chartFileOf(args);
    const { sweepStudyOf } = await import("../sweep/sweep-study-of.ts");
    const study = await sweepStudyOf(args, world, shard);
    if (flag(args, "dry-run")) return countOnly(args, world, study);
    const output = await named(world, await resultsPath(args, shard));
    const reuse = await Promise.all(texts(args, "reuse").map((path) => named(world, path)));
    const { computeSweep } = await import("../sweep/compute-sweep.ts");
    const { executorOf } = await import("../sweep/executor-of.ts");
    const execute = await executorOf(queue, threads, world);
    const done = await computeSweep(study, shard, output, reuse, execute, world);
    if (done.partial) return interrupted(done, output, world);
    const { showSweep } = await import("../sweep/show-sweep.ts");
    const outputs = await showSweep(args, world, output, done.header, chart);
    await print(args, world, done, [output.shown, ...outputs]);
    return exitCode.done;
  },
};

async function named(world: World, typed: string): Promise<NamedFile> {
  const { resolve } = await import("node:path");
  return { path: resolve(world.cwd, typed), shown: typed };
}

async function countOnly(
  args: Arguments,
  world: World,
  study: Parameters<typeof import("../../sweep/sweep-axes.ts").sweepSize>[0] & {
    readonly title: string;
    readonly program: string;
  },
): Promise<ExitCode> {
  const { sweepAxes, sweepSize } = await import("../../sweep/sweep-axes.ts");
  const { formatCount } = await import("../../wording/format-users.ts");
  const cells = sweepSize(study);
  const axes = Object.entries(sweepAxes(study)).filter(([, count]) => count > 1);
  const parts = axes.map(([name, count]) => `${formatCount(count)} ${name}`).join(" × ");
  await printResult<SweepSize>(
    args,
    world,
    {
      schema: 1,
      program: study.program,
      title: study.title,
      cells,
      axes: Object.fromEntries(axes),
    },
    () => `${study.title}: ${formatCount(cells)} cells${parts === "" ? "" : ` = ${parts}`}`,
  );
  return exitCode.done;
}

async function interrupted(
  { before, computed, own }: ComputedSweep,
  { shown }: NamedFile,
  world: World,
): Promise<ExitCode> {
  const { formatCount } = await import("../../wording/format-users.ts");
  const there = `${formatCount(before + computed)} of ${formatCount(own)} cells are in ${shown}`;
  world.stderr(`interrupted: ${there}; the same command goes on from there\n`);
  return exitCode.interrupted;
}

async function print(
  args: Arguments,
  world: World,
  { header, own, before, computed }: ComputedSweep,
  outputs: readonly string[],
): Promise<void> {
  const { formatCount } = await import("../../wording/format-users.ts");
  const { title, cells, shard } = header;
  const data = { ...sweepHead(header), shard, own, before, computed, outputs };
  await printResult<SweptCells>(args, world, data, () => {
    const part =
      shard === null ? "" : `, shard ${shard.index} of ${shard.of} of ${formatCount(cells)}`;
    const there = before > 0 ? `, ${formatCount(before)} of them were there` : "";
    return [`${title}: ${formatCount(own)} cells${part}${there}`, ...outputs].join("\n");
  });
}
