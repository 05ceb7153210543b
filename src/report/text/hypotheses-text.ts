import type { HypothesesSummary, HypothesisSummary } from "../../planning/plan/plan-result.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { textTable } from "../../wording/text-table.ts";
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

/** The hypotheses as `headroom fit` prints them. */
export function hypothesesText(hypotheses: HypothesesSummary): string {
  const { list, sentence, excluded } = hypotheses;
  const rows = byWeight(list).map((one) => [
    one.title,
    formatWeightWithError(one),
    formatBehind(one),
    `${formatNumber(one.noiseScale, 2)} ×`,
    one.wall,
  ]);
  return [
    sentence,
    ...(list.length === 0
      ? []
      : ["", textTable(["explanation", "chance", "behind", "noise", "the wall"], rows)]),
    ...titled("The data cannot tell:", untold(hypotheses)),
    ...titled(
      "Left out:",
      excluded.map(({ name, reason }) => `${name}: ${reason}`),
    ),
    ...byWeight(list).flatMap((one) => ["", ...details(one)]),
  ].join("\n");
}

function details(one: HypothesisSummary): string[] {
  return [
    `${one.title} (${formatWeight(one.weight)}): ${noiseInWords(one.noiseScale)}`,
    `  ${diagnosticsInWords(one)}`,
    ...worstMisses(one, WORST).map((miss) => `  misses ${missInWords(miss)}`),
    ...textTable(parameterHeader, one.parameters.map(parameterCells))
      .split("\n")
      .map((line) => `  ${line}`),
  ];
}

function titled(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  - ${line}`)];
}
