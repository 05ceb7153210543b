import { requireCount } from "../../require.ts";
import type { Platform, PlatformSolution } from "../platform.ts";
import { type PreparedPlatform, preparePlatform } from "./prepare-platform.ts";
import { solveLoad } from "./solve-load.ts";

/**
 * Throughput, mean response time, utilizations and queues of a platform at each load, closed or,
 * with a rate limit, closed behind an admission that refuses.
 *
 * Pools become flow-equivalent stations, innermost first (Chandy, Herzog & Woo 1975; Lazowska et
 * al. 1984, ch. 8-9); classes are aggregated into one chain, whose line is stretched by variable
 * work. Exact for product-form networks; against two simulated platforms with lognormal work (CV
 * 1 to 1.5), FIFO pools of 10 to 300 and read replicas, told their parameters: throughput 0.1 %
 * in the median and 0.4 % at worst, response time 0.2 % and 2.9 %, the worst at the knee, where
 * work of CV 0.3 or 3 costs up to 5 %. Where one station inside a pool is in order of arrival
 * and full, endpoints that pass it by are up to 6 % off in the mean and 20 % in the P95, and with
 * work of CV 2 to 3 there the whole mean is up to 27 % too low. Over 432 simulated cells of pools,
 * cores or workers that fill up (docs/solver-accuracy.md): throughput within 1.3 %, the mean within
 * 6.1 %, P95 within 10 % in nine of ten and 21 % at worst. Acquire
 * time-outs are exactly those of M/M/c+D for exponential holds and chance arrivals; against
 * simulated closed platforms their share is within 5 % of itself for lognormal work of CV 1 and
 * within 1 % where a third or more is lost, but 25 % too high for CV 0.3 and as much too low for CV
 * 2 where few are (1 to 4 %), and more below that. A rate limit is a bucket of
 * a second's tokens: at 80 % of the ceiling the mean is within 6 % and P95 within 7 %, at 95 % within 16 and
 * 19 % (scripts/judge-rate-limit.ts); a bucket of
 * one token refuses far more. Requests that wait
 * in vain load what they pass before a pool and hold what they hold around it; of the share of errors
 * that is within 8 %, of the mean within 6 % for work of CV 1.
 *
 * Lines of API replicas, read replicas and shards are solved as lines, dealt out in turn or by key:
 * against simulated pools of 3 and 6 slots on 2 and 4 replicas throughput within 0.2 %, the mean within 4 %
 * and P95 within 6 % where the simulated lines had drifted apart, where one line for all was 20 % short of the
 * mean and 40 % of P95. By how much their lines have drifted apart in a run of minutes, see
 * `LineDrift`. Random platforms: docs/random-platforms.md.
 * Cost O(most·√most) once for most platforms, at worst O(most²), and O(N) a load.
 *
 * @throws RangeError if users is not a whole number ≥ 1 or a number of the platform is out of range
 */
export function solvePlatform(
  platform: Platform,
  users: readonly number[],
): readonly PlatformSolution[] {
  const most = users.reduce((a, b) => Math.max(a, requireCount("users", b)), 1);
  const prepared = preparePlatform(platform, most);
  return users.map((N) => solvePrepared(prepared, N));
}

/**
 * One load of a prepared platform, as {@link solvePlatform}.
 *
 * @throws RangeError unless users is a whole number from 1 to the most it was prepared for
 */
export function solvePrepared(prepared: PreparedPlatform, users: number): PlatformSolution {
  const N = requireUsers(prepared, users);
  return { users: N, ...solveLoad(prepared, { users: N }) };
}

/** @throws RangeError unless users is a whole number from 1 to the most it was prepared for */
export function requireUsers(prepared: PreparedPlatform, users: number): number {
  requireCount("users", users);
  if (users > prepared.most) {
    throw new RangeError(`users must be at most ${prepared.most} here, got ${users}`);
  }
  return users;
}
