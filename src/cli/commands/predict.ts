import { type Arguments, type Command, flag, judgeOption, text, valued } from "../command.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { parseUsers } from "../options/parse-users.ts";
import type { PredictedLoads, PredictedRates } from "../outputs/predict-output.ts";
import { fitOf, prepare } from "../plan-workspace.ts";
import { printResult } from "../print-result.ts";
import { UsageError } from "../usage-error.ts";
import type { World } from "../world.ts";

/** Throughput, response times, errors and zone at chosen loads. */
export const predictCommand: Command = {
  usage: "predict",
  summary: "Throughput, response times, errors and zone at each load, with intervals",
  options: (yargs) =>
    yargs
      .option("users", valued('Loads "250,300", or a range "from..to:step" (default: the plan\'s)'))
      .option("rate", valued('Requests that come by chance, "60,120 req/s" or "50..150:25 req/s"'))
      .option("judge", judgeOption),
  examples: [
    ["headroom predict --users 10..800:10", "at 80 loads"],
    ['headroom predict --rate "50..150:25 req/s"', "users who wait for nobody"],
  ],
  run: async (args, world) => {
    const rate = text(args, "rate");
    if (rate !== undefined) return predictAtRates(args, world, rate);
    const typed = text(args, "users");
    const users = typed === undefined ? undefined : await parseUsers(typed);
    const prepared = await prepare(args, world);
    const { policy, program, seed } = prepared.input;
    const fitted = await fitOf(prepared, world);
    const { predict } = await import("../../planning/predict/predict.ts");
    const { predictText } = await import("../../report/text/predict-text.ts");
    const { findLimits } = await import("../../limits/find-limits.ts");
    const found = findLimits(fitted.draws, policy, fitted.search);
    const points = predict(fitted, policy, users, found);
    const { fullestParts } = await import("../../planning/predict/fullest-parts.ts");
    const loads = points.map((point) => point.users);
    const shown = new Set(points.flatMap(({ utilization }) => Object.keys(utilization)));
    const parts = fullestParts(fitted.draws, loads);
    // The table of the parts shows it where all explanations have it.
    const fullest = parts.every(({ name }) => shown.has(name)) ? [] : parts;
    const base = { limits: found.limits };
    const data: PredictedLoads = { schema: 1, program, seed, base, points };
    if (!flag(args, "judge")) {
      await printResult<PredictedLoads>(args, world, data, () => predictText(points, fullest));
      return exitCode.done;
    }
    const { judgePlatforms } = await import("../judge-platforms.ts");
    const { heaviestHypothesis } = await import("../../planning/fit/heaviest-hypothesis.ts");
    const { judgeText } = await import("../../report/text/judge-text.ts");
    const model = fitted.hypotheses && heaviestHypothesis(fitted.hypotheses);
    const judged = users ?? fitted.campaign.levels.map((level) => level.users);
    const judge = await judgePlatforms(model, [], [...new Set(judged)], seed, world);
    await printResult<PredictedLoads>(
      args,
      world,
      { ...data, judge },
      () => `${predictText(points, fullest)}\n\n${judgeText(judge)}`,
    );
    return judge.partial ? exitCode.interrupted : exitCode.done;
  },
};

/** Open arrivals: a question that only a platform model can answer. */
async function predictAtRates(args: Arguments, world: World, typed: string): Promise<ExitCode> {
  if (text(args, "users") !== undefined) {
    throw new UsageError("--users and --rate exclude each other", "ask for the one or the other");
  }
  const { parseRates } = await import("../options/parse-rates.ts");
  const rates = await parseRates(typed);
  const prepared = await prepare(args, world);
  const { program, seed } = prepared.input;
  const { hypotheses } = await fitOf(prepared, world);
  const { predictOpen } = await import("../../planning/predict/predict-open.ts");
  const { predictOpenText } = await import("../../report/text/predict-open-text.ts");
  const points = predictOpen(hypotheses.draws, rates);
  await printResult<PredictedRates>(args, world, { schema: 1, program, seed, points }, () =>
    predictOpenText(points),
  );
  return exitCode.done;
}
