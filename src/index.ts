/** The public library, grouped by topic: the table of contents. */

// Calibration
export { calibrate, type Posterior } from "./calibration/calibrate.ts";
export { leaveOneLevelOut } from "./calibration/leave-one-level-out.ts";
// Charts and reports
export type { ChartSpec } from "./charts/chart-spec.ts";
export { charts } from "./charts/charts.ts";
// From files to campaigns
export { assembleCampaign } from "./ingest/assemble-campaign.ts";
export { assembleRuns } from "./ingest/assemble-runs.ts";
export { decodeText } from "./ingest/formats/decode-text.ts";
export { recognizeFormat } from "./ingest/formats/recognize-format.ts";
export { importResults } from "./ingest/import-results.ts";
export type { ImportedRun, SourceText } from "./ingest/imported-run.ts";
export { parseEndpoints } from "./ingest/parse-endpoints.ts";
export { parseFailures } from "./ingest/parse-failures.ts";
export { parseLevels } from "./ingest/parse-levels.ts";
export type { Parsed, Problem } from "./ingest/problem.ts";
export { renderChart } from "./io/render-chart.ts";
// Limits
export type { CheckResult } from "./limits/check-result.ts";
export { findLimits } from "./limits/find-limits.ts";
export type { CurvePoint, Limits, Zone } from "./limits/limits.ts";
export { defaultPolicy, type Policy } from "./limits/policy.ts";
// Measurement and audit
export { type Audit, audit } from "./measurement/audit.ts";
export type { Campaign, EndpointLevel, FailureCount, Level } from "./measurement/campaign.ts";
export type { Finding } from "./measurement/finding.ts";
export { findIncidents } from "./measurement/incident.ts";
export { naiveInterpolation } from "./measurement/naive-interpolation.ts";
export { type Observation, observations } from "./measurement/observations.ts";
export { type OperatingPoint, operatingPoint } from "./measurement/operating-point.ts";
export { polynomialTrend } from "./measurement/polynomial-trend.ts";
export { type ThinkTime, thinkTime } from "./measurement/think-time.ts";
// Planning: the steps above in one
export { checkLaunch } from "./planning/check-launch.ts";
export { type FittedCampaign, fitCampaign } from "./planning/fit-campaign.ts";
export { type PlanInput, plan, scenarioBase } from "./planning/plan.ts";
export type { PlanResult, ScenarioResult } from "./planning/plan-result.ts";
export { predict } from "./planning/predict.ts";
export { runScenario } from "./planning/run-scenario.ts";
export { tooThinToFit } from "./planning/too-thin-to-fit.ts";
// The platform
export { applyLevers } from "./platform/apply-levers.ts";
export type { PoolModel } from "./platform/pool-model.ts";
export { responseDistribution } from "./platform/response-distribution.ts";
export type { Lever, Scenario } from "./platform/scenario.ts";
export { type PoolSolution, poolSolver } from "./platform/solve-pool-model.ts";
export { planSummary } from "./report/plan-summary.ts";
export { reportMarkdown } from "./report/report-markdown.ts";
export { roundResult } from "./report/round-result.ts";
// Units and estimates
export type { Basis, Estimate, Interval, Threshold } from "./stats/estimate.ts";
export type { PerSecond, Seconds, Share } from "./units.ts";
