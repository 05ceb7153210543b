import { chartEndingsInWords } from "../../io/chart-formats.ts";
import { type Command, text, texts, valued } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { chartOptions, chartOptionsOf, chartWriter } from "../options/chart-options.ts";
import { setOption } from "../options/set-option.ts";
import type { ChartOutput } from "../outputs/chart-output.ts";
import { planOf, prepare, type Wanted } from "../plan-workspace.ts";
import { printResult } from "../print-result.ts";
import { UsageError } from "../usage-error.ts";

/** As `charts` has them, which would take a drawing library to ask. */
const named = [
  ...["zones", "throughput", "percentiles", "errors", "utilization", "endpoints", "fit-quality"],
  ...["what-if", "what-if-hypotheses", "what-if-limits"],
];

/** One picture. */
export const chartCommand: Command = {
  usage: "chart <name>",
  summary: "One picture, as SVG, PNG, PDF or Vega-Lite",
  options: (yargs) =>
    yargs
      .positional("name", { type: "string", describe: named.join(", ") })
      .option("output", {
        ...valued(`File that ends in ${chartEndingsInWords()}; - prints SVG`, { alias: "o" }),
        demandOption: true,
      })
      .option("set", setOption)
      .option("size", chartOptions.size)
      .option("theme", chartOptions.theme),
  examples: [
    ["headroom chart zones -o zones.svg", "the zones, to be scaled"],
    [
      "headroom chart what-if --set pool.size=40 --size slide -o pool.png",
      "one change instead of the workspace's scenarios, for a slide",
    ],
  ],
  run: async (args, world) => {
    const output = text(args, "output") ?? "-";
    const write = output === "-" ? null : await chartWriter("-o", output);
    const drawn = await chartOptionsOf(args);
    const { charts } = await import("../../charts/charts.ts");
    const name = text(args, "name") ?? "";
    const chart = Object.hasOwn(charts, name) ? charts[name] : undefined;
    if (chart === undefined) throw await unknownChart(name, Object.keys(charts));
    if (output !== "-") {
      const { requireWritable } = await import("../../io/require-writable.ts");
      requireWritable(output, world.cwd);
    }
    const prepared = await prepare(args, world, await wantedOf(texts(args, "set"), name));
    const input = { ...prepared.input, withoutIncidents: false };
    const result = await planOf({ ...prepared, input }, world);
    const spec = chart.draw(result, drawn);
    if (write === null) {
      const { renderChart } = await import("../../io/render-chart.ts");
      world.stdout(await renderChart(spec, "svg"));
      return exitCode.done;
    }
    await write(spec, world);
    const { program, seed } = prepared.input;
    const sentence = chart.sentence(result);
    const data = { schema: 1 as const, program, seed, chart: name, sentence, outputs: [output] };
    await printResult<ChartOutput>(args, world, data, () => output);
    return exitCode.done;
  },
};

/**
 * The workspace's scenarios, or the one of the command line.
 *
 * @throws UsageError where a picture has nothing to do with a change
 */
async function wantedOf(settings: readonly string[], name: string): Promise<Wanted> {
  if (settings.length === 0) return { scenarios: true };
  if (!name.startsWith("what-if")) {
    throw new UsageError(
      `chart ${name} shows the platform as it is, not a change`,
      "with --set take what-if, what-if-limits or what-if-hypotheses",
    );
  }
  const { parseSet } = await import("../options/parse-set.ts");
  return { chosen: [parseSet(settings)] };
}

async function unknownChart(name: string, known: readonly string[]): Promise<UsageError> {
  const { nearestName } = await import("../../ingest/nearest-name.ts");
  const near = nearestName(name, known);
  const hint = near === undefined ? `known charts: ${known.join(", ")}` : `did you mean ${near}?`;
  return new UsageError(`unknown chart "${name}"`, hint);
}
