import { type Command, flag } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { fittable, prepare } from "../plan-workspace.ts";
import { printResult } from "../print-result.ts";

/** Explanations of the measurements that nobody had to write. */
export const explainCommand: Command = {
  usage: "explain",
  summary:
    "What could explain the measurements, without a model file, and what each says of a change",
  options: (yargs) =>
    yargs
      .option("write", {
        type: "boolean",
        describe: "Puts what was found under models/found/, as model files to edit",
      })
      .option("force", { type: "boolean", describe: "Writes over files that are there" }),
  examples: [
    ["headroom explain", "searches resources, visits and laws, simplest first"],
    ["headroom explain --write", "then name the files in headroom.yaml under hypotheses:"],
  ],
  run: async (args, world) => {
    const prepared = await prepare(args, world, { scenarios: true });
    const { workspace, input } = prepared;
    const { explain } = await import("../../planning/explain/explain.ts");
    const { explainText } = await import("../../report/text/explain-text.ts");
    const { hypotheses = [] } = input;
    const result = await fittable(prepared, world, (onProgress) =>
      explain({ ...input, hypotheses, onProgress }),
    );
    const found = result.explanations.filter(({ own }) => !own);
    const written = flag(args, "write")
      ? await write(found, workspace.root, flag(args, "force"))
      : [];
    const { schema, program, seed } = { schema: 1, program: input.program, seed: input.seed };
    const explanations = result.explanations.map(({ hypothesis: _, ...one }) => one);
    await printResult(
      args,
      world,
      { schema, program, seed, ...result, explanations, written },
      () => [explainText(result), ...written.map((path) => `Wrote ${path}`)].join("\n"),
    );
    return exitCode.done;

    async function write(
      list: typeof found,
      root: string,
      force: boolean,
    ): Promise<readonly string[]> {
      const { join } = await import("node:path");
      const { platformYaml } = await import("../../workspace/platform-yaml.ts");
      const { requireNew } = await import("../../io/require-new.ts");
      const { writeAtomically } = await import("../../io/write-atomically.ts");
      const files = list.map(({ name, hypothesis }) => {
        const shown = `models/found/${name}.yaml`;
        return { shown, path: join(root, shown), content: platformYaml(hypothesis) };
      });
      if (!force) {
        const paths = files.map(({ path }) => path);
        requireNew(paths, world.cwd, "is there already", "write over it with --force");
      }
      writeAtomically(files);
      return files.map(({ shown }) => shown);
    }
  },
};
