import type { PlanInput } from "../../planning/plan/plan.ts";
import { type Arguments, type Command, flag, texts } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { importGiven, importOptions } from "../options/import-given.ts";
import type { AuditOutput } from "../outputs/audit-output.ts";
import { prepare } from "../plan-workspace.ts";
import { printResult } from "../print-result.ts";
import { UsageError } from "../usage-error.ts";
import type { World } from "../world.ts";

/** Looks for figures that cannot be right, before anything is fitted to them. */
export const auditCommand: Command = {
  usage: "audit [results..]",
  summary: "What is doubtful about the measurements, each with its remedy",
  options: (yargs) =>
    importOptions(yargs)
      .positional("results", {
        type: "string",
        describe: "Files and folders to audit instead of the workspace; - is standard input",
      })
      .option("strict", { type: "boolean", describe: "Exit 3 on any error or warning" }),
  examples: [
    ["headroom audit results/ --strict", "load-test results as they are, without a workspace"],
    ["headroom audit --strict --json", "for a pipeline: data, and exit code 3 on findings"],
  ],
  run: async (args, world) => {
    const { campaign, hypotheses = [], done = [] } = await audited(args, world);
    const { audit } = await import("../../measurement/audit.ts");
    const { campaignNotices } = await import("../../measurement/campaign-notices.ts");
    const { auditText } = await import("../../report/text/audit-text.ts");
    const { program } = await import("../../io/program.ts");
    const found = audit(campaign);
    const { telemetryFindings } = await import("../../planning/fit/telemetry-findings.ts");
    const findings = [
      ...found.findings,
      ...campaignNotices(campaign),
      ...telemetryFindings(campaign, hypotheses),
    ];
    const data: AuditOutput = {
      schema: 1,
      program: program(),
      campaign: campaign.name,
      ...found,
      findings,
    };
    await printResult(args, world, data, () =>
      [...(done.length > 0 ? [...done, ""] : []), auditText({ ...found, findings })].join("\n"),
    );
    const serious = findings.some((finding) => finding.severity !== "note");
    return flag(args, "strict") && serious ? exitCode.fails : exitCode.done;
  },
};

/** The campaign of the results named, else the workspace's and its platform models. */
async function audited(
  args: Arguments,
  world: World,
): Promise<Pick<PlanInput, "campaign" | "hypotheses"> & { done?: readonly string[] }> {
  if (texts(args, "results").length > 0) {
    const { imported } = await importGiven(args, world);
    const { fileLines } = await import("../../ingest/file-lines.ts");
    return { campaign: imported.campaign, done: fileLines(imported) };
  }
  const foreign = ["format", "users", "name", "engine"].find(
    (option) => args[option] !== undefined,
  );
  if (foreign !== undefined) {
    const hint = `name the results: headroom audit results/ --${foreign} …`;
    throw new UsageError(`--${foreign} is for results, and none are named`, hint);
  }
  const { input } = await prepare(args, world);
  return input;
}
