import { type Command, flag, text, valued } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { formatOption, gateFormatOf } from "../options/gate-format.ts";
import { parseOneLoad } from "../options/parse-users.ts";
import type { CheckOutput } from "../outputs/check-output.ts";
import { fitOf, prepare } from "../plan-workspace.ts";
import { printResult } from "../print-result.ts";
import { UsageError } from "../usage-error.ts";

/** The launch gate: do all objectives hold at this load? */
export const checkCommand: Command = {
  usage: "check",
  summary: "Launch gate: GO (0), NO GO (3), conditional or not known (4)",
  options: (yargs) =>
    yargs
      .option("users", valued("The load to be let in (default: launch: of headroom.yaml)"))
      .option("accept-conditions", {
        type: "boolean",
        describe: "Exit with 0 unless it is NO GO: somebody answers for the conditions",
      })
      .option("confidence", valued("How sure, e.g. 0.9 or 90 % (default: the policy's)"))
      .option("format", formatOption),
  examples: [
    ["headroom check", "what headroom.yaml states under launch:"],
    ["headroom check --users 250 --confidence 0.95 --json", "as data, for a pipeline"],
  ],
  run: async (args, world) => {
    const format = await gateFormatOf(args);
    const typedUsers = text(args, "users");
    const users = typedUsers === undefined ? undefined : await parseOneLoad(typedUsers);
    const typed = text(args, "confidence");
    const asked = typed === undefined ? undefined : await parseConfidence(typed);
    const prepared = await prepare(args, world);
    const { input } = prepared;
    const { usersTarget } = await import("../../planning/verdict/launch-target.ts");
    const target = users === undefined ? (input.launch ?? null) : usersTarget(users);
    if (target === null) {
      throw new UsageError(
        "missing required argument: users, since headroom.yaml states no launch:",
        "e.g. headroom check --users 250",
      );
    }
    const fitted = await fitOf(prepared, world);
    const { launchGate } = await import("../../planning/verdict/launch-gate.ts");
    const { checkText, unreachedText } = await import("../../report/text/check-text.ts");
    const { launchGateDocument } = await import("../../report/gate/launch-gate-document.ts");
    const command = users === undefined ? "headroom check" : `headroom check --users ${users}`;
    const question = { target, command, ...(asked === undefined ? {} : { confidence: asked }) };
    const { launch, check, limits } = launchGate(fitted, input, question);
    input.answers?.keep();
    const { program, seed } = input;
    const answer = check ?? { users: null, verdict: "fail" as const };
    await printResult<CheckOutput>(
      args,
      world,
      { schema: 1, program, seed, base: { limits }, ...answer, launch },
      () =>
        format !== undefined
          ? format(launchGateDocument(launch, check, flag(args, "accept-conditions")))
          : check === null
            ? unreachedText(launch)
            : checkText(check, launch),
    );
    const open = flag(args, "accept-conditions") ? exitCode.done : exitCode.unknown;
    const codes = {
      GO: exitCode.done,
      "CONDITIONAL GO": open,
      "NOT KNOWN": open,
      "NO GO": exitCode.fails,
    };
    return codes[launch.verdict];
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
