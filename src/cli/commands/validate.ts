import type { Campaign } from "../../measurement/campaign.ts";
import type { Scenario } from "../../platform/scenario.ts";
import { type Arguments, type Command, seedOf, text, texts, valued } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { campaignsOf } from "../options/read-campaigns.ts";
import { setOption } from "../options/set-option.ts";
import type { ValidateOutput } from "../outputs/validate-output.ts";
import { progressOn, workspaceRoot } from "../plan-workspace.ts";
import { printResult } from "../print-result.ts";
import { RefusedError } from "../refused-error.ts";
import { UsageError } from "../usage-error.ts";
import type { World } from "../world.ts";

/** How well a change would have been predicted from the test before it. */
export const validateCommand: Command = {
  usage: "validate <before> <files..>",
  summary: "Scores a prediction against a later measurement: error, inside its interval or not",
  options: (yargs) =>
    yargs
      .positional("before", {
        type: "string",
        describe: "Campaign folder or results of the test before the change; several with commas",
      })
      .positional("files", {
        type: "string",
        array: true,
        describe: "More of them, then the test after the change; scenario files (.yaml)",
      })
      .option("set", setOption)
      .option("model", {
        ...valued("Platform model instead of the workspace's; may be repeated"),
        array: true,
      }),
  examples: [
    ["headroom validate data/A,data/A2 data/B --set pool.size=20", "two runs before the change"],
    ["headroom validate before/ after/ change.yaml --model platform.yaml", "without a workspace"],
  ],
  run: async (args, world) => {
    const seed = seedOf(args);
    const paths = await pathsOf(args, world);
    const root = await rootOf(args, world);
    const { set, chosen } = await scenariosOf(args, world, paths.scenarios, root);
    const models = await modelsOf(args, world, root);
    const before = await campaignsOf(paths.before, world);
    const after = await campaignsOf([paths.after], world);
    const { program } = await import("../../io/program.ts");
    const scenarios = [...set, ...chosen.scenarios];
    const input = {
      before: before.campaign,
      after: after.campaign,
      hypotheses: models.hypotheses,
      scenarios,
      ...(models.known.connections === undefined ? {} : { room: models.known.connections }),
      seed,
      ...(world.terminal ? { onProgress: progressOn(world) } : {}),
    };
    const predicted = await validated(input, world);
    const { validationText } = await import("../../report/text/validation-text.ts");
    const levers = scenarios.map(leversText).join("; ");
    const identity = {
      program: program(),
      seed,
      before: before.campaign.name,
      after: after.campaign.name,
      levers,
      models: models.hypotheses.map(({ name }) => name).join(" "),
      ...(await hashes({ before, after, models: { hashes: Object.values(models.inputs) } })),
    };
    const past = root === null ? [] : await pastOf(root, world, identity);
    const { widenedFigures, widening } = await import(
      "../../planning/validate/past-predictions.ts"
    );
    const { scoreFigures } = await import("../../planning/fit/score-figures.ts");
    const { ledgerLines } = await import("../../report/text/ledger-lines.ts");
    const factor = widening(past);
    const figures = factor === null ? predicted.figures : widenedFigures(predicted.figures, factor);
    const validation = { ...predicted, figures, scores: scoreFigures(figures) };
    // What the models said goes into the ledger: a correction that learned from itself would fade.
    const ledger = root === null ? null : await record(root, world, identity, predicted);
    const data = { schema: 1 as const, ...identity, ...validation, widening: factor, past, ledger };
    await printResult<ValidateOutput>(args, world, data, () =>
      [
        validationText(validation, levers),
        ...ledgerLines(past, factor),
        ...(ledger === null ? [] : [`Recorded in ${ledger}.`]),
      ].join("\n"),
    );
    return exitCode.done;
  },
};

type Input = Parameters<typeof import("../../planning/validate/validate.ts")["validate"]>[0];

async function validated(input: Input, world: World) {
  const { validate } = await import("../../planning/validate/validate.ts");
  const { matchingLoads } = await import("../../planning/what-if/matching-loads.ts");
  const { formatUserList } = await import("../../wording/format-users.ts");
  const { ScenarioError } = await import("../../planning/what-if/scenario-error.ts");
  if (matchingLoads(input.before, input.after).length === 0) {
    const loads = ({ levels }: Campaign) => formatUserList(levels.map(({ users }) => users));
    throw new UsageError(
      `before and after have no load in common: ${loads(input.before)} and ${loads(input.after)}`,
      "measure the change at loads that were measured before it",
    );
  }
  try {
    return validate(input);
  } catch (error) {
    if (error instanceof ScenarioError) throw new UsageError(error.message, setHint);
    if (!(error instanceof RangeError)) throw error;
    const hint = "see headroom audit for doubtful levels; measure more levels before the change";
    throw new RefusedError(error.message, hint);
  } finally {
    if (world.terminal) world.stderr("\r\u001b[K");
  }
}

const setHint = "see headroom what-if --help";

interface Paths {
  readonly before: readonly string[];
  readonly after: string;
  readonly scenarios: readonly string[];
}

/** Scenario files by their ending; of the rest the last one is the test after the change. */
async function pathsOf(args: Arguments, world: World): Promise<Paths> {
  const { exists } = await import("../../io/read-campaign-folder.ts");
  const named = [...texts(args, "before"), ...texts(args, "files")];
  const scenarios = named.filter((path) => /\.ya?ml$/i.test(path));
  const measured = named
    .filter((path) => !scenarios.includes(path))
    .flatMap((path) => (exists(path, world.cwd) ? [path] : path.split(",")))
    .filter((path) => path !== "");
  const after = measured.at(-1);
  if (after === undefined || measured.length < 2) {
    throw new UsageError(
      "a test before the change and one after it are needed",
      "headroom validate BEFORE AFTER --set lever=value",
    );
  }
  return { before: measured.slice(0, -1), after, scenarios };
}

/** The workspace; null where there is none and models are named, so that none is needed. */
async function rootOf(args: Arguments, world: World): Promise<string | null> {
  const { InputError } = await import("../../workspace/input-error.ts");
  try {
    return await workspaceRoot(args, world);
  } catch (error) {
    const needed = text(args, "workspace") !== undefined || texts(args, "model").length === 0;
    if (needed || !(error instanceof InputError)) throw error;
    return null;
  }
}

async function scenariosOf(
  args: Arguments,
  world: World,
  files: readonly string[],
  root: string | null,
) {
  const { parseSet } = await import("../options/parse-set.ts");
  const { loadScenarios } = await import("../../io/load-workspace.ts");
  const settings = texts(args, "set");
  const set = settings.length > 0 ? [parseSet(settings)] : [];
  return { set, chosen: await loadScenarios(root ?? world.cwd, world.cwd, files) };
}

async function modelsOf(args: Arguments, world: World, root: string | null) {
  const { loadHypotheses } = await import("../../io/load-workspace.ts");
  const models = await loadHypotheses(root, world.cwd, texts(args, "model"));
  if (models.hypotheses.length > 0) return models;
  throw new UsageError(
    "there is no platform model to predict with",
    'name one with --model FILE, or with "hypotheses:" in headroom.yaml',
  );
}

function leversText({ levers }: Scenario): string {
  return levers
    .map(({ name, text: value, endpoints }) => {
      return `${name}${endpoints === undefined ? "" : `[${endpoints}]`}=${value}`;
    })
    .join(", ");
}

async function hashes<Of extends string>(
  of: Readonly<Record<Of, { readonly hashes: readonly string[] }>>,
) {
  const { hashOf } = await import("../../io/ledger.ts");
  const { keysOf } = await import("../../record.ts");
  const entries = keysOf(of).map((key) => [`${key}_sha256`, hashOf(of[key].hashes)]);
  return Object.fromEntries(entries) as Readonly<Record<`${Of}_sha256`, string>>;
}

/** Earlier validations of the workspace, without those of today's test. */
async function pastOf(
  root: string,
  world: World,
  identity: Readonly<Record<string, string | number>>,
) {
  const { join } = await import("node:path");
  const { ledgerFile, readLedger } = await import("../../io/ledger.ts");
  const { pastPredictionOf } = await import("../../report/text/validation-line.ts");
  return readLedger(join(root, ledgerFile), world.cwd)
    .map(pastPredictionOf)
    .filter(({ test }) => test !== identity["after_sha256"]);
}

async function record(
  root: string,
  world: World,
  identity: Readonly<Record<string, string | number>>,
  validation: Awaited<ReturnType<typeof validated>>,
): Promise<string> {
  const { join, relative } = await import("node:path");
  const { ledgerFile, recordInLedger } = await import("../../io/ledger.ts");
  const { validationLine } = await import("../../report/text/validation-line.ts");
  const path = join(root, ledgerFile);
  recordInLedger(path, world.cwd, { identity, figures: validationLine(validation) });
  return relative(world.cwd, path) || ledgerFile;
}
