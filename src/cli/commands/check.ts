import { type Command, text, valued } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { formatOption, gateFormatOf } from "../options/gate-format.ts";
import { parseOneLoad } from "../options/parse-users.ts";
import { fitOf, prepare } from "../plan-workspace.ts";
import { printResult } from "../print-result.ts";
import { UsageError } from "../usage-error.ts";

/** The launch gate: do all objectives hold at this load? */
export const checkCommand: Command = {
  usage: "check",
  summary: "Launch gate: pass (0), fail (3), or not known well enough (4)",
  options: (yargs) =>
    yargs
      .option("users", { ...valued("The load to be let in"), demandOption: true })
      .option("confidence", valued("How sure, e.g. 0.9 or 90 % (default: the policy's)"))
      .option("format", formatOption),
  examples: [
    ["headroom check --users 250", "with the policy's confidence"],
    ["headroom check --users 250 --confidence 0.95 --json", "as data, for a pipeline"],
  ],
  run: async (args, world) => {
    const format = await gateFormatOf(args);
    const users = await parseOneLoad(text(args, "users") ?? "");
    const typed = text(args, "confidence");
    const asked = typed === undefined ? undefined : await parseConfidence(typed);
    const prepared = await prepare(args, world);
    const { input } = prepared;
    const fitted = await fitOf(prepared, world);
    const { checkLaunch } = await import("../../planning/check/check-launch.ts");
    const { checkGate } = await import("../../report/gate/check-gate.ts");
    const { checkText } = await import("../../report/text/check-text.ts");
    const confidence = asked ?? input.policy.safeLimit.confidence;
    const result = checkLaunch(fitted, input.policy, users, confidence);
    const { limitsToday } = await import("../../planning/plan/limits-today.ts");
    const { program, seed } = input;
    const base = { limits: limitsToday(fitted, input.policy) };
    await printResult(args, world, { schema: 1, program, seed, base, ...result }, () =>
      format === undefined ? checkText(result) : format(checkGate(result, confidence)),
    );
    const codes = { pass: exitCode.done, fail: exitCode.fails, unknown: exitCode.unknown };
    return codes[result.verdict];
  },
};

/** Below a half, "confident" would mean "more likely wrong"; 1 can never be reached. */
async function parseConfidence(typed: string): Promise<number> {
  const { parseQuantity, QuantityError } = await import("../../workspace/quantity/quantity.ts");
  const hint = "e.g. --confidence 0.9 or --confidence 90%";
  try {
    const confidence = parseQuantity(typed, "share");
    if (confidence >= 0.5 && confidence < 1) return confidence;
    throw new UsageError(`--confidence must be from 0.5 to below 1, got "${typed}"`, hint);
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    throw new UsageError(`--confidence: ${error.message}`, hint);
  }
}
