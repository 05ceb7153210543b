/** Figures that are read off one step of a time series. */

import { keysOf } from "../../record.ts";
import type { SimulatedBucket } from "../result/simulation-result.ts";
import type { FailureCause } from "../stations/simulated-platform.ts";

/** Requests under way, or in line though nobody waits for them any more. */
export function backlogOf({ requestsUnderWay, waiting }: SimulatedBucket): number {
  return Math.max(requestsUnderWay, waitingOf({ waiting }));
}

/** Requests that wait in a line. */
export function waitingOf({ waiting }: Pick<SimulatedBucket, "waiting">): number {
  return waiting.reduce((sum, count) => sum + count, 0);
}

/** Failures per second, of all causes. */
export function failuresOf({ failures }: Pick<SimulatedBucket, "failures">): number {
  return Object.values(failures).reduce((sum, count) => sum + count, 0);
}

/** Causes in the simulator's order: some platforms have more of them than others. */
export function causesIn(
  failures: Partial<Readonly<Record<FailureCause, unknown>>>,
): readonly FailureCause[] {
  return keysOf(failures);
}
