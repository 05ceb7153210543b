import { requireCount, requirePositive, requireShare } from "../../require.ts";
import { everyCause, type SimulatedClients } from "../stations/simulated-platform.ts";

/** Longest pause before another try: thirty years. */
export const LONGEST_PAUSE = 1e9;

/** Checks what the clients do. @throws RangeError naming the first field that is out of its range */
export function requireClients({ timeOut, retry }: SimulatedClients): void {
  if (timeOut !== undefined) requirePositive("clients.timeOut", timeOut);
  if (!retry) return;
  requireCount("clients.retry.attempts", retry.attempts);
  if (retry.attempts > 255) {
    throw new RangeError(`clients.retry.attempts must be at most 255, got ${retry.attempts}`);
  }
  requirePositive("clients.retry.backOff", retry.backOff);
  const factor = requirePositive("clients.retry.factor", retry.factor ?? 2);
  const longest = retry.backOff * Math.max(1, factor ** (retry.attempts - 2));
  if (longest > LONGEST_PAUSE) {
    throw new RangeError(`clients.retry.factor must keep pauses below 1e9 s, got ${longest} s`);
  }
  requireShare("clients.retry.jitter", retry.jitter ?? 1);
  for (const cause of retry.causes ?? []) {
    if (!everyCause.includes(cause)) {
      throw new RangeError(`clients.retry.causes must be of ${everyCause}, got ${cause}`);
    }
  }
}
