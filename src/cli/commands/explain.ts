import { explainedLimits } from "../../planning/limit-reasons/limit-explanation.ts";
import { type Arguments, type Command, flag, text } from "../command.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import type { FoundExplanations, LimitReasons } from "../outputs/explain-output.ts";
import { fitOf, fittable, prepare } from "../plan-workspace.ts";
import { printResult } from "../print-result.ts";
import { UsageError } from "../usage-error.ts";
import type { World } from "../world.ts";

/** Where found structures go, which are read only where headroom.yaml names them. */
const FOUND = "models/found";

/** Explanations of the measurements that nobody had to write. */
export const explainCommand: Command = {
  usage: "explain [limit]",
  summary:
    "Why a printed limit is what it is; without one, what could explain the measurements without a model file",
  options: (yargs) =>
    yargs
      .positional("limit", {
        type: "string",
        describe: `One of ${[...explainedLimits, "all"].join(", ")}`,
      })
      .option("write", {
        type: "boolean",
        describe: "Puts what was found under models/found/, as model files to edit",
      })
      .option("force", { type: "boolean", describe: "Writes over files that are there" }),
  examples: [
    ["headroom explain", "searches resources, visits and laws, simplest first"],
    ["headroom explain breakingPoint", "formula, inputs, the rows that move it, its interval"],
  ],
  run: async (args, world) => {
    const limit = text(args, "limit");
    if (limit !== undefined) return explainLimit(limit, args, world);
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

/**
 * Why one limit, or all of them, is what it is.
 *
 * @throws UsageError when no limit is called so
 */
async function explainLimit(name: string, args: Arguments, world: World): Promise<ExitCode> {
  if (name !== "all" && !explainedLimits.some((one) => one === name)) {
    const { nearestName } = await import("../../ingest/nearest-name.ts");
    const near = nearestName(name, explainedLimits);
    const names = `one of ${explainedLimits.join(", ")}, or all`;
    throw new UsageError(
      `no limit is called "${name}"`,
      near === undefined ? names : `did you mean ${near}?`,
    );
  }
  if (flag(args, "write")) {
    throw new UsageError("--write writes model files, which a limit has none of", "leave it out");
  }
  const prepared = await prepare(args, world);
  const fitted = await fitOf(prepared, world);
  const { limitReasons } = await import("../../planning/limit-reasons/limit-reasons.ts");
  const { limitReasonsText } = await import("../../report/text/limit-reasons-text.ts");
  const all = limitReasons(fitted, prepared.input.policy);
  const reasons = name === "all" ? all : all.filter((one) => one.limit === name);
  const { program, seed } = prepared.input;
  await printResult<LimitReasons>(args, world, { schema: 1, program, seed, reasons }, () =>
    limitReasonsText(reasons),
  );
  return exitCode.done;
}

/** @throws InputError when what is found would go out of the workspace */
async function requireFolder(root: string, world: World): Promise<void> {
  const { requireInside } = await import("../../io/require-inside.ts");
  const { WorkspaceReader } = await import("../../io/workspace-reader.ts");
  const reader = new WorkspaceReader(root, world.cwd);
  requireInside(reader, FOUND, `put a folder of the workspace in its place: ${FOUND}`);
  if (reader.problems.length > 0) throw reader.failure();
  reader.settle(FOUND);
}
