/** docs/audit.md: every finding as it is raised on a campaign made to deserve it. */
import { audit } from "../audit.ts";
import { gradeFactors } from "../campaign-grade.ts";
import type { Finding } from "../finding.ts";
import { trustFactors } from "../level-trust.ts";
import { deservingCampaigns } from "./deserving-campaigns.ts";

const headings = [
  ["error", "Errors: figures cannot be right"],
  ["warning", "Warnings: a limit may be wrong"],
  ["note", "Notes: worth knowing"],
] as const;

export function auditDocument(): string {
  const found = Object.entries(deservingCampaigns).flatMap(([code, campaign]) => {
    const finding = audit(campaign).findings.find((one) => one.code === code);
    return finding === undefined ? [] : [finding];
  });
  return [
    "# What the audit finds",
    "Written by `node --import tsx scripts/write-audit-docs.ts` from campaigns made to deserve each finding; a test compares.",
    "`headroom audit` checks a workspace, `headroom audit <results…>` load-test results as they are (`-` is standard input). " +
      "It exits 0 with findings, 3 with `--strict` when one of them is an error or a warning. " +
      "Every finding has a code that stays, the figures, the law behind it and a remedy. " +
      "Importers add findings of their own about what they cut and assume; the README.md of a campaign lists them, and its notices.csv keeps them, so that `plan` and `audit` repeat them.",
    "## Trust and grade",
    "Each level has a trust from 0 to 1: a level of trust w counts as w of a sound one (the variance of its noise is divided by w). " +
      "It is the product of the factors given below. The score of a campaign is the mean trust of its levels, " +
      "where a level without throughput and response times counts 0, times the factors of what concerns the whole campaign: " +
      `${Object.entries(gradeFactors)
        .map(([code, factor]) => `\`${code}\` ${factor}`)
        .join(", ")}. ` +
      "A from 0.9, B from 0.75, C from 0.55, D from 0.3, else F; with a warning B at best, with an error C. " +
      "Factors and bounds are chosen, not measured.",
    ...headings.flatMap(([severity, heading]) => [
      `## ${heading}`,
      ...found.filter((finding) => finding.severity === severity).map(section),
    ]),
  ]
    .join("\n\n")
    .concat("\n");
}

function section({ code, message, law, remedy }: Finding): string {
  const factor = trustFactors[code];
  return [
    `### \`${code}\``,
    "",
    `> ${message}`,
    "",
    `- Law: ${law}`,
    `- Remedy: ${remedy}`,
    ...(factor === undefined ? [] : [`- Trust of the level: × ${factor}`]),
  ].join("\n");
}
