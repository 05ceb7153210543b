import { markdownTable } from "../../wording/markdown-table.ts";
import type { GateDocument, GateOutcome } from "./gate-document.ts";

const signs: Readonly<Record<GateOutcome, string>> = { pass: "✅", fail: "❌", unknown: "⚠️" };

/** For the summary of a job, or a comment on a pull request. */
export function gateMarkdown(gate: GateDocument): string {
  return [
    `### ${signs[gate.outcome]} headroom ${gate.command}: ${gate.headline}`,
    "",
    ...gate.reasons.map((reason) => `- ${reason}`),
    ...(gate.remedy === null ? [] : ["", `**Remedy:** ${gate.remedy}`]),
    "",
    markdownTable(gate.table.header, gate.table.rows),
  ].join("\n");
}
