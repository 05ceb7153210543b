/** The public library, grouped by topic: the table of contents. */

export { defaultPolicy, type Policy } from "./limits/policy.ts";
export type { Campaign, EndpointLevel, FailureCount, Level } from "./measurement/campaign.ts";
export type { Finding } from "./measurement/finding.ts";
export type { PlanResult } from "./planning/plan-result.ts";
export type { Basis, Estimate, Interval, Threshold } from "./stats/estimate.ts";

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
