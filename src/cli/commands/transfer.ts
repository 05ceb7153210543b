import { type Command, text, valued } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { parseOneLoad } from "../options/parse-users.ts";
import type { TransferOutput } from "../outputs/transfer-output.ts";
import { fitOf, prepare } from "../plan-workspace.ts";
import { printResult } from "../print-result.ts";
import { UsageError } from "../usage-error.ts";

/** From the platform that was tested to production: other sizes, other machines. */
export const transferCommand: Command = {
  usage: "transfer",
  summary: "Limits of production from tests on staging, with one level measured there or none",
  options: (yargs) =>
    yargs.option("users", valued("A load that production is to hold (default: launch:, if users)")),
  examples: [
    ["headroom transfer", "production: of headroom.yaml says its sizes and speeds"],
    ["headroom transfer --users 800 --json", "as data, with P(800 users hold)"],
  ],
  run: async (args, world) => {
    const typed = text(args, "users");
    const users = typed === undefined ? null : await parseOneLoad(typed);
    const prepared = await prepare(args, world);
    const { workspace, input } = prepared;
    const { production } = workspace;
    if (production === null) {
      throw new UsageError(
        "headroom.yaml says nothing of production",
        'e.g. production: { sizes: { db.cores: 16 }, speed: { database: "1.0..1.4" } }',
      );
    }
    const load = input.launch?.load;
    const target = users ?? (load?.kind === "users" ? load.users : null);
    const fitted = await fitOf(prepared, world);
    const { transfer } = await import("../../planning/transfer/transfer.ts");
    const { transferText } = await import("../../report/text/transfer-text.ts");
    const { policy, program, seed } = input;
    const result = transferred(() => transfer(fitted, policy, production, { users: target, seed }));
    await printResult<TransferOutput>(args, world, { schema: 1, program, seed, ...result }, () =>
      transferText(input.campaign.name, production, result),
    );
    return exitCode.done;
  },
};

function transferred<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`production: ${error.message}`, "mend production: in headroom.yaml");
  }
}
