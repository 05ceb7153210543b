import { explainedFigures } from "../../planning/figure-reasons/figure-explanation.ts";
import { explainedLimits } from "../../planning/limit-reasons/limit-explanation.ts";
import { sizeLevers } from "../../planning/optimize/sizes/size-levers.ts";
import { type Command, flag, text, valued } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { explainPrinted } from "../explain-printed.ts";
import type { FoundExplanations } from "../outputs/explain-output.ts";
import { fittable, prepare } from "../plan-workspace.ts";
import { printResult } from "../print-result.ts";
import { UsageError } from "../usage-error.ts";
import type { World } from "../world.ts";

/** Where found structures go, which are read only where headroom.yaml names them. */
const FOUND = "models/found";

/** Explanations of the measurements that nobody had to write. */
export const explainCommand: Command = {
  usage: "explain [figure]",
  summary:
    "Why a printed figure is what it is; without one, what could explain the measurements without a model file",
  options: (yargs) =>
    yargs
      .positional("figure", {
        type: "string",
        describe: `A limit: ${[...explainedLimits, "all"].join(", ")}; a figure at a load: ${explainedFigures.join(", ")}; or a size that holds a load: ${sizeLevers.join(", ")}`,
      })
      .option(
        "users",
        valued(
          "Loads of a figure, or of a size that holds them (default: launch: of headroom.yaml)",
        ),
      )
      .option("write", {
        type: "boolean",
        describe: "Puts what was found under models/found/, as model files to edit",
      })
      .option("force", { type: "boolean", describe: "Writes over files that are there" }),
  examples: [
    ["headroom explain", "searches resources, visits and laws, simplest first"],
    ["headroom explain p95 --users 250", "formula, inputs, the rows that move it, its interval"],
  ],
  run: async (args, world) => {
    const figure = text(args, "figure");
    if (figure !== undefined) return explainPrinted(figure, args, world);
    if (text(args, "users") !== undefined) {
      throw new UsageError("--users needs a figure", "e.g. headroom explain p95 --users 250");
    }
    const prepared = await prepare(args, world, { scenarios: true });
    const { workspace, input } = prepared;
    const { join } = await import("node:path");
    const folder = join(workspace.root, FOUND);
    if (flag(args, "write")) await requireFolder(workspace.root, world);
    if (flag(args, "write") && !flag(args, "force")) {
      const { requireNew } = await import("../../io/require-new.ts");
      requireNew([folder], world.cwd, "is there already", "write over what it holds with --force");
    }
    const { explain } = await import("../../planning/explain/explain.ts");
    const { explainText } = await import("../../report/text/explain-text.ts");
    const { hypotheses = [] } = input;
    const result = await fittable(prepared, world, (onProgress) =>
      explain({ ...input, hypotheses, onProgress }),
    );
    const found = result.explanations.filter(({ own }) => !own);
    const written = flag(args, "write") ? await write(found) : [];
    const { program, seed } = input;
    const explanations = result.explanations.map(({ hypothesis: _, ...one }) => one);
    await printResult<FoundExplanations>(
      args,
      world,
      { schema: 1, program, seed, ...result, explanations, written },
      () => [explainText(result), ...written.map((path) => `Wrote ${path}`)].join("\n"),
    );
    return exitCode.done;

    async function write(list: typeof found): Promise<readonly string[]> {
      const { platformYaml } = await import("../../workspace/platform/platform-yaml.ts");
      const { writeAtomically } = await import("../../io/write-atomically.ts");
      const files = list.map(({ name, hypothesis }) => {
        return { path: join(folder, `${name}.yaml`), content: platformYaml(hypothesis) };
      });
      writeAtomically(files);
      return list.map(({ name }) => `${FOUND}/${name}.yaml`);
    }
  },
};

/** @throws InputError when what is found would go out of the workspace */
async function requireFolder(root: string, world: World): Promise<void> {
  const { requireInside } = await import("../../io/require-inside.ts");
  const { WorkspaceReader } = await import("../../io/workspace-reader.ts");
  const reader = new WorkspaceReader(root, world.cwd);
  requireInside(reader, FOUND, `put a folder of the workspace in its place: ${FOUND}`);
  if (reader.problems.length > 0) throw reader.failure();
  reader.settle(FOUND);
}
