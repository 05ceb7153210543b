import { type Command, flag } from "./command.ts";
import { exitCode } from "./exit-code.ts";
import { prepare } from "./plan-workspace.ts";
import { printResult } from "./print-result.ts";

/** Looks for figures that cannot be right, before anything is fitted to them. */
export const auditCommand: Command = {
  usage: "audit",
  summary: "What is doubtful about the measurements, each with its remedy",
  options: (yargs) =>
    yargs.option("strict", { type: "boolean", describe: "Exit 3 on any error or warning" }),
  examples: [
    ["headroom audit", "findings with figures and remedies"],
    ["headroom audit --strict --json", "for a pipeline: data, and exit code 3 on findings"],
  ],
  run: async (args, world) => {
    const { input } = await prepare(args, world);
    const { audit } = await import("../measurement/audit.ts");
    const { auditText } = await import("../report/audit-text.ts");
    const found = audit(input.campaign);
    const data = { schema: 1, program: input.program, campaign: input.campaign.name, ...found };
    await printResult(args, world, data, () => auditText(found.findings));
    const serious = found.findings.some((finding) => finding.severity !== "note");
    return flag(args, "strict") && serious ? exitCode.fails : exitCode.done;
  },
};
