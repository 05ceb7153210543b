import type { PlanResult, ScenarioResult } from "../../planning/plan/plan-result.ts";
import { textTable } from "../../wording/text-table.ts";
import { reachCells, reachHeader, reachSentences } from "../hypothesis-words.ts";
import { limitsCells, limitsHeader } from "../limits-cells.ts";
import { basisInWords, perHypothesisCells, perHypothesisHeader } from "../per-hypothesis-cells.ts";
import { afterCells, changeCells, leversOf } from "../scenario-change.ts";
import { tellingLines } from "../telling-words.ts";
import { verdictInWords } from "../verdict-in-words.ts";
import { ledgerSentence } from "./ledger-lines.ts";

/**
 * What `headroom what-if` prints: for each scenario before, after and change with intervals, mixed
 * and under each hypothesis; then what can be left out.
 */
export function whatIfText(plan: Pick<PlanResult, "scenarios" | "options" | "past">): string {
  if (plan.scenarios.length === 0) return "No scenario was given.";
  const { dominated, reach } = plan.options;
  const sentences = [...dominated.map(({ sentence }) => sentence), ...reachSentences(reach)];
  return [
    ...(plan.past === undefined ? [] : [ledgerSentence(plan.past.predictions, plan.past.widening)]),
    ...plan.scenarios.map(one),
    ...(sentences.length === 0 ? [] : [sentences.join("\n")]),
    ...(reach.length === 0 ? [] : [textTable(reachHeader, reach.map(reachCells))]),
  ].join("\n\n");
}

function one(scenario: ScenarioResult): string {
  const [safeLimit = "", breakingPoint = "", ceiling = ""] = changeCells(scenario);
  const table = textTable(
    ["", ...limitsHeader],
    [
      ["before", ...limitsCells(scenario.before)],
      ["after", ...afterCells(scenario)],
      ["change", safeLimit, breakingPoint, "", ceiling],
    ],
  );
  return [
    `${headingOf(scenario)}: ${verdictInWords[scenario.verdict]}`,
    scenario.sentence,
    ...tellingLines(scenario),
    ...indented(table),
    ...hypothesesTable(scenario),
    `  The figures are ${basisInWords(scenario)}.`,
    ...scenario.assumptions.map((assumption) => `  Assumed: ${assumption}`),
  ].join("\n");
}

/** A change typed on the command line has its levers for a title. */
function headingOf(scenario: ScenarioResult): string {
  const levers = leversOf(scenario);
  const bare = (text: string) => text.replaceAll(" ", "");
  return bare(levers) === bare(scenario.title) ? levers : `${scenario.title} (${levers})`;
}

function hypothesesTable(scenario: ScenarioResult): string[] {
  if (scenario.perHypothesis.length === 0) return [];
  return ["", ...indented(textTable(perHypothesisHeader, perHypothesisCells(scenario)))];
}

function indented(text: string): string[] {
  return text.split("\n").map((line) => `  ${line}`);
}
