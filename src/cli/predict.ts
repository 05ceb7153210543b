import { type Command, text, valued } from "./command.ts";
import { exitCode } from "./exit-code.ts";
import { parseUsers } from "./parse-users.ts";
import { planOf, prepare } from "./plan-workspace.ts";
import { printResult } from "./print-result.ts";

/** Throughput, response times, errors and zone at chosen loads. */
export const predictCommand: Command = {
  usage: "predict",
  summary: "Throughput, response times, errors and zone at each load, with intervals",
  options: (yargs) =>
    yargs.option("users", valued('One load, or a range "from..to:step" (default: the plan\'s)')),
  examples: [
    ["headroom predict --users 250", "at one load"],
    ["headroom predict --users 10..800:10 --json", "at 80 loads, as data"],
  ],
  run: async (args, world) => {
    const typed = text(args, "users");
    const users = typed === undefined ? undefined : await parseUsers(typed);
    const prepared = await prepare(args, world);
    const { predict, predictText } = await import("../io/pending.ts");
    const result = await planOf(prepared, world);
    const points = users === undefined ? result.points : predict(prepared.input, users);
    const { schema, program, seed } = result;
    await printResult(args, world, { schema, program, seed, points }, () => predictText(points));
    return exitCode.done;
  },
};
