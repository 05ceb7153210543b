import { markdownText } from "../../wording/markdown-text.ts";
import type { GateDocument, GateOutcome } from "./gate-document.ts";

const signs: Readonly<Record<GateOutcome, string>> = { pass: "✅", fail: "❌", unknown: "⚠️" };

/** For the summary of a job, or a comment on a pull request. */
export function gateMarkdown(gate: GateDocument): string {
  const { header, rows } = gate.table;
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    `### ${signs[gate.outcome]} headroom ${gate.command}: ${markdownText(gate.headline)}`,
    "",
    ...gate.reasons.map((reason) => `- ${markdownText(reason)}`),
    ...(gate.remedy === null ? [] : ["", `**Remedy:** ${markdownText(gate.remedy)}`]),
    "",
    line(header.map(markdownText)),
    line(header.map(() => "---")),
    ...rows.map((row) => line(row.map(markdownText))),
  ].join("\n");
}
