import { type Command, text, valued } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import type { ExportOutput } from "../outputs/export-output.ts";
import { fitOf, prepare } from "../plan-workspace.ts";
import { printResult } from "../print-result.ts";
import { RefusedError } from "../refused-error.ts";
import { UsageError } from "../usage-error.ts";

/** The plan's numbers as settings of the programs that keep them. */
export const exportCommand: Command = {
  usage: "export <program>",
  summary: "Settings from the plan: alerts, rate limits, pools, autoscalers",
  options: (yargs) =>
    yargs
      .positional("program", {
        type: "string",
        describe:
          "prometheus, grafana, nginx, envoy, hikaricp, sqlalchemy, asyncpg, node-postgres, pgbouncer, hpa or keda",
      })
      .option("output", valued("File to write; - or nothing: printed", { alias: "o" })),
  examples: [
    ["headroom export prometheus -o headroom.rules.yml", "alerts for the zones"],
    ["headroom export nginx", "the rate limit, with its reasons as comments"],
  ],
  run: async (args, world) => {
    const { exportTargets } = await import("../../report/export/export-targets.ts");
    const { NotPlanned } = await import("../../report/export/export-target.ts");
    const { keysOf } = await import("../../record.ts");
    const named = text(args, "program") ?? "";
    const name = keysOf(exportTargets).find((one) => one === named.toLowerCase());
    if (name === undefined) {
      const all = keysOf(exportTargets).join(", ");
      const { nearestName } = await import("../../ingest/nearest-name.ts");
      const near = nearestName(named, keysOf(exportTargets));
      throw new UsageError(
        `settings for "${named.slice(0, 40)}" are not known`,
        near === undefined ? `one of ${all}` : `did you mean ${near}?`,
      );
    }
    const output = text(args, "output") ?? "-";
    if (output !== "-") {
      const { requireWritable } = await import("../../io/require-writable.ts");
      requireWritable(output, world.cwd);
    }
    const prepared = await prepare(args, world);
    const fitted = await fitOf(prepared, world);
    const { plannedSettings } = await import("../../planning/verdict/planned-settings.ts");
    const settings = plannedSettings(fitted, prepared.input);
    const content = written();
    const { limits } = settings;
    const { program, seed } = prepared.input;
    const data = { schema: 1 as const, program, seed, base: { limits }, target: name, content };
    if (output === "-") {
      await printResult<ExportOutput>(args, world, data, () => content);
      return exitCode.done;
    }
    const { resolve } = await import("node:path");
    const { writeAtomically } = await import("../../io/write-atomically.ts");
    writeAtomically([{ path: resolve(world.cwd, output), content }]);
    await printResult<ExportOutput>(args, world, { ...data, outputs: [output] }, () => output);
    return exitCode.done;

    function written(): string {
      const key = name ?? "prometheus";
      try {
        return exportTargets[key].write(settings);
      } catch (error) {
        if (!(error instanceof NotPlanned)) throw error;
        throw new RefusedError(`${key}: ${error.message}`, error.hint);
      }
    }
  },
};
