import type { Command } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import type { FitOutput } from "../outputs/fit-output.ts";
import { planOf, prepare } from "../plan-workspace.ts";
import { printResult } from "../print-result.ts";

/** The model's parameters, how well they are known, and how well they fit. */
export const fitCommand: Command = {
  usage: "fit",
  summary: "Parameters with intervals, explanations with their chances, residuals, what is assumed",
  options: (yargs) => yargs,
  examples: [
    ["headroom fit", "parameters and residuals, also with each level left out"],
    ["headroom fit --seed 7 --json", "as data, from another random stream"],
  ],
  run: async (args, world) => {
    const prepared = await prepare(args, world);
    const result = await planOf(prepared, world);
    const { fitText } = await import("../../report/text/fit-text.ts");
    const { schema, program, seed, fit, hypotheses } = result;
    const data = { schema, program, seed, ...fit, hypotheses };
    await printResult<FitOutput>(args, world, data, () => fitText(fit, hypotheses));
    return exitCode.done;
  },
};
