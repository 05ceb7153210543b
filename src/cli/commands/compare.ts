import type { Policy } from "../../limits/policy.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import { type Arguments, type Command, text, valued } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { formatOption, gateFormatOf } from "../options/gate-format.ts";
import { campaignsOf } from "../options/read-campaigns.ts";
import type { CompareOutput } from "../outputs/compare-output.ts";
import { workspaceRoot } from "../plan-workspace.ts";
import { printResult } from "../print-result.ts";
import { UsageError } from "../usage-error.ts";
import type { World } from "../world.ts";

/** Did this change lose capacity? */
export const compareCommand: Command = {
  usage: "compare <before> <after>",
  summary: "Did a change lose capacity? no (0), yes (3), or cannot tell (4)",
  options: (yargs) =>
    yargs
      .positional("before", {
        type: "string",
        describe: "Campaign folder or results before the change; several runs with commas",
      })
      .positional("after", { type: "string", describe: "The same after it" })
      .option("tolerance", valued("A loss up to this is none, e.g. 5 % (default 5 %)"))
      .option("format", formatOption),
  examples: [
    ["headroom compare before/ after/", "two load tests of the same loads"],
    ["headroom compare run-1,run-2 after/ --format junit", "repeated runs tell the noise"],
  ],
  run: async (args, world) => {
    const format = await gateFormatOf(args);
    const tolerance = await toleranceOf(text(args, "tolerance"));
    const before = await campaignsOf((text(args, "before") ?? "").split(","), world);
    const after = await campaignsOf((text(args, "after") ?? "").split(","), world);
    const policy = await policyOf(args, world);
    const result = await compared(before.campaign, after.campaign, {
      policy,
      ...(tolerance === undefined ? {} : { tolerance }),
    });
    const { compareText } = await import("../../report/text/compare-text.ts");
    const { compareGate } = await import("../../report/gate/compare-gate.ts");
    const { program } = await import("../../io/program.ts");
    const { redLine } = policy;
    const data: CompareOutput = { schema: 1, program: program(), redLine, ...result };
    await printResult(args, world, data, () =>
      format === undefined ? compareText(result) : format(compareGate(result)),
    );
    const codes = {
      lost: exitCode.fails,
      gained: exitCode.done,
      "no difference": exitCode.done,
      "cannot tell": exitCode.unknown,
    };
    return codes[result.verdict];
  },
};

type Options = Parameters<
  typeof import("../../planning/compare/compare-campaigns.ts")["compareCampaigns"]
>[2];

async function compared(before: Campaign, after: Campaign, options: Options) {
  const { compareCampaigns } = await import("../../planning/compare/compare-campaigns.ts");
  try {
    return compareCampaigns(before, after, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(error.message, "test both at the same loads, with throughput measured");
  }
}

/** The red line of the workspace; the usual one where there is none and none is named. */
async function policyOf(args: Arguments, world: World): Promise<Policy> {
  const { findsWorkspace } = await import("../../io/find-workspace.ts");
  if (text(args, "workspace") === undefined && !findsWorkspace(world.cwd)) {
    const { defaultPolicy } = await import("../../limits/policy.ts");
    return defaultPolicy;
  }
  const { loadPolicy } = await import("../../io/read-policy.ts");
  return await loadPolicy(await workspaceRoot(args, world), world.cwd);
}

async function toleranceOf(typed: string | undefined): Promise<number | undefined> {
  if (typed === undefined) return undefined;
  const { parseQuantity, QuantityError } = await import("../../workspace/quantity/quantity.ts");
  const hint = "e.g. --tolerance 5% or --tolerance 0.05";
  try {
    const tolerance = parseQuantity(typed, "share");
    if (tolerance < 1) return tolerance;
    throw new UsageError(`--tolerance must be from 0 to below 1, got "${typed}"`, hint);
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    throw new UsageError(`--tolerance: ${error.message}`, hint);
  }
}
