import type { PlanResult } from "../planning/plan/plan-result.ts";
import { endpointChart, endpointsSentence } from "./endpoint-chart.ts";
import { errorChart, errorsSentence } from "./error-chart.ts";
import { fitQualityChart, fitQualitySentence } from "./fit-quality-chart.ts";
import type { ChartSpec } from "./layers/chart-spec.ts";
import type { ChartOptions } from "./layers/theme.ts";
import { percentilesChart, percentilesSentence } from "./percentiles-chart.ts";
import { throughputChart, throughputSentence } from "./throughput-chart.ts";
import { utilizationChart, utilizationSentence } from "./utilization-chart.ts";
import { whatIfChart, whatIfSentence } from "./what-if-chart.ts";
import { whatIfHypothesesChart, whatIfHypothesesSentence } from "./what-if-hypotheses-chart.ts";
import { whatIfLimitsChart, whatIfLimitsSentence } from "./what-if-limits-chart.ts";
import { zonesChart, zonesSentence } from "./zones-chart.ts";

export interface Chart {
  /** What stands above it in a report. */
  readonly title: string;
  readonly draw: (plan: PlanResult, options?: ChartOptions) => ChartSpec;
  /** What the picture shows, as one sentence without a period: its own title, and a caption. */
  readonly sentence: (plan: PlanResult) => string;
}

/** Every picture of a plan, by the name that `headroom chart` knows, in the order of the report. */
export const charts: Readonly<Record<string, Chart>> = {
  zones: { title: "Zones", draw: zonesChart, sentence: zonesSentence },
  throughput: { title: "Throughput", draw: throughputChart, sentence: throughputSentence },
  percentiles: { title: "Response times", draw: percentilesChart, sentence: percentilesSentence },
  errors: { title: "Errors", draw: errorChart, sentence: errorsSentence },
  utilization: {
    title: "Utilization by station",
    draw: utilizationChart,
    sentence: utilizationSentence,
  },
  endpoints: { title: "Slowdown by endpoint", draw: endpointChart, sentence: endpointsSentence },
  "fit-quality": { title: "Fit quality", draw: fitQualityChart, sentence: fitQualitySentence },
  "what-if": { title: "What-ifs: curves", draw: whatIfChart, sentence: whatIfSentence },
  "what-if-hypotheses": {
    title: "What-ifs: by explanation",
    draw: whatIfHypothesesChart,
    sentence: whatIfHypothesesSentence,
  },
  "what-if-limits": {
    title: "What-ifs: limits",
    draw: whatIfLimitsChart,
    sentence: whatIfLimitsSentence,
  },
};
