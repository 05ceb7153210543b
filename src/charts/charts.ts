import type { PlanResult } from "../planning/plan/plan-result.ts";
import { endpointChart } from "./endpoint-chart.ts";
import { errorChart } from "./error-chart.ts";
import { fitQualityChart } from "./fit-quality-chart.ts";
import type { ChartSpec } from "./layers/chart-spec.ts";
import type { ChartOptions } from "./layers/theme.ts";
import { percentilesChart } from "./percentiles-chart.ts";
import { throughputChart } from "./throughput-chart.ts";
import { utilizationChart } from "./utilization-chart.ts";
import { whatIfChart } from "./what-if-chart.ts";
import { whatIfHypothesesChart } from "./what-if-hypotheses-chart.ts";
import { whatIfLimitsChart } from "./what-if-limits-chart.ts";
import { zonesChart } from "./zones-chart.ts";

export interface Chart {
  /** What stands above it in a report. */
  readonly title: string;
  readonly draw: (plan: PlanResult, options?: ChartOptions) => ChartSpec;
}

/** Every picture of a plan, by the name that `headroom chart` knows, in the order of the report. */
export const charts: Readonly<Record<string, Chart>> = {
  zones: { title: "Zones", draw: zonesChart },
  throughput: { title: "Throughput", draw: throughputChart },
  percentiles: { title: "Response times", draw: percentilesChart },
  errors: { title: "Errors", draw: errorChart },
  utilization: { title: "Utilization by station", draw: utilizationChart },
  endpoints: { title: "Slowdown by endpoint", draw: endpointChart },
  "fit-quality": { title: "Fit quality", draw: fitQualityChart },
  "what-if": { title: "What-ifs: curves", draw: whatIfChart },
  "what-if-hypotheses": { title: "What-ifs: by hypothesis", draw: whatIfHypothesesChart },
  "what-if-limits": { title: "What-ifs: limits", draw: whatIfLimitsChart },
};
