/** Runs one command line, from its arguments to its exit code. */

import yargs, { type Argv } from "yargs";
import { lowerFirst } from "../wording/lower-first.ts";
import { type Arguments, type Command, dash, outputOptions, sharedOptions } from "./command.ts";
import { auditCommand } from "./commands/audit.ts";
import { calcCommand } from "./commands/calc.ts";
import { chartCommand } from "./commands/chart.ts";
import { checkCommand } from "./commands/check.ts";
import { compareCommand } from "./commands/compare.ts";
import { completionCommand } from "./commands/completion.ts";
import { explainCommand } from "./commands/explain.ts";
import { exploreCommand } from "./commands/explore.ts";
import { exportCommand } from "./commands/export.ts";
import { fitCommand } from "./commands/fit.ts";
import { forecastCommand } from "./commands/forecast.ts";
import { importCommand } from "./commands/import.ts";
import { initCommand } from "./commands/init.ts";
import { mergeCommand } from "./commands/merge.ts";
import { nextCommand } from "./commands/next.ts";
import { optimizeCommand } from "./commands/optimize.ts";
import { planCommand } from "./commands/plan.ts";
import { predictCommand } from "./commands/predict.ts";
import { reportCommand } from "./commands/report.ts";
import { serveCommand } from "./commands/serve.ts";
import { simulateCommand } from "./commands/simulate.ts";
import { stabilityCommand } from "./commands/stability.ts";
import { sweepCommand } from "./commands/sweep.ts";
import { transferCommand } from "./commands/transfer.ts";
import { validateCommand } from "./commands/validate.ts";
import { whatIfCommand } from "./commands/what-if.ts";
import { workerCommand } from "./commands/worker.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import { UsageError } from "./usage-error.ts";
import { visibleWorld } from "./visible-world.ts";
import type { World } from "./world.ts";

export const commands: readonly Command[] = [
  planCommand,
  initCommand,
  importCommand,
  auditCommand,
  fitCommand,
  explainCommand,
  predictCommand,
  whatIfCommand,
  validateCommand,
  transferCommand,
  optimizeCommand,
  checkCommand,
  compareCommand,
  forecastCommand,
  nextCommand,
  simulateCommand,
  stabilityCommand,
  sweepCommand,
  mergeCommand,
  workerCommand,
  chartCommand,
  reportCommand,
  exploreCommand,
  serveCommand,
  exportCommand,
  calcCommand,
  completionCommand(() => commands),
];

const single = [
  ...["workspace", "seed", "users", "confidence", "output", "format", "name", "engine"],
  ...[
    "minutes-per-level",
    "setup-minutes",
    "top",
    "probability",
    "max-cost",
    "tolerance",
    "for",
    "map",
    "port",
    "host",
  ],
];

/** Never throws: every error is printed and becomes an exit code. */
export async function run(argv: readonly string[], world: World): Promise<ExitCode> {
  const seen = visibleWorld(world);
  try {
    return await dispatch(argv, seen);
  } catch (error) {
    const { printError } = await import("./print-error.ts");
    return await printError(error, seen, argv);
  }
}

async function dispatch(argv: readonly string[], world: World): Promise<ExitCode> {
  let chosen: { readonly command: Command; readonly args: Arguments } | undefined;
  let cli: Argv = yargs([], world.cwd)
    .scriptName("headroom")
    .locale("en") // help must not follow LANG
    .exitProcess(false)
    .version(false) // yargs would look for a package.json; headroom.ts answers --version
    .parserConfiguration({
      "greedy-arrays": false, // "--set a=1 file.yaml": the file is not a lever
      "dot-notation": false,
      "parse-numbers": false, // "--users abc" would be NaN
      "parse-positional-numbers": false,
    })
    .usage("headroom <command>\n\nFrom load-test results to limits, zones and what-ifs.")
    .option("version", { type: "boolean", describe: "Print the version" })
    .strict()
    .recommendCommands()
    .demandCommand(1, "a command is missing")
    .example("headroom plan", "the main job, in a workspace")
    .example("headroom check --users 250", "may 250 users be let in?")
    .wrap(96)
    .fail((message: string | null, error?: Error) => {
      // yargs words its own refusals as errors too, of a class that it does not export.
      if (error !== undefined && error !== null && error.name !== "YError") throw error;
      const words = (message ?? error?.message ?? "unknown").replaceAll(dash, "-");
      throw new UsageError(lowerFirst(words), hintFor(argv));
    });
  for (const command of commands) {
    cli = register(cli, command, (found, args) => {
      chosen = { command: found, args };
    });
  }
  let help = "";
  await cli.parseAsync(withDashes(argv), {}, (_error: unknown, _args: unknown, output: string) => {
    help = output;
  });
  if (help !== "") {
    world.stdout(`${help}\n`);
    return exitCode.done;
  }
  if (chosen === undefined) throw new UsageError("a command is missing", hintFor(argv));
  const { command, args } = chosen;
  const repeated = single.find((name) => Array.isArray(args[name]));
  if (repeated !== undefined) {
    throw new UsageError(`--${repeated} is given twice`, "give it once");
  }
  return await command.run(args, world);
}

function register(
  cli: Argv,
  command: Command,
  choose: (command: Command, args: Arguments) => void,
): Argv {
  const build = (sub: Argv) => {
    const [[one, does], [two, doesToo]] = command.examples;
    const shared = command.standalone ? outputOptions : sharedOptions;
    // The examples of whatever stands above would stand before these.
    return command
      .options(shared(sub.version(false)))
      .strict()
      .example([])
      .example(one, does)
      .example(two, doesToo);
  };
  const { commands: nested } = command;
  return cli.command(
    command.usage,
    command.summary,
    nested === undefined
      ? build
      : async (sub: Argv) => {
          const all = build(sub).demandCommand(1, "a model is missing");
          return (await nested()).reduce((y, one) => register(y, one, choose), all);
        },
    (args) => choose(command, args),
  );
}

const withDashes = (argv: readonly string[]) => argv.map((word) => (word === "-" ? dash : word));

function hintFor(argv: readonly string[]): string {
  const command = commands.find(({ usage }) => argv.includes(usage.split(" ")[0] ?? ""));
  const name = command?.usage.split(" ")[0];
  // What follows a command with commands of its own is one of those.
  const next = command?.commands === undefined ? undefined : argv[argv.indexOf(name ?? "") + 1];
  const nested = next === undefined || next.startsWith("-") ? "" : `${next} `;
  return `see headroom ${name === undefined ? "" : `${name} ${nested}`}--help`;
}
