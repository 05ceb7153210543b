/** The public library, grouped by topic: the table of contents. */

// Units and estimates.

export type { Basis, Estimate, Interval, Threshold } from "./stats/estimate.ts";
export type { PerSecond, Seconds, Share } from "./units.ts";

// From files to campaigns.

export { assembleCampaign } from "./ingest/assemble-campaign.ts";
export { assembleRuns } from "./ingest/assemble-runs.ts";
export { decodeText } from "./ingest/formats/decode-text.ts";
export { recognizeFormat } from "./ingest/formats/recognize-format.ts";
export { importResults } from "./ingest/import-results.ts";
export type { ImportedRun, SourceText } from "./ingest/imported-run.ts";
export { parseEndpoints } from "./ingest/parse-endpoints.ts";
export { parseFailures } from "./ingest/parse-failures.ts";
export { parseLevels } from "./ingest/parse-levels.ts";
export { parseTelemetry } from "./ingest/parse-telemetry.ts";
export type { Parsed, Problem } from "./ingest/problem.ts";

// Measurement and audit.

export { type Audit, audit } from "./measurement/audit.ts";
export type {
  Campaign,
  EndpointLevel,
  FailureCount,
  Level,
  TelemetryRow,
} from "./measurement/campaign.ts";
export type { Finding } from "./measurement/finding.ts";
export { findIncidents } from "./measurement/incident.ts";
export { naiveInterpolation } from "./measurement/naive-interpolation.ts";
export { type Observation, observations } from "./measurement/observations.ts";
export { type OperatingPoint, operatingPoint } from "./measurement/operating-point.ts";
export { polynomialTrend } from "./measurement/polynomial-trend.ts";
export { type ThinkTime, thinkTime } from "./measurement/think-time.ts";

// The platform of a plan: users, API, a pool around a shared resource; levers.

export { applyLevers } from "./platform/levers/apply-levers.ts";
export type { PoolModel } from "./platform/pool-model.ts";
export type { Lever, Scenario } from "./platform/scenario.ts";
export { responseDistribution } from "./platform/solve/response-distribution.ts";
export { poolSolver } from "./platform/solve/solve-pool-model.ts";

// The platform of a model file: stations, pools, endpoints; solved closed and open.

export { fillPlatform } from "./platform/fill-platform.ts";
export { type PlatformLever, pullLevers } from "./platform/levers/pull-levers.ts";
export { pullScenario } from "./platform/levers/pull-scenario.ts";
export type { Hypothesis, Platform, PlatformSolution } from "./platform/platform.ts";
export type { Prior, Quantity } from "./platform/quantity.ts";
export {
  type PlatformResponseTimes,
  platformPercentile,
  platformResponseTimes,
} from "./platform/solve/platform-response-times.ts";
export { type PreparedPlatform, preparePlatform } from "./platform/solve/prepare-platform.ts";
export { solveOpen } from "./platform/solve/solve-open.ts";
export { solvePlatform, solvePrepared } from "./platform/solve/solve-platform.ts";
export { unknownsOf } from "./platform/unknowns-of.ts";
export { parsePlatform } from "./workspace/parse-platform.ts";

// Calibration: the pool model, and hypotheses weighed against one another.

export { calibrate, type Posterior } from "./calibration/calibrate.ts";
export {
  calibrateHypothesis,
  type HypothesisPosterior,
} from "./calibration/calibrate-hypothesis.ts";
export { type MeasuredRun, measuredRuns } from "./calibration/figures.ts";
export { leaveLevelOut } from "./calibration/leave-level-out.ts";
export { leaveOneLevelOut } from "./calibration/leave-one-level-out.ts";
export { type Weighing, weighHypotheses } from "./calibration/weigh-hypotheses.ts";

// Limits.

export type { CheckResult } from "./limits/check-result.ts";
export { findLimits } from "./limits/find-limits.ts";
export type { CurvePoint, Limits, Zone } from "./limits/limits.ts";
export {
  type PlausiblePlatform,
  plausiblePlatform,
  plausiblePool,
} from "./limits/plausible-platform.ts";
export { defaultPolicy, type Policy } from "./limits/policy.ts";

// Planning: the steps above in one.

export { checkLaunch } from "./planning/check/check-launch.ts";
export { type FittedCampaign, fitCampaign } from "./planning/fit/fit-campaign.ts";
export { type FittedHypotheses, fitHypotheses } from "./planning/fit/fit-hypotheses.ts";
export { tooThinToFit } from "./planning/fit/too-thin-to-fit.ts";
export { nextMeasurement } from "./planning/next/next-measurement.ts";
export type { NextResult } from "./planning/next/next-result.ts";
export { optimize } from "./planning/optimize/optimize.ts";
export type { OptimizeResult } from "./planning/optimize/optimize-result.ts";
export { type PlanInput, plan } from "./planning/plan/plan.ts";
export type { PlanResult, ScenarioResult } from "./planning/plan/plan-result.ts";
export { predict } from "./planning/predict/predict.ts";
export { type OpenPoint, predictOpen } from "./planning/predict/predict-open.ts";
export { runScenario } from "./planning/what-if/run-scenario.ts";
export { scenarioBase } from "./planning/what-if/scenario-base.ts";

// Simulation: a platform model event by event.

export { courseFindings } from "./simulation/course/course-findings.ts";
export { type Experiment, planExperiment } from "./simulation/course/plan-experiment.ts";
export type { Profile } from "./simulation/course/profile.ts";
export { simulatedPlatformOf } from "./simulation/course/simulated-platform-of.ts";
export { simulate } from "./simulation/engine/simulate.ts";
export type { SimulationRun } from "./simulation/engine/simulation-run.ts";
export type { SimulationResult } from "./simulation/result/simulation-result.ts";
export { type StabilityMap, stabilityMap } from "./simulation/result/stability-map.ts";
export type { SimulatedPlatform } from "./simulation/stations/simulated-platform.ts";

// Charts and reports.

export { charts } from "./charts/charts.ts";
export type { ChartSpec } from "./charts/layers/chart-spec.ts";
export { simulationChart } from "./charts/simulation-chart.ts";
export { renderChart } from "./io/render-chart.ts";
export { reportMarkdown } from "./report/report-markdown.ts";
export { nextText } from "./report/text/next-text.ts";
export { optimizeText } from "./report/text/optimize-text.ts";
export { planSummary } from "./report/text/plan-summary.ts";
export { roundResult } from "./wording/round-result.ts";

// Queueing: one open station, its laws and percentiles, and the servers for a target.

export {
  type AbandonmentSolution,
  erlangA,
  type ImpatientStation,
} from "./textbook/open/erlang-a.ts";
export { erlangB } from "./textbook/open/erlang-b.ts";
export { erlangC } from "./textbook/open/erlang-c.ts";
export { type GeneralServer, mg1 } from "./textbook/open/mg1.ts";
export { type GeneralStation, mgc, type WaitApproximation } from "./textbook/open/mgc.ts";
export { mm1, type SingleServer } from "./textbook/open/mm1.ts";
export { mmc } from "./textbook/open/mmc.ts";
export {
  type MmcResponseTime,
  mmcResponseTime,
  responseTimeCdf,
  responseTimeLogSurvival,
  responseTimePercentile,
  responseTimeSurvival,
} from "./textbook/open/mmc-response-time.ts";
export { mmcStates } from "./textbook/open/mmc-states.ts";
export {
  mmcTimeout,
  type TimeoutStation,
  timeoutWaitSurvival,
} from "./textbook/open/mmc-timeout.ts";
export {
  type MmcWaitingTime,
  mmcWaitingTime,
  waitingTimeCdf,
  waitingTimePercentile,
  waitingTimeSurvival,
} from "./textbook/open/mmc-waiting-time.ts";
export { type LossSolution, type LossStation, mmck, mmckStates } from "./textbook/open/mmck.ts";
export { mminf, mminfStates } from "./textbook/open/mminf.ts";
export type { OpenSolution } from "./textbook/open/open-solution.ts";
export type { OpenStation } from "./textbook/open/require-stable.ts";
export { serversForBlocking } from "./textbook/open/servers-for-blocking.ts";
export {
  type ResponseTimeObjective,
  serversForResponseTime,
} from "./textbook/open/servers-for-response-time.ts";
export { serversForWait, type WaitObjective } from "./textbook/open/servers-for-wait.ts";

// Queueing: one closed station.

export {
  type LoadDependentSolution,
  type LoadDependentSystem,
  loadDependent,
  loadDependentProbabilities,
  loadDependentSweep,
} from "./textbook/closed/load-dependent.ts";
export {
  type LoadDependentPool,
  loadDependentResponseTime,
} from "./textbook/closed/load-dependent-response-time.ts";
export {
  type MachineRepair,
  type MachineRepairSolution,
  machineRepair,
} from "./textbook/closed/machine-repair.ts";
export {
  type ClosedSolution,
  type ClosedStation,
  mmcn,
  mmcnArrivalProbabilities,
  mmcnProbabilities,
} from "./textbook/closed/mmcn.ts";
export {
  mmcnResponseTime,
  mmcnResponseTimePercentile,
  mmcnWaitingTime,
} from "./textbook/closed/mmcn-response-time.ts";
export { multiServerRates, type RateLaw } from "./textbook/closed/rate-law.ts";
export { type EngsetSolution, type EngsetSystem, engset } from "./textbook/open/engset.ts";
export { meanOf, type PhaseLaw, percentileOf, survivalOf } from "./textbook/phase-law.ts";

// Queueing: networks, open, closed and mixed.

export {
  type ClosedNetwork,
  type ClosedNetworkSolution,
  closedNetwork,
  closedNetworkSweep,
  type DelayStation,
  type LoadDependentStation,
  type NetworkStation,
  type QueueStation,
  type StationSolution,
  stationProbabilities,
} from "./textbook/closed/closed-network.ts";
export { flowEquivalent } from "./textbook/closed/flow-equivalent.ts";
export { linearizer } from "./textbook/closed/linearizer.ts";
export { multiclassConvolution } from "./textbook/closed/multiclass-convolution.ts";
export { multiclassMultiserver } from "./textbook/closed/multiclass-multiserver.ts";
export { multiclassMva } from "./textbook/closed/multiclass-mva.ts";
export type {
  ClassAtStation,
  ClassSolution,
  CustomerClass,
  IterativeSolution,
  MulticlassNetwork,
  MulticlassSolution,
  MulticlassStation,
  MulticlassStationSolution,
} from "./textbook/closed/multiclass-network.ts";
export { mva } from "./textbook/closed/mva.ts";
export { schweitzer } from "./textbook/closed/schweitzer.ts";
export {
  type MixedNetwork,
  type MixedSolution,
  type MixedStation,
  mixedNetwork,
} from "./textbook/open/mixed-network.ts";
export {
  type OpenClass,
  type OpenClassAtStation,
  type OpenNetwork,
  type OpenNetworkSolution,
  type OpenNetworkStation,
  openNetwork,
} from "./textbook/open/open-network.ts";
export {
  type PathResponseTime,
  pathCdf,
  pathLogSurvival,
  pathPercentile,
  pathResponseTime,
} from "./textbook/open/path-response-time.ts";
export { trafficEquations } from "./textbook/open/traffic-equations.ts";

// Queueing: a pool around stations, two resources held at once.

export { type PoolSolution, type PoolSystem, pool } from "./textbook/closed/pool.ts";
export { type ExactPool, type ExactPoolSolution, poolExact } from "./textbook/closed/pool-exact.ts";

// Queueing: bounds, bottleneck and operational laws.

export { asymptoticBounds } from "./textbook/bounds/asymptotic-bounds.ts";
export { balancedJobBounds } from "./textbook/bounds/balanced-job-bounds.ts";
export { type Bottleneck, bottleneck } from "./textbook/bounds/bottleneck.ts";
export { geometricBounds } from "./textbook/bounds/geometric-bounds.ts";
export { proportionalBounds } from "./textbook/bounds/proportional-bounds.ts";
export { saturationPopulation } from "./textbook/bounds/saturation-population.ts";
export { tightestBounds } from "./textbook/bounds/tightest-bounds.ts";
export type { ClosedBounds } from "./textbook/closed/sum-demands.ts";
export {
  interactiveResponseTime,
  interactiveThinkTime,
  meanNumber,
  meanTime,
  stationThroughput,
  throughputOf,
  utilization,
} from "./textbook/operational-laws.ts";

// Queueing: the Universal Scalability Law.

export { fitUsl, type UslFit, type UslObservation } from "./textbook/usl/fit-usl.ts";
export { type UslLaw, uslResponseTime, uslThroughput } from "./textbook/usl/usl.ts";
export { uslUsersAtResponseTime, uslUsersAtThroughput } from "./textbook/usl/usl-inverse.ts";
export { type UslLandmarks, type UslPoint, uslLandmarks } from "./textbook/usl/usl-landmarks.ts";
export { uslStation } from "./textbook/usl/usl-station.ts";
export type { UslWarning } from "./textbook/usl/usl-warnings.ts";

// Queueing: exact Markov chains for small systems.

export { type BirthDeathChain, birthDeath, birthDeathOfSteps } from "./textbook/birth-death.ts";
export { exactClosedNetwork } from "./textbook/closed/exact-closed-network.ts";
export { exactFcfsPool, type FcfsPoolClass } from "./textbook/closed/exact-fcfs-pool.ts";
export { type MarkovChain, markovChain, type SteadyState } from "./textbook/markov-chain.ts";

// Queueing: every model by a second method.

export { compare, type Verification } from "./textbook/verify/verification.ts";
export { verifyBounds } from "./textbook/verify/verify-bounds.ts";
export { verifyClosedNetwork } from "./textbook/verify/verify-closed-network.ts";
export { verifyEngset } from "./textbook/verify/verify-engset.ts";
export { verifyErlangA } from "./textbook/verify/verify-erlang-a.ts";
export { verifyErlangB } from "./textbook/verify/verify-erlang-b.ts";
export { verifyErlangC } from "./textbook/verify/verify-erlang-c.ts";
export { verifyLoadDependent } from "./textbook/verify/verify-load-dependent.ts";
export { verifyMg1 } from "./textbook/verify/verify-mg1.ts";
export { verifyMgc } from "./textbook/verify/verify-mgc.ts";
export { verifyMixedNetwork } from "./textbook/verify/verify-mixed-network.ts";
export { verifyMm1 } from "./textbook/verify/verify-mm1.ts";
export { verifyMmc } from "./textbook/verify/verify-mmc.ts";
export { verifyMmcTimeout } from "./textbook/verify/verify-mmc-timeout.ts";
export { verifyMmck } from "./textbook/verify/verify-mmck.ts";
export { verifyMmcn } from "./textbook/verify/verify-mmcn.ts";
export { verifyMminf } from "./textbook/verify/verify-mminf.ts";
export { verifyMulticlass } from "./textbook/verify/verify-multiclass.ts";
export { verifyOpenNetwork } from "./textbook/verify/verify-open-network.ts";
export { verifyPool } from "./textbook/verify/verify-pool.ts";
export { verifyUsl } from "./textbook/verify/verify-usl.ts";
