import {
  type LoadDependentSolution,
  type LoadDependentSystem,
  loadDependent,
  loadDependentSweep,
} from "../closed/load-dependent.ts";
import { compare, type Verification } from "./verification.ts";

/**
 * One load-dependent station with think time, by its birth-death chain and by convolution.
 *
 * @throws RangeError as `loadDependent`
 */
export function verifyLoadDependent(
  system: LoadDependentSystem,
  users: number,
): readonly Verification[] {
  const first = loadDependent(system, users);
  const second = loadDependentSweep(system, users)[users - 1] as LoadDependentSolution;
  return [
    compare("throughput", first.throughput, second.throughput),
    compare("responseTime", first.responseTime, second.responseTime),
    compare("utilization", first.utilization, second.utilization),
  ];
}
