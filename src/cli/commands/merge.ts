import { type Command, text, texts, valued } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { printResult } from "../print-result.ts";
import { UsageError } from "../usage-error.ts";

/** Shards that were computed apart, put together. */
export const mergeCommand: Command = {
  usage: "merge <files..>",
  summary: "The shards of a sweep as one file; refuses gaps, duplicates and mixed versions",
  standalone: true,
  options: (yargs) =>
    yargs
      .positional("files", { type: "string", array: true, describe: "Results of every shard" })
      .option("output", {
        ...valued("File of the whole sweep", { alias: "o" }),
        demandOption: true,
      }),
  examples: [
    ["headroom merge grid.shard-*.jsonl -o grid.jsonl", "all shards of one folder"],
    ["headroom merge a/1.jsonl b/2.jsonl -o grid.jsonl", "from two machines"],
  ],
  run: async (args, world) => {
    const typed = texts(args, "files");
    const output = text(args, "output");
    if (output === undefined) throw new UsageError("-o is missing", "-o grid.jsonl");
    if ([output, ...typed].includes("-")) {
      throw new UsageError("shards are files", "write them to files first");
    }
    const { resolve } = await import("node:path");
    const { mergeResults } = await import("../../io/sweep/merge-results.ts");
    const { formatCount } = await import("../../wording/format-users.ts");
    const named = (shown: string) => ({ path: resolve(world.cwd, shown), shown });
    const { sweep, program, title, cells } = mergeResults(typed.map(named), named(output));
    const data = {
      schema: 1,
      program,
      sweep,
      title,
      cells,
      shards: typed.length,
      outputs: [output],
    };
    await printResult(args, world, data, () => {
      const from = `${formatCount(cells)} cells from ${typed.length} ${typed.length === 1 ? "file" : "files"}`;
      return `${title}: ${from}\n${output}`;
    });
    return exitCode.done;
  },
};
