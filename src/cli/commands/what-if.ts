import { chartEndingsInWords } from "../../io/chart-formats.ts";
import type { PlanResult } from "../../planning/plan/plan-result.ts";
import type { WhatIf } from "../../planning/what-if/what-if.ts";
import {
  type Arguments,
  type Command,
  flag,
  judgeOption,
  text,
  texts,
  valued,
} from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { chartOptions, chartOptionsOf, chartWriter } from "../options/chart-options.ts";
import { setOption } from "../options/set-option.ts";
import type { WhatIfOutput } from "../outputs/what-if-output.ts";
import {
  fitOf,
  type Prepared,
  planOf,
  prepare,
  type Wanted,
  withProgress,
  workspaceRoot,
} from "../plan-workspace.ts";
import { printResult } from "../print-result.ts";
import type { World } from "../world.ts";

/** Loads at which each scenario is judged: the least measured, a middle one, the most. */
const JUDGED_LOADS = 3;

/** What a change would do to the limits. */
export const whatIfCommand: Command = {
  usage: "what-if [files..]",
  summary: "Limits before and after a change, side by side, with intervals",
  options: (yargs) =>
    yargs
      .positional("files", { type: "string", array: true, describe: "Scenario files, or -" })
      .option("set", setOption)
      .option("judge", judgeOption)
      .option("chart", valued(`Draw the change into a file that ends in ${chartEndingsInWords()}`))
      .option("size", chartOptions.size)
      .option("theme", chartOptions.theme),
  examples: [
    ["headroom what-if --set pool.size=40", "one change"],
    [
      "headroom what-if --set 'cache[GET /api/v1/goals/*]=60%' models/scenarios/caching.yaml",
      "two",
    ],
  ],
  run: async (args, world) => {
    const output = text(args, "chart");
    const write = output === undefined ? undefined : await chartWriter("--chart", output);
    const drawn = await chartOptionsOf(args);
    const settings = texts(args, "set");
    const files = texts(args, "files");
    const wanted: Wanted =
      settings.length + files.length === 0
        ? { scenarios: true }
        : await (async () => {
            const { parseSet } = await import("../options/parse-set.ts");
            const { loadScenarios } = await import("../../io/load-workspace.ts");
            const set = settings.length > 0 ? [parseSet(settings)] : [];
            const root = await workspaceRoot(args, world);
            const { scenarios, inputs } = await loadScenarios(root, world.cwd, files);
            return { chosen: [...set, ...scenarios], inputs };
          })();
    const prepared = await prepare(args, world, wanted);
    if (write === undefined && !flag(args, "judge")) {
      await printChanges(args, world, prepared);
      return exitCode.done;
    }
    const input = { ...prepared.input, withoutIncidents: false };
    const result = await planOf({ ...prepared, input }, world);
    if (write !== undefined) {
      const { whatIfChart } = await import("../../charts/what-if-chart.ts");
      await write(whatIfChart(result, drawn), world);
      world.stderr(`${output}\n`);
    }
    const { whatIfText } = await import("../../report/text/what-if-text.ts");
    const data = dataOf(result);
    if (!flag(args, "judge")) {
      await printResult<WhatIfOutput>(args, world, data, () => whatIfText(result));
      return exitCode.done;
    }
    const { sampleOf } = await import("../../simulation/course/sample-of.ts");
    const { judgePlatforms } = await import("../judge-platforms.ts");
    const { heaviestOfSummary } = await import("../../planning/fit/heaviest-hypothesis.ts");
    const { judgeText } = await import("../../report/text/judge-text.ts");
    const { hypotheses = [], campaign, scenarios, known } = prepared.input;
    const model = heaviestOfSummary(result.hypotheses, hypotheses);
    const loads = [...new Set(campaign.levels.map(({ users }) => users))];
    const few = sampleOf(loads, JUDGED_LOADS);
    const judge = await judgePlatforms(model, scenarios, few, result.seed, world, known);
    await printResult<WhatIfOutput>(
      args,
      world,
      { ...data, judge },
      () => `${whatIfText(result)}\n\n${judgeText(judge)}`,
    );
    return judge.partial ? exitCode.interrupted : exitCode.done;
  },
};

/** Without picture and judge nothing of a plan is needed but its scenarios. */
async function printChanges(args: Arguments, world: World, prepared: Prepared): Promise<void> {
  const { whatIf } = await import("../../planning/what-if/what-if.ts");
  const { pastOf } = await import("../../planning/plan/plan.ts");
  const { whatIfText } = await import("../../report/text/what-if-text.ts");
  const { policy, scenarios, program, seed, past } = prepared.input;
  const fitted = await fitOf(prepared, world);
  const question = { policy, scenarios, curves: flag(args, "json") };
  const changes = await withProgress(
    world,
    "what-if",
    (onProgress) => whatIf(fitted, question, onProgress),
    "scenario ",
  );
  prepared.input.answers?.keep();
  const result = { schema: 1 as const, program, seed, ...pastOf(past), ...changes };
  await printResult<WhatIfOutput>(args, world, dataOf(result), () => whatIfText(result));
}

function dataOf({
  schema,
  program,
  seed,
  past,
  limits,
  points,
  scenarios,
  options,
}: WhatIf & Pick<PlanResult, "schema" | "program" | "seed" | "past">): WhatIfOutput {
  return {
    schema,
    program,
    seed,
    ...(past === undefined ? {} : { past }),
    base: { limits, points },
    scenarios,
    options,
  };
}
