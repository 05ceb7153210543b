/**
 * Machine repair: N machines run, break down and wait for one of c repairers.
 *
 * The same chain as M/M/c//N, asked about the machines: how many run, how long one is down.
 *
 * Source: Gross, Shortle, Thompson & Harris, Fundamentals of Queueing Theory, 4th ed.
 * (Wiley, 2008), §2.8.
 */
import { requireCount, requirePositive } from "../../require.ts";
import type { PerSecond, Seconds, Share } from "../../units.ts";
import { mmcn } from "./mmcn.ts";

export interface MachineRepair {
  /** Mean time between the end of a repair and the next failure; any law. */
  readonly timeToFailure: Seconds;
  /** Mean time one repairer needs; exponential. */
  readonly repairTime: Seconds;
  /** Repairers c working in parallel. */
  readonly repairers: number;
}

export interface MachineRepairSolution {
  /** Mean number of machines that run. */
  readonly running: number;
  /** Mean number of machines broken: waiting or under repair. */
  readonly broken: number;
  /** Share of time that one machine runs. */
  readonly availability: Share;
  /** Failures (and repairs) per second. */
  readonly failureRate: PerSecond;
  /** Mean time from failure to the end of the repair. */
  readonly downTime: Seconds;
  /** Share of time that a repairer is busy. */
  readonly utilization: Share;
}

/**
 * Solves the machine-repair model for N machines. Exact, O(N).
 *
 * @throws RangeError unless machines and repairers are whole numbers ≥ 1 and both times > 0
 * @example machineRepair({ timeToFailure: 30, repairTime: 3, repairers: 2 }, 5).running
 */
export function machineRepair(model: MachineRepair, machines: number): MachineRepairSolution {
  const N = requireCount("machines", machines);
  const Z = requirePositive("timeToFailure", model.timeToFailure);
  const solution = mmcn(
    {
      servers: requireCount("repairers", model.repairers),
      serviceTime: requirePositive("repairTime", model.repairTime),
      thinkTime: Z,
    },
    N,
  );
  const { throughput: X, responseTime: R } = solution;
  return {
    running: X * Z,
    broken: solution.queueLength,
    availability: Z / (Z + R),
    failureRate: X,
    downTime: R,
    utilization: solution.utilization,
  };
}
