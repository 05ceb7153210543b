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

export { applyLevers } from "./platform/apply-levers.ts";
export type { PoolModel } from "./platform/pool-model.ts";
export { responseDistribution } from "./platform/response-distribution.ts";
export type { Lever, Scenario } from "./platform/scenario.ts";
export { poolSolver } from "./platform/solve-pool-model.ts";

// The platform of a model file: stations, pools, endpoints; solved closed and open.

export { parsePlatform } from "./io/parse-platform.ts";
export { fillPlatform } from "./platform/fill-platform.ts";
export { type PlatformLever, pullLevers } from "./platform/levers/pull-levers.ts";
export type { Hypothesis, Platform, PlatformSolution } from "./platform/platform.ts";
export {
  type PlatformResponseTimes,
  platformPercentile,
  platformResponseTimes,
} from "./platform/platform-response-times.ts";
export { type PreparedPlatform, preparePlatform } from "./platform/prepare-platform.ts";
export { pullScenario } from "./platform/pull-scenario.ts";
export type { Prior, Quantity } from "./platform/quantity.ts";
export { solveOpen } from "./platform/solve-open.ts";
export { solvePlatform, solvePrepared } from "./platform/solve-platform.ts";
export { unknownsOf } from "./platform/unknowns-of.ts";

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

export { checkLaunch } from "./planning/check-launch.ts";
export { type FittedCampaign, fitCampaign } from "./planning/fit-campaign.ts";
export { type FittedHypotheses, fitHypotheses } from "./planning/fit-hypotheses.ts";
export { nextMeasurement } from "./planning/next-measurement.ts";
export type { NextResult } from "./planning/next-result.ts";
export { optimize } from "./planning/optimize.ts";
export type { OptimizeResult } from "./planning/optimize-result.ts";
export { type PlanInput, plan } from "./planning/plan.ts";
export type { PlanResult, ScenarioResult } from "./planning/plan-result.ts";
export { predict } from "./planning/predict.ts";
export { type OpenPoint, predictOpen } from "./planning/predict-open.ts";
export { runScenario } from "./planning/run-scenario.ts";
export { scenarioBase } from "./planning/scenario-base.ts";
export { tooThinToFit } from "./planning/too-thin-to-fit.ts";

// Simulation: a platform model event by event.

export { courseFindings } from "./experiment/course-findings.ts";
export { type Experiment, planExperiment } from "./experiment/plan-experiment.ts";
export type { Profile } from "./experiment/profile.ts";
export { type SimulatedModel, simulatedPlatformOf } from "./experiment/simulated-platform-of.ts";
export { simulate } from "./simulation/simulate.ts";
export type { SimulatedPlatform } from "./simulation/simulated-platform.ts";
export type { SimulationResult } from "./simulation/simulation-result.ts";
export type { SimulationRun } from "./simulation/simulation-run.ts";
export { type StabilityMap, stabilityMap } from "./simulation/stability-map.ts";

// Charts and reports.

export type { ChartSpec } from "./charts/chart-spec.ts";
export { charts } from "./charts/charts.ts";
export { simulationChart } from "./charts/simulation-chart.ts";
export { renderChart } from "./io/render-chart.ts";
export { nextText } from "./report/next-text.ts";
export { optimizeText } from "./report/optimize-text.ts";
export { planSummary } from "./report/plan-summary.ts";
export { reportMarkdown } from "./report/report-markdown.ts";
export { roundResult } from "./report/round-result.ts";

// Queueing: one open station, its laws and percentiles, and the servers for a target.

export { type AbandonmentSolution, erlangA, type ImpatientStation } from "./queueing/erlang-a.ts";
export { erlangB } from "./queueing/erlang-b.ts";
export { erlangC } from "./queueing/erlang-c.ts";
export { type GeneralServer, mg1 } from "./queueing/mg1.ts";
export { type GeneralStation, mgc, type WaitApproximation } from "./queueing/mgc.ts";
export { mm1, type SingleServer } from "./queueing/mm1.ts";
export { mmc } from "./queueing/mmc.ts";
export {
  type MmcResponseTime,
  mmcResponseTime,
  responseTimeCdf,
  responseTimeLogSurvival,
  responseTimePercentile,
  responseTimeSurvival,
} from "./queueing/mmc-response-time.ts";
export { mmcStates } from "./queueing/mmc-states.ts";
export { mmcTimeout, type TimeoutStation, timeoutWaitSurvival } from "./queueing/mmc-timeout.ts";
export {
  type MmcWaitingTime,
  mmcWaitingTime,
  waitingTimeCdf,
  waitingTimePercentile,
  waitingTimeSurvival,
} from "./queueing/mmc-waiting-time.ts";
export { type LossSolution, type LossStation, mmck, mmckStates } from "./queueing/mmck.ts";
export { mminf, mminfStates } from "./queueing/mminf.ts";
export type { OpenSolution } from "./queueing/open-solution.ts";
export type { OpenStation } from "./queueing/require-stable.ts";
export { serversForBlocking } from "./queueing/servers-for-blocking.ts";
export {
  type ResponseTimeObjective,
  serversForResponseTime,
} from "./queueing/servers-for-response-time.ts";
export { serversForWait, type WaitObjective } from "./queueing/servers-for-wait.ts";

// Queueing: one closed station.

export { type EngsetSolution, type EngsetSystem, engset } from "./queueing/engset.ts";
export {
  type LoadDependentSolution,
  type LoadDependentSystem,
  loadDependent,
  loadDependentProbabilities,
  loadDependentSweep,
} from "./queueing/load-dependent.ts";
export {
  type LoadDependentPool,
  loadDependentResponseTime,
} from "./queueing/load-dependent-response-time.ts";
export {
  type MachineRepair,
  type MachineRepairSolution,
  machineRepair,
} from "./queueing/machine-repair.ts";
export {
  type ClosedSolution,
  type ClosedStation,
  mmcn,
  mmcnArrivalProbabilities,
  mmcnProbabilities,
} from "./queueing/mmcn.ts";
export {
  mmcnResponseTime,
  mmcnResponseTimePercentile,
  mmcnWaitingTime,
} from "./queueing/mmcn-response-time.ts";
export { meanOf, type PhaseLaw, percentileOf, survivalOf } from "./queueing/phase-law.ts";
export { multiServerRates, type RateLaw } from "./queueing/rate-law.ts";

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
} from "./queueing/closed-network.ts";
export { flowEquivalent } from "./queueing/flow-equivalent.ts";
export { linearizer } from "./queueing/linearizer.ts";
export {
  type MixedNetwork,
  type MixedSolution,
  type MixedStation,
  mixedNetwork,
} from "./queueing/mixed-network.ts";
export { multiclassConvolution } from "./queueing/multiclass-convolution.ts";
export { multiclassMultiserver } from "./queueing/multiclass-multiserver.ts";
export { multiclassMva } from "./queueing/multiclass-mva.ts";
export type {
  ClassAtStation,
  ClassSolution,
  CustomerClass,
  IterativeSolution,
  MulticlassNetwork,
  MulticlassSolution,
  MulticlassStation,
  MulticlassStationSolution,
} from "./queueing/multiclass-network.ts";
export { mva } from "./queueing/mva.ts";
export {
  type OpenClass,
  type OpenClassAtStation,
  type OpenNetwork,
  type OpenNetworkSolution,
  type OpenNetworkStation,
  openNetwork,
} from "./queueing/open-network.ts";
export {
  type PathResponseTime,
  pathCdf,
  pathLogSurvival,
  pathPercentile,
  pathResponseTime,
} from "./queueing/path-response-time.ts";
export { schweitzer } from "./queueing/schweitzer.ts";
export { trafficEquations } from "./queueing/traffic-equations.ts";

// Queueing: a pool around stations, two resources held at once.

export { type PoolSolution, type PoolSystem, pool } from "./queueing/pool.ts";
export { type ExactPool, type ExactPoolSolution, poolExact } from "./queueing/pool-exact.ts";

// Queueing: bounds, bottleneck and operational laws.

export { asymptoticBounds } from "./queueing/asymptotic-bounds.ts";
export { balancedJobBounds } from "./queueing/balanced-job-bounds.ts";
export { type Bottleneck, bottleneck } from "./queueing/bottleneck.ts";
export { geometricBounds } from "./queueing/geometric-bounds.ts";
export {
  interactiveResponseTime,
  interactiveThinkTime,
  meanNumber,
  meanTime,
  stationThroughput,
  throughputOf,
  utilization,
} from "./queueing/operational-laws.ts";
export { proportionalBounds } from "./queueing/proportional-bounds.ts";
export { saturationPopulation } from "./queueing/saturation-population.ts";
export type { ClosedBounds } from "./queueing/sum-demands.ts";
export { tightestBounds } from "./queueing/tightest-bounds.ts";

// Queueing: the Universal Scalability Law.

export { fitUsl, type UslFit, type UslObservation } from "./queueing/fit-usl.ts";
export { type UslLaw, uslResponseTime, uslThroughput } from "./queueing/usl.ts";
export { uslUsersAtResponseTime, uslUsersAtThroughput } from "./queueing/usl-inverse.ts";
export { type UslLandmarks, type UslPoint, uslLandmarks } from "./queueing/usl-landmarks.ts";
export { uslStation } from "./queueing/usl-station.ts";
export type { UslWarning } from "./queueing/usl-warnings.ts";

// Queueing: exact Markov chains for small systems.

export { type BirthDeathChain, birthDeath, birthDeathOfSteps } from "./queueing/birth-death.ts";
export { exactClosedNetwork } from "./queueing/exact-closed-network.ts";
export { exactFcfsPool, type FcfsPoolClass } from "./queueing/exact-fcfs-pool.ts";
export { type MarkovChain, markovChain, type SteadyState } from "./queueing/markov-chain.ts";

// Queueing: every model by a second method.

export { compare, type Verification } from "./queueing/verify/verification.ts";
export { verifyBounds } from "./queueing/verify/verify-bounds.ts";
export { verifyClosedNetwork } from "./queueing/verify/verify-closed-network.ts";
export { verifyEngset } from "./queueing/verify/verify-engset.ts";
export { verifyErlangA } from "./queueing/verify/verify-erlang-a.ts";
export { verifyErlangB } from "./queueing/verify/verify-erlang-b.ts";
export { verifyErlangC } from "./queueing/verify/verify-erlang-c.ts";
export { verifyLoadDependent } from "./queueing/verify/verify-load-dependent.ts";
export { verifyMg1 } from "./queueing/verify/verify-mg1.ts";
export { verifyMgc } from "./queueing/verify/verify-mgc.ts";
export { verifyMixedNetwork } from "./queueing/verify/verify-mixed-network.ts";
export { verifyMm1 } from "./queueing/verify/verify-mm1.ts";
export { verifyMmc } from "./queueing/verify/verify-mmc.ts";
export { verifyMmcTimeout } from "./queueing/verify/verify-mmc-timeout.ts";
export { verifyMmck } from "./queueing/verify/verify-mmck.ts";
export { verifyMmcn } from "./queueing/verify/verify-mmcn.ts";
export { verifyMminf } from "./queueing/verify/verify-mminf.ts";
export { verifyMulticlass } from "./queueing/verify/verify-multiclass.ts";
export { verifyOpenNetwork } from "./queueing/verify/verify-open-network.ts";
export { verifyPool } from "./queueing/verify/verify-pool.ts";
export { verifyUsl } from "./queueing/verify/verify-usl.ts";
