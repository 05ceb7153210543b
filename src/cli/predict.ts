import { type Command, flag, judgeOption, text, valued } from "./command.ts";
import { exitCode } from "./exit-code.ts";
import { parseUsers } from "./parse-users.ts";
import { fitOf, prepare } from "./plan-workspace.ts";
import { printResult } from "./print-result.ts";

/** Throughput, response times, errors and zone at chosen loads. */
export const predictCommand: Command = {
  usage: "predict",
  summary: "Throughput, response times, errors and zone at each load, with intervals",
  options: (yargs) =>
    yargs
      .option("users", valued('One load, or a range "from..to:step" (default: the plan\'s)'))
      .option("judge", judgeOption),
  examples: [
    ["headroom predict --users 250", "at one load"],
    ["headroom predict --users 10..800:10 --json", "at 80 loads, as data"],
  ],
  run: async (args, world) => {
    const typed = text(args, "users");
    const users = typed === undefined ? undefined : await parseUsers(typed);
    const prepared = await prepare(args, world);
    const { policy, program, seed } = prepared.input;
    const fitted = await fitOf(prepared, world);
    const { predict } = await import("../planning/predict.ts");
    const { predictText } = await import("../report/predict-text.ts");
    const points = predict(fitted, policy, users);
    const data = { schema: 1, program, seed, points };
    if (!flag(args, "judge")) {
      await printResult(args, world, data, () => predictText(points));
      return exitCode.done;
    }
    const { judgePlatforms } = await import("./judge-platforms.ts");
    const { heaviestHypothesis } = await import("../planning/heaviest-hypothesis.ts");
    const { judgeText } = await import("../report/judge-text.ts");
    const model = fitted.hypotheses && heaviestHypothesis(fitted.hypotheses);
    const loads = users ?? fitted.campaign.levels.map((level) => level.users);
    const judge = await judgePlatforms(model, [], [...new Set(loads)], seed, world);
    await printResult(
      args,
      world,
      { ...data, judge },
      () => `${predictText(points)}\n\n${judgeText(judge)}`,
    );
    return judge.partial ? exitCode.interrupted : exitCode.done;
  },
};
