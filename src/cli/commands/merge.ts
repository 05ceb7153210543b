import type { ResultsHeader } from "../../sweep/results-header.ts";
import { type Arguments, type Command, text, texts, valued } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import type { MergeOutput } from "../outputs/merge-output.ts";
import { printResult } from "../print-result.ts";
import type { NamedFile } from "../sweep/compute-sweep.ts";
import { sweepHead } from "../sweep/sweep-head.ts";
import { queueOf } from "../sweep/sweep-options.ts";
import { UsageError } from "../usage-error.ts";
import type { World } from "../world.ts";

/** Shards that were computed apart, or what workers of a queue computed, put together. */
export const mergeCommand: Command = {
  usage: "merge [files..]",
  summary: "The shards of a sweep as one file; refuses gaps, duplicates and mixed versions",
  standalone: true,
  options: (yargs) =>
    yargs
      .positional("files", { type: "string", array: true, describe: "Results of every shard" })
      .option("queue", valued("Instead of files: what the workers of a Redis or Valkey computed"))
      .option("sweep", valued("Which sweep of the queue: its title, or how its name begins"))
      .option("output", {
        ...valued("File of the whole sweep", { alias: "o" }),
        demandOption: true,
      }),
  examples: [
    ["headroom merge grid.shard-*.jsonl -o grid.jsonl", "all shards of one folder"],
    ["headroom merge --queue redis://10.0.0.7:6379 -o grid.jsonl", "from the workers of a queue"],
  ],
  run: async (args, world) => {
    const output = await outputOf(args, world);
    const queue = queueOf(args);
    const files = texts(args, "files");
    const { formatCount } = await import("../../wording/format-users.ts");
    const header =
      queue === null
        ? await fromFiles(args, world, files, output)
        : await fromQueue(args, queue, files, output);
    const { title, cells } = header;
    const shards = queue === null ? files.length : null;
    const data = { ...sweepHead(header), shards, outputs: [output.shown] };
    await printResult<MergeOutput>(args, world, data, () => {
      const source = shards === null ? "a queue" : `${shards} ${shards === 1 ? "file" : "files"}`;
      return `${title}: ${formatCount(cells)} cells from ${source}\n${output.shown}`;
    });
    return exitCode.done;
  },
};

async function outputOf(args: Arguments, world: World): Promise<NamedFile> {
  const shown = text(args, "output");
  if (shown === undefined) throw new UsageError("-o is missing", "-o grid.jsonl");
  if ([shown, ...texts(args, "files")].includes("-")) {
    throw new UsageError("shards are files", "write them to files first");
  }
  const { resolve } = await import("node:path");
  return { path: resolve(world.cwd, shown), shown };
}

async function fromFiles(
  args: Arguments,
  world: World,
  files: readonly string[],
  output: NamedFile,
): Promise<ResultsHeader> {
  if (files.length === 0) {
    throw new UsageError("there is nothing to merge", "name the files of all shards, or --queue");
  }
  if (text(args, "sweep") !== undefined) {
    throw new UsageError("--sweep names a sweep of a queue", "give --queue as well");
  }
  const { resolve } = await import("node:path");
  const { mergeResults } = await import("../../io/sweep/merge-results.ts");
  return mergeResults(
    files.map((shown) => ({ path: resolve(world.cwd, shown), shown })),
    output,
  );
}

async function fromQueue(
  args: Arguments,
  queue: string,
  files: readonly string[],
  output: NamedFile,
): Promise<ResultsHeader> {
  if (files.length > 0) {
    throw new UsageError("files and --queue exclude each other", "merge one or the other");
  }
  const { mergeQueue } = await import("../../io/sweep/merge-queue.ts");
  return mergeQueue(queue, text(args, "sweep"), output);
}
