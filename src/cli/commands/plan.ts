import type { Command } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import type { PlanOutput } from "../outputs/plan-output.ts";
import { planOf, prepare } from "../plan-workspace.ts";
import { printResult } from "../print-result.ts";

/** The main job: audit, fit, limits, zones, what-ifs, charts and the review pack. */
export const planCommand: Command = {
  usage: "plan",
  summary: "The main job: audit, fit, limits, what-ifs, charts, review pack in out/",
  options: (yargs) => yargs,
  examples: [
    ["headroom plan", "in the workspace around the working directory"],
    ["headroom plan -C shop --json", "in the folder shop, the result as data"],
  ],
  run: async (args, world) => {
    const prepared = await prepare(args, world, { scenarios: true, improvements: true });
    const { workspace } = prepared;
    const result = await planOf(prepared, world);
    const { extrasOf, reviewPack } = await import("../review-pack.ts");
    const { writeAtomically } = await import("../../io/write-atomically.ts");
    const { planSummary } = await import("../../report/text/plan-summary.ts");
    const { jsonText } = await import("../../wording/json-text.ts");
    const { join, relative, sep } = await import("node:path");
    const json = `${jsonText(result)}\n`;
    const files = [
      { path: join(workspace.out, "plan.json"), content: json },
      ...(await reviewPack(result, await extrasOf(workspace), join(workspace.out, "report.md"))),
    ];
    writeAtomically(files);
    const outputs = files.map(({ path }) => relative(workspace.root, path).split(sep).join("/"));
    const folder = relative(world.cwd, workspace.out) || ".";
    await printResult<PlanOutput>(args, world, { ...result, outputs }, () =>
      planSummary(result, join(folder, "report.md")),
    );
    return exitCode.done;
  },
};
