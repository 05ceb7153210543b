/**
 * The textbook, an entry of its own (`headroom-planner/textbook`): queueing models, bounds, laws and
 * a second, independent method for each. Knows nothing of platforms; loads in a browser.
 */

export type { PerSecond, Seconds, Share } from "../units.ts";

// One open station, its laws and percentiles, and the servers for a target.

export {
  type AbandonmentSolution,
  erlangA,
  type ImpatientStation,
} from "./open/erlang-a.ts";
export { erlangB } from "./open/erlang-b.ts";
export { erlangC } from "./open/erlang-c.ts";
export { type GeneralServer, mg1 } from "./open/mg1.ts";
export { type GeneralStation, mgc, type WaitApproximation } from "./open/mgc.ts";
export { mm1, type SingleServer } from "./open/mm1.ts";
export { mmc } from "./open/mmc.ts";
export {
  type MmcResponseTime,
  mmcResponseTime,
  responseTimeCdf,
  responseTimeLogSurvival,
  responseTimePercentile,
  responseTimeSurvival,
} from "./open/mmc-response-time.ts";
export { mmcStates } from "./open/mmc-states.ts";
export {
  mmcTimeout,
  type TimeoutStation,
  timeoutWaitSurvival,
} from "./open/mmc-timeout.ts";
export {
  type MmcWaitingTime,
  mmcWaitingTime,
  waitingTimeCdf,
  waitingTimePercentile,
  waitingTimeSurvival,
} from "./open/mmc-waiting-time.ts";
export { type LossSolution, type LossStation, mmck, mmckStates } from "./open/mmck.ts";
export { mminf, mminfStates } from "./open/mminf.ts";
export type { OpenSolution } from "./open/open-solution.ts";
export type { OpenStation } from "./open/require-stable.ts";
export { serversForBlocking } from "./open/servers-for-blocking.ts";
export {
  type ResponseTimeObjective,
  serversForResponseTime,
} from "./open/servers-for-response-time.ts";
export { serversForWait, type WaitObjective } from "./open/servers-for-wait.ts";

// One closed station.

export {
  type LoadDependentSolution,
  type LoadDependentSystem,
  loadDependent,
  loadDependentProbabilities,
  loadDependentSweep,
} from "./closed/load-dependent.ts";
export {
  type LoadDependentPool,
  loadDependentResponseTime,
} from "./closed/load-dependent-response-time.ts";
export {
  type MachineRepair,
  type MachineRepairSolution,
  machineRepair,
} from "./closed/machine-repair.ts";
export {
  type ClosedSolution,
  type ClosedStation,
  mmcn,
  mmcnArrivalProbabilities,
  mmcnProbabilities,
} from "./closed/mmcn.ts";
export {
  mmcnResponseTime,
  mmcnResponseTimePercentile,
  mmcnWaitingTime,
} from "./closed/mmcn-response-time.ts";
export { multiServerRates, type RateLaw } from "./closed/rate-law.ts";
export { type EngsetSolution, type EngsetSystem, engset } from "./open/engset.ts";
export { meanOf, type PhaseLaw, percentileOf, survivalOf } from "./phase-law.ts";

// Networks, open, closed and mixed.

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
} from "./closed/closed-network.ts";
export { exactFifoNetwork } from "./closed/exact-fifo-network.ts";
export { flowEquivalent } from "./closed/flow-equivalent.ts";
export { linearizer } from "./closed/linearizer.ts";
export { multiclassConvolution } from "./closed/multiclass-convolution.ts";
export { multiclassMultiserver } from "./closed/multiclass-multiserver.ts";
export { multiclassMva } from "./closed/multiclass-mva.ts";
export type {
  ClassAtStation,
  ClassSolution,
  CustomerClass,
  IterativeSolution,
  MulticlassNetwork,
  MulticlassSolution,
  MulticlassStation,
  MulticlassStationSolution,
} from "./closed/multiclass-network.ts";
export { mva } from "./closed/mva.ts";
export { schweitzer } from "./closed/schweitzer.ts";
export {
  type MixedNetwork,
  type MixedSolution,
  type MixedStation,
  mixedNetwork,
} from "./open/mixed-network.ts";
export {
  type OpenClass,
  type OpenClassAtStation,
  type OpenNetwork,
  type OpenNetworkSolution,
  type OpenNetworkStation,
  openNetwork,
} from "./open/open-network.ts";
export {
  type PathResponseTime,
  pathCdf,
  pathLogSurvival,
  pathPercentile,
  pathResponseTime,
} from "./open/path-response-time.ts";
export { trafficEquations } from "./open/traffic-equations.ts";

// A pool around stations, two resources held at once.

export { type PoolSolution, type PoolSystem, pool } from "./closed/pool.ts";
export { type ExactPool, type ExactPoolSolution, poolExact } from "./closed/pool-exact.ts";

// Bounds, bottleneck and operational laws.

export { asymptoticBounds } from "./bounds/asymptotic-bounds.ts";
export { balancedJobBounds } from "./bounds/balanced-job-bounds.ts";
export { type Bottleneck, bottleneck } from "./bounds/bottleneck.ts";
export { geometricBounds } from "./bounds/geometric-bounds.ts";
export { proportionalBounds } from "./bounds/proportional-bounds.ts";
export { saturationPopulation } from "./bounds/saturation-population.ts";
export { tightestBounds } from "./bounds/tightest-bounds.ts";
export type { ClosedBounds } from "./closed/sum-demands.ts";
export {
  interactiveResponseTime,
  interactiveThinkTime,
  meanNumber,
  meanTime,
  stationThroughput,
  throughputOf,
  utilization,
} from "./operational-laws.ts";

// The Universal Scalability Law.

export { fitUsl, type UslFit, type UslObservation } from "./usl/fit-usl.ts";
export { type UslLaw, uslResponseTime, uslThroughput } from "./usl/usl.ts";
export { uslUsersAtResponseTime, uslUsersAtThroughput } from "./usl/usl-inverse.ts";
export { type UslLandmarks, type UslPoint, uslLandmarks } from "./usl/usl-landmarks.ts";
export { uslStation } from "./usl/usl-station.ts";
export type { UslWarning } from "./usl/usl-warnings.ts";

// Exact Markov chains for small systems.

export { type BirthDeathChain, birthDeath, birthDeathOfSteps } from "./birth-death.ts";
export { exactClosedNetwork } from "./closed/exact-closed-network.ts";
export { exactFcfsPool, type FcfsPoolClass } from "./closed/exact-fcfs-pool.ts";
export { type MarkovChain, markovChain, type SteadyState } from "./markov-chain.ts";

// Every model by a second method.

export { compare, type Verification } from "./verify/verification.ts";
export { verifyBounds } from "./verify/verify-bounds.ts";
export { verifyClosedNetwork } from "./verify/verify-closed-network.ts";
export { verifyEngset } from "./verify/verify-engset.ts";
export { verifyErlangA } from "./verify/verify-erlang-a.ts";
export { verifyErlangB } from "./verify/verify-erlang-b.ts";
export { verifyErlangC } from "./verify/verify-erlang-c.ts";
export { verifyLoadDependent } from "./verify/verify-load-dependent.ts";
export { verifyMg1 } from "./verify/verify-mg1.ts";
export { verifyMgc } from "./verify/verify-mgc.ts";
export { verifyMixedNetwork } from "./verify/verify-mixed-network.ts";
export { verifyMm1 } from "./verify/verify-mm1.ts";
export { verifyMmc } from "./verify/verify-mmc.ts";
export { verifyMmcTimeout } from "./verify/verify-mmc-timeout.ts";
export { verifyMmck } from "./verify/verify-mmck.ts";
export { verifyMmcn } from "./verify/verify-mmcn.ts";
export { verifyMminf } from "./verify/verify-mminf.ts";
export { verifyMulticlass } from "./verify/verify-multiclass.ts";
export { verifyOpenNetwork } from "./verify/verify-open-network.ts";
export { verifyPool } from "./verify/verify-pool.ts";
export { verifyUsl } from "./verify/verify-usl.ts";
