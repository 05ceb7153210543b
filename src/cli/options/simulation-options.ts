/** What the command line asks of a simulation, checked. */
import { type ChartFileFormat, chartEndings, chartFormatOf } from "../../io/chart-formats.ts";
import { type ServiceLaw, serviceLaws } from "../../simulation/course/service-law.ts";
import type { PerSecond, Seconds, Share } from "../../units.ts";
import type { QuantityKind } from "../../workspace/quantity/quantity.ts";
import { type Arguments, flag, seedOf, text } from "../command.ts";
import { UsageError } from "../usage-error.ts";
import { parseOneLoad } from "./parse-users.ts";

export interface SimulationOptions {
  readonly seed: number;
  readonly users?: number;
  readonly rate?: PerSecond;
  readonly profile?: string;
  readonly duration?: Seconds;
  readonly warmUp?: Seconds;
  readonly replications?: number;
  readonly precision?: Share;
  readonly workers?: number;
  readonly law?: ServiceLaw;
  readonly chart?: { readonly path: string; readonly format: ChartFileFormat };
  readonly csv: boolean;
}

/** More replications than any precision is worth. */
const MOST_REPLICATIONS = 10_000;

/** @throws UsageError naming the option, with a remedy */
export async function simulationOptions(args: Arguments): Promise<SimulationOptions> {
  const typed = (name: string) => text(args, name);
  const given = ["users", "rate", "profile"].filter((name) => typed(name) !== undefined);
  if (given.length !== 1) {
    const what =
      given.length === 0 ? "no load is given" : `--${given.join(" and --")} exclude each other`;
    throw new UsageError(what, "give one of --users 300, --rate '125 req/s', --profile file.yaml");
  }
  const users = typed("users");
  const profile = typed("profile");
  if (profile !== undefined && typed("warm-up") !== undefined) {
    throw new UsageError("--warm-up is for steady loads", "a profile is shown from its start");
  }
  if (typed("replications") !== undefined && typed("precision") !== undefined) {
    const hint = "give the number of replications, or the precision that decides it";
    throw new UsageError("--replications and --precision exclude each other", hint);
  }
  if (flag(args, "csv") && flag(args, "json")) {
    throw new UsageError("--csv and --json exclude each other", "give one of them");
  }
  const options = {
    users: users === undefined ? undefined : await parseOneLoad(users),
    rate: await quantity(args, "rate", "rate", "125 req/s"),
    profile,
    duration: await quantity(args, "duration", "span", "10 min"),
    warmUp: await quantity(args, "warm-up", "time", "30 s"),
    replications: count(args, "replications", MOST_REPLICATIONS),
    precision: await quantity(args, "precision", "share", "2 %"),
    workers: await workersOf(args),
    law: lawOf(typed("law")),
    chart: chartOf(typed("chart")),
  };
  if (options.precision === 0) throw new UsageError("--precision must be above 0", "e.g. 2%");
  const said = Object.entries(options).filter(([, value]) => value !== undefined);
  return { seed: seedOf(args), csv: flag(args, "csv"), ...Object.fromEntries(said) };
}

async function quantity(
  args: Arguments,
  name: string,
  kind: QuantityKind,
  example: string,
): Promise<number | undefined> {
  const typed = text(args, name);
  if (typed === undefined) return undefined;
  const { parseQuantity, QuantityError } = await import("../../workspace/quantity/quantity.ts");
  try {
    return parseQuantity(typed, kind);
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    throw new UsageError(`--${name}: ${error.message}`, `e.g. --${name} '${example}'`);
  }
}

function count(args: Arguments, name: string, most: number, why = ""): number | undefined {
  const typed = text(args, name);
  if (typed === undefined) return undefined;
  const value = /^\d{1,9}$/.test(typed) ? Number(typed) : 0;
  if (value >= 1 && value <= most) return value;
  const message = `--${name} must be a whole number from 1 to ${most}${why}, got "${typed}"`;
  throw new UsageError(message, `e.g. --${name} 4`);
}

/** Threads beyond the processors take memory and gain nothing. */
async function workersOf(args: Arguments): Promise<number | undefined> {
  if (text(args, "workers") === undefined) return undefined;
  const { everyCore, mostWorkers } = await import("../../io/run-replications.ts");
  const cores = everyCore();
  const said = `, four for each of this machine's ${cores} processor${cores === 1 ? "" : "s"}`;
  return count(args, "workers", mostWorkers(), said);
}

function lawOf(typed: string | undefined): ServiceLaw | undefined {
  if (typed === undefined) return undefined;
  const law = serviceLaws.find((one) => one === typed);
  if (law) return law;
  throw new UsageError(`--law "${typed}" is not known`, `one of ${serviceLaws.join(", ")}`);
}

function chartOf(path: string | undefined): SimulationOptions["chart"] {
  if (path === undefined) return undefined;
  const format = chartFormatOf(path);
  if (format) return { path, format };
  const hint = `let it end in ${chartEndings.join(", ")}`;
  throw new UsageError(`--chart ${path}: the format is told by the ending`, hint);
}
