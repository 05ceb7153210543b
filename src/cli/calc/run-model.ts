/** One model of `headroom calc` as a command: read, solve, verify, print. */

import { type Command, flag, valued } from "../command.ts";
import type { CalcOutput } from "../outputs/calc-output.ts";
import { UsageError } from "../usage-error.ts";
import type { Answer, CalcModel } from "./calc-model.ts";
import { readValues } from "./read-values.ts";
import { exitCodeOf, verdictOf } from "./verdict.ts";

export function modelCommand(model: CalcModel): Command {
  return {
    usage: model.file === undefined ? model.name : `${model.name} [file]`,
    summary: model.summary,
    standalone: true,
    options: (yargs) => {
      let all = yargs.option("verify", {
        type: "boolean",
        describe: "Solve it by a second method too, and compare",
      });
      if (model.file !== undefined) {
        all = all.positional("file", { type: "string", describe: model.file });
      }
      for (const [name, { describe, needed, choices }] of Object.entries(model.options)) {
        const words = choices === undefined ? describe : `${describe}: ${choices.join(", ")}`;
        all = all.option(name, { ...valued(words), ...(needed && { demandOption: true }) });
      }
      return all;
    },
    examples: model.examples,
    run: async (args, world) => {
      const values = await readValues(model, args, world);
      const answer = await solve(model, values);
      const verdict = flag(args, "verify") ? verdictOf(answer) : undefined;
      if (flag(args, "json")) {
        const { program } = await import("../../io/program.ts");
        const { input, result } = answer;
        const head = { schema: 1 as const, program: program(), model: model.name };
        const parts = { input: { ...input }, result: { ...result } };
        const data: CalcOutput = { ...head, ...parts, ...(verdict && { verify: verdict }) };
        world.stdout(`${JSON.stringify(data, refuseNonFinite, 2)}\n`);
      } else {
        const { calcText } = await import("./calc-text.ts");
        world.stdout(calcText(answer, verdict));
      }
      return exitCodeOf(verdict);
    },
  };
}

/** A solver refuses what has no answer with a RangeError that names the argument and the way out. */
async function solve(model: CalcModel, values: Parameters<CalcModel["solve"]>[0]): Promise<Answer> {
  try {
    return await model.solve(values);
  } catch (error) {
    if (!(error instanceof RangeError) || !/ (must|needs) /.test(error.message)) throw error;
    const [what = "", ...remedies] = error.message.split("; ");
    throw new UsageError(what, remedies.join("; ") || `see headroom calc ${model.name} --help`);
  }
}

function refuseNonFinite(name: string, value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new Error(`${name} is ${value}, which no answer may hold`);
  }
  return value;
}
