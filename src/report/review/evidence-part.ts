import type {
  HypothesesSummary,
  HypothesisResidual,
  HypothesisSummary,
  PlanResult,
} from "../../planning/plan/plan-result.ts";
import { formatOpenShort } from "../../wording/format-open-estimate.ts";
import { formatRelative } from "../../wording/format-share.ts";
import { formatThresholdShort } from "../../wording/format-threshold.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { type Block, heading, list, paragraph, table } from "../document/document.ts";
import { byWeight, formatWeightWithError, missInWords, worstMisses } from "../hypothesis-words.ts";
import { limitsCells, limitsHeader } from "../limits-cells.ts";
import { pictures } from "./picture.ts";
import type { ReportExtras } from "./review-extras.ts";

/** What explains the measurements, how well, and what the limits would be without the incident. */
export function evidencePart(plan: PlanResult, { charts = [] }: ReportExtras): readonly Block[] {
  return [
    heading(2, "Evidence"),
    paragraph([{ strong: explanationSentence(plan.hypotheses) }, ` ${leftOutSentence(plan)}`]),
    ...explanations(plan.hypotheses),
    ...list(plan.hypotheses.excluded.map(({ name, reason }) => `Left out: ${name}: ${reason}.`)),
    ...withoutIncidents(plan),
    ...pictures(plan, charts, ["utilization"]),
  ];
}

function explanationSentence({ list: all, best, sentence }: HypothesesSummary): string {
  const [only] = all;
  if (all.length === 1 && only !== undefined) return `One explanation was fitted: ${only.title}.`;
  if (all.length === 0) return sentence;
  const leader = all.find(({ name }) => name === best);
  return leader === undefined
    ? `The measurements do not tell which of ${all.length} explanations is right: every limit above is a mixture of them, by how well each predicts levels that it has not seen.`
    : `Of ${all.length} explanations “${leader.title}” predicts levels that it has not seen best, by a margin that is no chance.`;
}

/** The largest error of throughput and P95 where a level is predicted from the others alone. */
function leftOutSentence({ hypotheses }: PlanResult): string {
  const [heaviest] = byWeight(hypotheses.list);
  const worst = (quantity: HypothesisResidual["quantity"]) =>
    (heaviest?.residuals ?? [])
      .filter((one) => one.quantity === quantity && one.endpoint === null && one.leftOut !== null)
      .map(({ users, measured, leftOut }) => ({ users, error: (leftOut ?? 0) / measured - 1 }))
      .toSorted((a, b) => Math.abs(b.error) - Math.abs(a.error))[0];
  const [rate, p95] = [worst("throughput"), worst("p95")];
  const said = [
    ...(rate === undefined
      ? []
      : [`throughput by ${formatRelative(rate.error)} at ${formatUsers(rate.users)}`]),
    ...(p95 === undefined
      ? []
      : [`P95 by ${formatRelative(p95.error)} at ${formatUsers(p95.users)}`]),
  ];
  return said.length === 0
    ? "No level could be left out to try the prediction."
    : `Told the other levels only, ${hypotheses.list.length === 1 ? "it" : "the likeliest"} misses at worst ${said.join(" and ")}.`;
}

function explanations({ list: all }: HypothesesSummary): readonly Block[] {
  if (all.length === 0) return [];
  return [
    table(
      ["Explanation", "Chance", "Breaking point", "Ceiling", "Full first", "Missed most"],
      byWeight(all).map((one) => [
        one.title,
        formatWeightWithError(one),
        formatThresholdShort(one.limits.breakingPoint),
        formatOpenShort(one.limits.peak.throughput, formatThroughput),
        one.wall,
        missed(one),
      ]),
    ),
  ];
}

function missed(one: HypothesisSummary): string {
  const [worst] = worstMisses(one, 1);
  return worst === undefined ? "–" : missInWords(worst).replace(/^p(?=\d)/, "P");
}

function withoutIncidents({ fit, limits }: PlanResult): readonly Block[] {
  if (fit.withoutIncidents === null) return [];
  return [
    table(
      ["Fitted to", ...limitsHeader],
      [
        ["all levels", ...limitsCells(limits)],
        ["levels without an incident", ...limitsCells(fit.withoutIncidents)],
      ],
    ),
  ];
}
