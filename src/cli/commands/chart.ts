import {
  chartEndings,
  chartEndingsInWords,
  chartFormatOf,
  chartFormats,
} from "../../io/chart-formats.ts";
import { type Command, text, valued } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { planOf, prepare } from "../plan-workspace.ts";
import { printResult } from "../print-result.ts";
import { UsageError } from "../usage-error.ts";

/** One picture. */
export const chartCommand: Command = {
  usage: "chart <name>",
  summary: "One picture, as SVG, PNG or Vega-Lite",
  options: (yargs) =>
    yargs
      .positional("name", { type: "string", describe: "zones, throughput, percentiles, …" })
      .option("output", {
        ...valued(`File that ends in ${chartEndingsInWords()}; - prints SVG`, { alias: "o" }),
        demandOption: true,
      }),
  examples: [
    ["headroom chart zones -o zones.svg", "the zones, to be scaled"],
    ["headroom chart throughput -o throughput.vl.json", "to be edited in any Vega-Lite editor"],
  ],
  run: async (args, world) => {
    const output = text(args, "output") ?? "-";
    const format = output === "-" ? "svg" : chartFormatOf(output);
    if (format === undefined) {
      const message = `-o ${output}: the format is told by the ending`;
      throw new UsageError(message, `let it end in ${chartEndings.join(", ")}`);
    }
    const { charts } = await import("../../charts/charts.ts");
    const name = text(args, "name") ?? "";
    const chart = Object.hasOwn(charts, name) ? charts[name] : undefined;
    if (chart === undefined) throw await unknownChart(name, Object.keys(charts));
    if (output !== "-") {
      const { requireWritable } = await import("../../io/require-writable.ts");
      requireWritable(output, world.cwd);
    }
    const prepared = await prepare(args, world, { scenarios: true });
    const spec = chart.draw(
      await planOf({ ...prepared, input: { ...prepared.input, withoutIncidents: false } }, world),
    );
    const content = await chartFormats[format](spec);
    if (output === "-") {
      world.stdout(String(content));
      return exitCode.done;
    }
    const { resolve } = await import("node:path");
    const { writeAtomically } = await import("../../io/write-atomically.ts");
    writeAtomically([{ path: resolve(world.cwd, output), content }]);
    const { program, seed } = prepared.input;
    const data = { schema: 1, program, seed, chart: name, outputs: [output] };
    await printResult(args, world, data, () => output);
    return exitCode.done;
  },
};

async function unknownChart(name: string, known: readonly string[]): Promise<UsageError> {
  const { nearestName } = await import("../../ingest/nearest-name.ts");
  const near = nearestName(name, known);
  const hint = near === undefined ? `known charts: ${known.join(", ")}` : `did you mean ${near}?`;
  return new UsageError(`unknown chart "${name}"`, hint);
}
