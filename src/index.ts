/**
 * The library (`headroom-planner`): from files to limits and what-ifs, pure, so that it loads in a
 * browser. The table of contents, main things first. Beside it stand `headroom-planner/textbook`
 * (queueing models by themselves) and `headroom-planner/node` (disk, drawing).
 */

export type { Basis, Estimate, Interval, OpenEstimate, Threshold } from "./stats/estimate.ts";
export type { PerSecond, Seconds, Share } from "./units.ts";

// From a campaign to limits, and what a change would do.

export type { CheckResult } from "./limits/check-result.ts";
export { type FoundLimits, findLimits, type LimitSearch } from "./limits/find-limits.ts";
export type { Contradiction } from "./limits/hold-against-levels.ts";
export type { CurvePoint, Limits, Zone } from "./limits/limits.ts";
export type { MeasuredLevels } from "./limits/measured-levels.ts";
export { defaultPolicy, type Objectives, type Policy } from "./limits/policy.ts";
export type { PublishedLimit } from "./limits/published-limit.ts";
export { checkLaunch } from "./planning/check/check-launch.ts";
export { type FittedCampaign, fitCampaign } from "./planning/fit/fit-campaign.ts";
export type { FitOptions } from "./planning/fit/fit-chain.ts";
export type { FittedHypotheses } from "./planning/fit/fit-hypotheses.ts";
export { tooThinToFit } from "./planning/fit/too-thin-to-fit.ts";
export {
  type NextOptions,
  type NextQuestion,
  nextMeasurement,
} from "./planning/next/next-measurement.ts";
export type { NextResult } from "./planning/next/next-result.ts";
export type { Improvement } from "./planning/optimize/improvement-sets.ts";
export { type OptimizeOptions, optimize } from "./planning/optimize/optimize.ts";
export type { OptimizeResult } from "./planning/optimize/optimize-result.ts";
export type { OrderOfWork } from "./planning/optimize/order/order-of-work.ts";
export type { Prices } from "./planning/optimize/sizes/prices.ts";
export type { SafeLimitMap } from "./planning/optimize/sizes/safe-limit-map.ts";
export { type PlanInput, plan } from "./planning/plan/plan.ts";
export type { PlanResult, ScenarioResult } from "./planning/plan/plan-result.ts";
export { predict } from "./planning/predict/predict.ts";
export { type OpenPoint, predictOpen } from "./planning/predict/predict-open.ts";
export { type Validation, type ValidationInput, validate } from "./planning/validate/validate.ts";
export type { LaunchCondition, LaunchVerdict } from "./planning/verdict/launch-condition.ts";
export { launchGate } from "./planning/verdict/launch-gate.ts";
export type { LaunchTarget } from "./planning/verdict/launch-target.ts";
export type { AnsweredLaunch, LaunchQuestion } from "./planning/verdict/launch-verdict.ts";
export type { DrawnPlatform } from "./planning/what-if/drawn-platform.ts";
export { runScenario, type ScenarioBase } from "./planning/what-if/run-scenario.ts";
export { scenarioBase } from "./planning/what-if/scenario-base.ts";

// From text to values: load-test results, measured tables, models.

export { assembleCampaign } from "./ingest/assemble-campaign.ts";
export type { FormatName } from "./ingest/formats/format-name.ts";
export { recognizeFormat } from "./ingest/formats/recognize-format.ts";
export { type DecodedText, decodeText } from "./ingest/formats/text/decode-text.ts";
export {
  type ImportedCampaign,
  importCampaign,
  type ReadElsewhere,
} from "./ingest/import-campaign.ts";
export type { ImportedRun, ImportOptions, SourceText } from "./ingest/imported-run.ts";
export { parseEndpoints } from "./ingest/parse-endpoints.ts";
export { parseFailures } from "./ingest/parse-failures.ts";
export { parseLevels } from "./ingest/parse-levels.ts";
export { parseTelemetry } from "./ingest/parse-telemetry.ts";
export type { Parsed, Problem } from "./ingest/problem.ts";
export { parsePolicy } from "./workspace/parse-policy.ts";
export { parsePlatform } from "./workspace/platform/parse-platform.ts";
export { parseProfile } from "./workspace/profile/parse-profile.ts";
export type { ReadHistory } from "./workspace/profile/profile-load.ts";
export { parseLever } from "./workspace/scenario/parse-lever.ts";
export {
  type KnownEndpoints,
  parseImprovement,
  parseScenario,
} from "./workspace/scenario/parse-scenario.ts";

// What the measurements say by themselves.

export { type Audit, audit } from "./measurement/audit.ts";
export type {
  Campaign,
  EndpointLevel,
  FailureCount,
  Level,
  TelemetryRow,
} from "./measurement/campaign.ts";
export type { Finding } from "./measurement/finding.ts";
export { findIncidents, type Incidents } from "./measurement/incident.ts";
export { type Observation, observations } from "./measurement/observations.ts";
export { type OperatingPoint, operatingPoint } from "./measurement/operating-point.ts";
export { type ThinkTime, thinkTime } from "./measurement/think-time.ts";

// Charts and reports, as data and text.

export { type Chart, charts } from "./charts/charts.ts";
export type { ChartSize } from "./charts/layers/chart-layout.ts";
export type { ChartSpec } from "./charts/layers/chart-spec.ts";
export type { ChartOptions } from "./charts/layers/theme.ts";
export { simulationChart } from "./charts/simulation-chart.ts";
export { reportMarkdown } from "./report/report-markdown.ts";
export type { ReportExtras } from "./report/review/review-extras.ts";
export {
  type SimulationReport,
  type SimulationSetting,
  simulationReport,
} from "./report/simulation-report.ts";
export { checkText } from "./report/text/check-text.ts";
export { nextText } from "./report/text/next-text.ts";
export { optimizeText } from "./report/text/optimize-text.ts";
export { planSummary } from "./report/text/plan-summary.ts";
export { roundResult } from "./wording/round-result.ts";

// One platform of a model file: solved closed and open, and simulated event by event.

export { fillPlatform } from "./platform/fill-platform.ts";
export type { KnownFacts } from "./platform/known-facts.ts";
export { type AppliedScenario, applyScenario } from "./platform/levers/change/apply-scenario.ts";
export type { ConnectionRoom } from "./platform/levers/change/wanted-connections.ts";
export type { Hypothesis, Platform, PlatformSolution } from "./platform/platform.ts";
export type { Prior, Quantity } from "./platform/quantity.ts";
export type { Lever, Scenario } from "./platform/scenario.ts";
export type { Grading } from "./platform/solve/graded-states.ts";
export { type PreparedPlatform, preparePlatform } from "./platform/solve/prepare-platform.ts";
export {
  type PlatformResponseTimes,
  platformPercentile,
  platformResponseTimes,
} from "./platform/solve/response/platform-response-times.ts";
export { type OpenSolution, solveOpen } from "./platform/solve/solve-open.ts";
export { solvePlatform, solvePrepared } from "./platform/solve/solve-platform.ts";
export { type Unknown, unknownsOf } from "./platform/unknowns-of.ts";
export { type CourseFinding, courseFindings } from "./simulation/course/course-findings.ts";
export {
  type Experiment,
  type ExperimentLoad,
  type ExperimentOptions,
  planExperiment,
} from "./simulation/course/plan-experiment.ts";
export type { Profile } from "./simulation/course/profile.ts";
export {
  type MappingOptions,
  simulatedPlatformOf,
} from "./simulation/course/simulated-platform-of.ts";
export { simulate } from "./simulation/engine/simulate.ts";
export type { SimulationRun } from "./simulation/engine/simulation-run.ts";
export type { SimulatedBucket, SimulationResult } from "./simulation/result/simulation-result.ts";
export {
  type StabilityMap,
  type StabilityOptions,
  stabilityMap,
} from "./simulation/result/stability-map.ts";
export type { SimulatedPlatform } from "./simulation/stations/simulated-platform.ts";

// Calibration of one hypothesis by itself.

export {
  calibrateHypothesis,
  type HypothesisOptions,
  type HypothesisPosterior,
} from "./calibration/calibrate-hypothesis.ts";
export { type MeasuredRun, measuredRuns } from "./calibration/figures.ts";
export { type LeftOutLevel, leaveLevelOut } from "./calibration/leave-level-out.ts";
export type { ModelError } from "./limits/model-error.ts";
export { type PlausiblePlatform, plausiblePlatform } from "./limits/plausible-platform.ts";
