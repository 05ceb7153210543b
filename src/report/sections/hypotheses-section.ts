import type {
  HypothesesSummary,
  HypothesisSummary,
  PlanResult,
} from "../../planning/plan/plan-result.ts";
import { isUntold, type Threshold } from "../../stats/estimate.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatOpenShort } from "../../wording/format-open-estimate.ts";
import { formatThresholdRange, formatThresholdValue } from "../../wording/format-threshold.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { markdownTable } from "../../wording/markdown-table.ts";
import { parameterCells, parameterHeader } from "../format-residual.ts";
import {
  byWeight,
  diagnosticsInWords,
  formatBehind,
  formatWeight,
  formatWeightWithError,
  missInWords,
  noiseInWords,
  untold,
  worstMisses,
} from "../hypothesis-words.ts";

/** Figures named of each hypothesis. */
const WORST = 3;

/** Which explanations could be true, what each says of the platform, and what the data cannot tell. */
export function hypothesesSection(plan: PlanResult): string[] {
  return [
    ["## Hypotheses", "", ...whatTheySay(plan.hypotheses), ...slowdownEvidence(plan)].join("\n"),
  ];
}

function whatTheySay(hypotheses: HypothesesSummary): string[] {
  const { list, sentence, excluded } = hypotheses;
  const open = untold(hypotheses);
  return [
    `**${sentence}**`,
    "",
    "Every limit, curve and what-if of this plan rests on them, in proportion to their weights.",
    ...(list.length === 0 ? [] : ["", overview(list)]),
    ...(open.length === 0
      ? []
      : ["", "What the measurements cannot tell:", "", ...open.map((one) => `- ${one}`)]),
    ...(excluded.length === 0
      ? []
      : ["", "Left out:", "", ...excluded.map(({ name, reason }) => `- ${name}: ${reason}.`)]),
    ...byWeight(list).flatMap((one) => ["", ...paragraph(one)]),
  ];
}

function overview(list: readonly HypothesisSummary[]): string {
  return markdownTable(
    ["hypothesis", "weight", "behind the best", "noise", "breaking point", "ceiling", "the wall"],
    byWeight(list).map((one) => [
      one.title,
      formatWeightWithError(one),
      formatBehind(one),
      `${formatNumber(one.noiseScale, 2)} ×`,
      breaking(one.limits.breakingPoint),
      formatOpenShort(one.limits.peak.throughput, formatThroughput),
      one.wall,
    ]),
  );
}

function breaking(threshold: Threshold): string {
  const value = formatThresholdValue(threshold);
  return isUntold(threshold) ? value : `${value} (${formatThresholdRange(threshold)})`;
}

function paragraph(one: HypothesisSummary): string[] {
  const misses = worstMisses(one, WORST);
  return [
    `### ${one.title} (${formatWeight(one.weight)})`,
    "",
    `“${one.source}” It ${noiseInWords(one.noiseScale)}. The sample: ${diagnosticsInWords(one)}.`,
    ...(misses.length === 0
      ? []
      : ["", "Missed most:", "", ...misses.map((miss) => `- ${missInWords(miss)}`)]),
    "",
    markdownTable(parameterHeader, one.parameters.map(parameterCells)),
  ];
}

/** What the endpoints' slowdown speaks for, in the audit's own words. */
function slowdownEvidence({ audit }: PlanResult): string[] {
  const found = audit.findings.filter(({ code }) => code === "endpoint-slowdown");
  if (found.length === 0) return [];
  return [
    "",
    "### How the endpoints slow down",
    "",
    ...found.map(({ message, law, remedy }) => `${message} ${law} ${remedy}`),
  ];
}
