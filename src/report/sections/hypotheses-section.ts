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
import { type Block, heading, list, paragraph, table } from "../document/document.ts";
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
export function hypothesesSection(plan: PlanResult): readonly Block[] {
  return [heading(2, "Explanations"), ...whatTheySay(plan.hypotheses), ...slowdownEvidence(plan)];
}

function whatTheySay(hypotheses: HypothesesSummary): readonly Block[] {
  const { list: all, sentence, excluded } = hypotheses;
  const open = untold(hypotheses);
  return [
    paragraph([{ strong: sentence }]),
    paragraph(
      "Every limit, curve and what-if of this plan rests on them, in proportion to their chances.",
    ),
    ...(all.length === 0 ? [] : [overview(all)]),
    ...(open.length === 0 ? [] : [paragraph("What the measurements cannot tell:"), ...list(open)]),
    ...(excluded.length === 0
      ? []
      : [
          paragraph("Left out:"),
          ...list(excluded.map(({ name, reason }) => `${name}: ${reason}.`)),
        ]),
    ...byWeight(all).flatMap(ofOne),
  ];
}

function overview(all: readonly HypothesisSummary[]): Block {
  return table(
    ["explanation", "chance", "behind the best", "noise", "breaking point", "ceiling", "the wall"],
    byWeight(all).map((one) => [
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
  const range = formatThresholdRange(threshold);
  return isUntold(threshold) || range === value ? value : `${value} (${range})`;
}

function ofOne(one: HypothesisSummary): readonly Block[] {
  const misses = worstMisses(one, WORST);
  return [
    heading(3, `${one.title} (${formatWeight(one.weight)})`),
    paragraph(
      `“${one.source}” It ${noiseInWords(one.noiseScale)}. The sample: ${diagnosticsInWords(one)}.`,
    ),
    ...(misses.length === 0 ? [] : [paragraph("Missed most:"), ...list(misses.map(missInWords))]),
    table(parameterHeader, one.parameters.map(parameterCells)),
  ];
}

/** What the endpoints' slowdown speaks for, in the audit's own words. */
function slowdownEvidence({ audit }: PlanResult): readonly Block[] {
  const found = audit.findings.filter(({ code }) => code === "endpoint-slowdown");
  if (found.length === 0) return [];
  return [
    heading(3, "How the endpoints slow down"),
    ...found.map(({ message, law, remedy }) => paragraph(`${message} ${law} ${remedy}`)),
  ];
}
