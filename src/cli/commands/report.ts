import { type Command, text, valued } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { planOf, prepare } from "../plan-workspace.ts";
import { printResult } from "../print-result.ts";
import { UsageError } from "../usage-error.ts";

/** The review pack, wherever it is wanted. */
export const reportCommand: Command = {
  usage: "report",
  summary: "The review pack: a Markdown file with its charts beside it",
  options: (yargs) =>
    yargs.option("output", {
      ...valued("File that ends in .md; - prints the Markdown alone", { alias: "o" }),
      demandOption: true,
    }),
  examples: [
    ["headroom report -o review/2026-01.md", "the report and its charts in review/"],
    ["headroom report -o - | less", "only the text"],
  ],
  run: async (args, world) => {
    const output = text(args, "output") ?? "-";
    if (output !== "-" && !output.endsWith(".md")) {
      throw new UsageError(`-o ${output}: reports are Markdown`, "let it end in .md");
    }
    if (output !== "-") {
      const { requireWritable } = await import("../../io/require-writable.ts");
      requireWritable(output, world.cwd);
    }
    const prepared = await prepare(args, world, { scenarios: true });
    const result = await planOf(prepared, world);
    const { published } = prepared.workspace;
    const { basename, dirname, relative, resolve } = await import("node:path");
    const target = resolve(world.cwd, output);
    const { packReport, reviewPack } = await import("../review-pack.ts");
    const { writeAtomically } = await import("../../io/write-atomically.ts");
    if (output === "-") {
      world.stdout(await packReport(result, published));
      return exitCode.done;
    }
    const files = await reviewPack(result, published, dirname(target), basename(target));
    writeAtomically(files);
    const { program, seed } = prepared.input;
    const outputs = files.map(({ path }) => relative(world.cwd, path));
    await printResult(args, world, { schema: 1, program, seed, outputs }, () => output);
    return exitCode.done;
  },
};
