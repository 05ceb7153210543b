import type { PlanResult } from "../../planning/plan/plan-result.ts";
import { type Block, heading, list, table } from "../document/document.ts";
import { explainDifference } from "../published-figure.ts";
import { auditSection } from "../sections/audit-section.ts";
import { fitSection } from "../sections/fit-section.ts";
import { hypothesesSection } from "../sections/hypotheses-section.ts";
import { scenariosSection } from "../sections/scenarios-section.ts";
import { reasonSection } from "./limit-reasons.ts";
import { pictures } from "./picture.ts";
import type { ReportExtras } from "./review-extras.ts";

/** What a reviewer may want to look up: long tables, laws, every explanation and change, the inputs. */
export function appendixBlocks(plan: PlanResult, extras: ReportExtras): readonly Block[] {
  const { charts = [], published = [] } = extras;
  const files = Object.entries(plan.inputs).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...reasonSection(plan),
    ...(published.length === 0 ? [] : [heading(2, "Beside the load-test report, in full")]),
    ...list(published.map((figure) => explainDifference(plan, figure))),
    ...auditSection(plan),
    ...hypothesesSection(plan),
    ...pictures(plan, charts, ["fit-quality"]),
    ...scenariosSection(plan),
    ...pictures(plan, charts, ["what-if", "what-if-hypotheses"]),
    ...fitSection(plan),
    heading(2, "Inputs"),
    table(
      ["File", "SHA-256"],
      files.map(([path, hash]) => [[{ code: path }], [{ code: hash }]]),
    ),
  ];
}
