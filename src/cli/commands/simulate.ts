import type { ChartOptions } from "../../charts/layers/theme.ts";
import { chartEndingsInWords, chartFormats } from "../../io/chart-formats.ts";
import type { WorkspaceReader } from "../../io/workspace-reader.ts";
import type { SimulationReport } from "../../report/simulation-report.ts";
import type { ExperimentLoad } from "../../simulation/course/plan-experiment.ts";
import { type Arguments, type Command, valued } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { chartOptions, chartOptionsOf } from "../options/chart-options.ts";
import { setOption } from "../options/set-option.ts";
import { type SimulationOptions, simulationOptions } from "../options/simulation-options.ts";
import type { SimulateOutput } from "../outputs/simulate-output.ts";
import { printResult } from "../print-result.ts";
import { runExperiment } from "../run-experiment.ts";
import { optionalRoot, type SimulationModel, simulationModel } from "../simulation-model.ts";
import { UsageError } from "../usage-error.ts";
import type { World } from "../world.ts";

/** Event by event: what formulas cannot tell, spikes above all. */
export const simulateCommand: Command = {
  usage: "simulate",
  summary: "Event by event: a steady load, or spikes, limits and retries over time",
  options: (yargs) =>
    yargs
      .option("model", valued("Platform model; the likeliest of the workspace without it"))
      .option("prior", {
        type: "boolean",
        describe: "Unknowns at the medians of their priors, not fitted to the measurements",
      })
      .option("users", valued("A steady load of so many users"))
      .option("rate", valued("A steady load of arrivals, e.g. '125 req/s'"))
      .option("profile", valued("A load over time: a file such as models/profiles/*.yaml, or -"))
      .option("set", setOption)
      .option("law", valued("Law of the work: lognormal (default), gamma, exponential"))
      .option("duration", valued("Simulated time of each replication (steady load: 5 min)"))
      .option("warm-up", valued("Cut from the start of a steady load; found by itself without"))
      .option("replications", valued("Independent runs (10)"))
      .option("precision", valued("Runs until the mean response time is known so well, e.g. 2%"))
      .option("workers", valued("Threads; one for each core without it"))
      .option("csv", { type: "boolean", describe: "Print a table: time series, or endpoints" })
      .option("chart", valued(`Draw the course into a file that ends in ${chartEndingsInWords()}`))
      .option("size", chartOptions.size)
      .option("theme", chartOptions.theme),
  examples: [
    ["headroom simulate --users 300 --set pool.size=40", "a steady load after a change"],
    ["headroom simulate --profile models/profiles/spike-and-recovery.yaml", "a spike, in words"],
  ],
  run: async (args, world) => {
    const options = await simulationOptions(args);
    if (options.chart !== undefined) {
      const { requireWritable } = await import("../../io/require-writable.ts");
      requireWritable(options.chart.path, world.cwd);
    }
    const { WorkspaceReader } = await import("../../io/workspace-reader.ts");
    const root = await optionalRoot(args, world);
    const reader = new WorkspaceReader(root ?? world.cwd, world.cwd);
    const model = await simulationModel(args, world, reader, root);
    const load = await loadOf(options, world, reader);
    const experiment = await planned(model, load, options);
    const { result, partial, brokenOff } = await runExperiment(experiment, options.workers, world);
    if (result === null) {
      world.stderr("interrupted before anything was simulated: nothing to show\n");
      return exitCode.interrupted;
    }
    const { simulationReport } = await import("../../report/simulation-report.ts");
    const { program } = await import("../../io/program.ts");
    const { platform, file, basis, weight, values, rounded, levers, policy } = model;
    const law = options.law ?? "lognormal";
    const until = experiment.run.until;
    const report = simulationReport(
      {
        program: program(),
        partial,
        brokenOff,
        model: {
          ...{ title: platform.title, file, basis, weight, values, rounded, levers, law },
          drifts: experiment.run.drifts ?? {},
        },
        load,
        duration: "time" in until ? until.time : 0,
        redLine: policy.redLine.p95,
        inputs: sorted(reader.inputs),
      },
      result,
    );
    await print(args, world, options, report);
    return partial ? exitCode.interrupted : exitCode.done;
  },
};

async function loadOf(
  { users, rate, profile }: SimulationOptions,
  world: World,
  reader: WorkspaceReader,
): Promise<ExperimentLoad> {
  if (users !== undefined) return { users };
  if (rate !== undefined) return { rate };
  const { readProfile } = await import("../options/read-profile.ts");
  const { pathFrom } = await import("../path-from.ts");
  return { profile: await readProfile(await pathFrom(world, reader, profile ?? "-"), reader) };
}

async function planned(model: SimulationModel, load: ExperimentLoad, options: SimulationOptions) {
  const { planExperiment } = await import("../../simulation/course/plan-experiment.ts");
  const { replicationOf } = await import("../../simulation/engine/simulation-run.ts");
  try {
    const series = options.chart !== undefined;
    const experiment = planExperiment(model.platform, load, { ...options, series });
    replicationOf(experiment.platform, experiment.run, 0);
    return experiment;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const hint = "change the model, the profile or the options; or take another --model";
    throw new UsageError(`${model.file}: ${error.message}`, hint);
  }
}

async function print(
  args: Arguments,
  world: World,
  options: SimulationOptions,
  report: SimulationReport,
): Promise<void> {
  if (options.chart) await draw(options.chart, report, await chartOptionsOf(args), world);
  if (options.csv) {
    const { simulationCsv } = await import("../../report/text/simulation-csv.ts");
    world.stdout(`${simulationCsv(report)}\n`);
    return;
  }
  const { simulationText } = await import("../../report/text/simulation-text.ts");
  await printResult<SimulateOutput>(args, world, report, () => simulationText(report));
}

async function draw(
  { path, format }: NonNullable<SimulationOptions["chart"]>,
  report: SimulationReport,
  drawn: ChartOptions,
  world: World,
): Promise<void> {
  const { simulationChart } = await import("../../charts/simulation-chart.ts");
  const { writeAtomically } = await import("../../io/write-atomically.ts");
  const { resolve } = await import("node:path");
  const spec = simulationChart(report, drawn);
  const content = await chartFormats[format](spec);
  writeAtomically([{ path: resolve(world.cwd, path), content }]);
  world.stderr(`${path}\n`);
}

const sorted = (inputs: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(inputs).sort(([a], [b]) => (a < b ? -1 : 1)));
