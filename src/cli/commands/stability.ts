import type { WorkspaceReader } from "../../io/workspace-reader.ts";
import type { Profile } from "../../simulation/course/profile.ts";
import type { StabilityMap, StabilityOptions } from "../../simulation/result/stability-map.ts";
import { type Arguments, type Command, seedOf, text, valued } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { setOption } from "../options/set-option.ts";
import type { StabilityOutput } from "../outputs/stability-output.ts";
import { printResult } from "../print-result.ts";
import { optionalRoot, type SimulationModel, simulationModel } from "../simulation-model.ts";
import { UsageError } from "../usage-error.ts";
import type { World } from "../world.ts";

/** Ships with the workspace of the reference platform. */
const usualProfile = "models/profiles/time-outs-and-retries.yaml";

/** A state that lasts this long counts as steady. */
const TIME = 300;

/** Runs of each load and start at most, whose majority decides. */
const REPLICATIONS = 5;

/** The loads at which impatient clients give a platform two steady states. */
export const stabilityCommand: Command = {
  usage: "stability",
  summary: "Loads at which a spike tips the platform for good, and at which it recovers",
  options: (yargs) =>
    yargs
      .option("model", valued("Platform model; the likeliest of the workspace without it"))
      .option("prior", { type: "boolean", describe: "Unknowns at the medians of their priors" })
      .option("profile", valued(`Time-outs, retries and limits: a profile (${usualProfile})`))
      .option("from", valued("Least load to look at, e.g. '50 users' (a tenth of the peak)"))
      .option("to", valued("Greatest, e.g. '600 users' (the profile's peak)"))
      .option("set", setOption)
      .option("duration", valued("Simulated time of each run (5 min)")),
  examples: [
    ["headroom stability --from '50 users' --to '600 users'", "with the profile that ships"],
    ["headroom stability --profile mine.yaml --set api.replicas=3", "after a change"],
  ],
  run: async (args, world) => {
    const { WorkspaceReader } = await import("../../io/workspace-reader.ts");
    const root = await optionalRoot(args, world);
    const reader = new WorkspaceReader(root ?? world.cwd, world.cwd);
    const profile = await profileOf(args, world, reader);
    const options = await optionsOf(args, profile);
    const model = await simulationModel(args, world, reader, root);
    const map = await mapOf(model, profile, options);
    const { stabilitySentences, stabilityText } = await import(
      "../../report/text/stability-text.ts"
    );
    const { stilled, stillPlatform } = await import("../../simulation/course/still-platform.ts");
    const { program } = await import("../../io/program.ts");
    const { platform, file, basis, weight, values, rounded, levers } = model;
    const { seed, from, to, time, replications = REPLICATIONS } = options;
    const { unit } = profile;
    const report = {
      schema: 1 as const,
      program: program(),
      seed,
      model: {
        ...{ title: platform.title, file, basis, weight, values, levers },
        rounded: [...rounded, ...stilled(stillPlatform(platform).drifts)],
        law: "lognormal" as const,
      },
      profile: profile.title,
      ...{ unit, from, to, time, replications, map },
      sentences: stabilitySentences({ unit, from, to, map }),
      inputs: Object.fromEntries(Object.entries(reader.inputs).sort()),
    };
    await printResult<StabilityOutput>(args, world, report, () => stabilityText(report));
    return exitCode.done;
  },
};

async function profileOf(args: Arguments, world: World, reader: WorkspaceReader): Promise<Profile> {
  const { readProfile } = await import("../options/read-profile.ts");
  const { pathFrom } = await import("../path-from.ts");
  const named = text(args, "profile");
  const path = named === undefined ? usualProfile : await pathFrom(world, reader, named);
  if (named === undefined && !reader.has(usualProfile)) throw noProfile();
  const profile = await readProfile(path, reader);
  if (profile.controls.clients?.timeOut !== undefined) return profile;
  const hint = "give it clients: { timeOut: 1 s, retry: { attempts: 3, backOff: 200 ms } }";
  throw new UsageError(`${reader.shown(path)}: its clients never give up`, hint);
}

/** How impatient clients are nobody can guess: an example to be filled in. */
function noProfile(): UsageError {
  const lines = [
    "title: Clients that give up and try again",
    "load: { spike: { base: 100 users, peak: 300 users, spawnRate: 50 users/s, at: 60 s, hold: 1 min } }",
    "duration: 8 min",
    "clients: { timeOut: 1 s, retry: { attempts: 3, backOff: 200 ms, causes: [clientTimeOut] } }",
  ];
  return new UsageError(
    `it is not said when clients give up and how often they try again: ${usualProfile} does not exist`,
    "write it with your loads, or name another with --profile, e.g.:",
    lines,
  );
}

async function optionsOf(args: Arguments, { unit, load }: Profile): Promise<StabilityOptions> {
  const peak = load.points.reduce((most, { value }) => Math.max(most, value), 1);
  const users = unit === "users";
  const least = users ? Math.max(1, Math.round(peak / 10)) : peak / 10;
  const from = await quantity(args, "from", users ? "users" : "rate", least);
  const to = await quantity(args, "to", users ? "users" : "rate", peak);
  if (to <= from) throw new UsageError("--to must be above --from", "e.g. --from 50 --to 600");
  return {
    seed: seedOf(args),
    load: users ? "users" : "arrivalRate",
    from,
    to,
    time: await quantity(args, "duration", "span", TIME),
    replications: REPLICATIONS,
  };
}

async function quantity(
  args: Arguments,
  name: string,
  kind: "users" | "rate" | "span",
  without: number,
): Promise<number> {
  const typed = text(args, name);
  if (typed === undefined) return without;
  const { parseQuantity, QuantityError } = await import("../../workspace/quantity/quantity.ts");
  try {
    return parseQuantity(typed, kind);
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    const hint = { users: "'50 users'", rate: "'50 req/s'", span: "'5 min'" }[kind];
    throw new UsageError(`--${name}: ${error.message}`, `e.g. --${name} ${hint}`);
  }
}

async function mapOf(
  { platform, file }: SimulationModel,
  profile: Profile,
  options: StabilityOptions,
): Promise<StabilityMap> {
  const { planExperiment } = await import("../../simulation/course/plan-experiment.ts");
  const { stabilityMap } = await import("../../simulation/result/stability-map.ts");
  try {
    const experiment = planExperiment(platform, { profile }, { seed: options.seed });
    return stabilityMap(experiment.platform, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const hint = "change the model, the profile or the options; or take another --model";
    throw new UsageError(`${file}: ${error.message}`, hint);
  }
}
