/** One model of `headroom calc` as a command: read, solve, verify, print. */
import type { Verification } from "../../queueing/verify/verification.ts";
import { type Command, flag, valued } from "../command.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { UsageError } from "../usage-error.ts";
import type { Answer, CalcModel } from "./calc-model.ts";
import { readValues } from "./read-values.ts";

/** Two exact methods in double arithmetic: what parts them by more is a fault in one of them. */
const tolerance = 1e-8;

export interface Verdict {
  readonly status: "agrees" | "disagrees" | "approximation" | "not checked";
  /** Largest relative difference that counts as agreement. */
  readonly tolerance: number;
  readonly comparisons: readonly Verification[];
  /** Why nothing was compared, or how far off the approximation may be. */
  readonly note: string | null;
}

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
        const head = { schema: 1, program: program(), model: model.name };
        const data = { ...head, input, result, ...(verdict && { verify: verdict }) };
        world.stdout(`${JSON.stringify(data, refuseNonFinite, 2)}\n`);
      } else {
        const { calcText } = await import("./calc-text.ts");
        world.stdout(calcText(answer, verdict));
      }
      return exitCodeOf(verdict);
    },
  };
}

/** Two methods that disagree are a fault of this program. */
export function exitCodeOf(verdict: Verdict | undefined): ExitCode {
  return verdict?.status === "disagrees" ? exitCode.fault : exitCode.done;
}

/** Runs the second method. One that cannot take a system this large says so; it fails nothing. */
export function verdictOf({ verify, approximation }: Answer): Verdict {
  const none = (note: string): Verdict => ({
    status: "not checked",
    tolerance,
    comparisons: [],
    note,
  });
  if (typeof verify === "string") return none(verify);
  let comparisons: readonly Verification[];
  try {
    comparisons = verify();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return none(`the second method does not reach this far (${error.message})`);
  }
  if (approximation !== undefined) {
    return { status: "approximation", tolerance, comparisons, note: approximation };
  }
  // Not "some differ by more": a difference that is no number is no agreement.
  const agrees = comparisons.every(({ relativeDifference: d }) => d <= tolerance);
  return { status: agrees ? "agrees" : "disagrees", tolerance, comparisons, note: null };
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
