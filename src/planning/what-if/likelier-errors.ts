import type { CountedLevel } from "../../calibration/fit-errors.ts";
import type { Platform } from "../../platform/platform.ts";
import { preparePlatform } from "../../platform/solve/prepare-platform.ts";
import { platformResponseTimes } from "../../platform/solve/response/platform-response-times.ts";
import { solvePrepared } from "../../platform/solve/solve-platform.ts";
import type { Share } from "../../units.ts";

/** Half an error more than was counted, so that no count has no logarithm (Jeffreys). */
const HALF = 0.5;

/** Shares of errors differ by this much from run to run, as a deviation of their logarithm. */
const REPEATABILITY = 0.3;

/**
 * Of platforms that fail by different causes the one whose errors at these loads are nearest to what
 * was counted, in logarithms and by what counts tell; the first where they are as near.
 */
export function likelierErrors(
  platforms: readonly [Platform, ...Platform[]],
  levels: readonly CountedLevel[],
): Platform {
  const scored = platforms.map((platform) => ({ platform, misfit: misfitOf(platform, levels) }));
  return scored.reduce((best, one) => (one.misfit < best.misfit ? one : best)).platform;
}

function misfitOf(platform: Platform, levels: readonly CountedLevel[]): number {
  const most = levels.reduce((a, { users }) => Math.max(a, users), 1);
  const prepared = preparePlatform(platform, most);
  const failedAt = (users: number): Share => {
    const { errorRate } = solvePrepared(prepared, users);
    if (platform.clientTimeOut === null) return errorRate;
    const { clientTimeOutShare } = platformResponseTimes(prepared, users, "all");
    return 1 - (1 - errorRate) * (1 - clientTimeOutShare);
  };
  return levels.reduce((sum, { users, requests, failures }) => {
    const expected = failedAt(users) * requests;
    const log = Math.log((expected + HALF) / (failures + HALF));
    // Whichever is larger should have been seen: none of thousands is no chance.
    const counting = 1 / (Math.max(expected, failures) + HALF);
    return sum + log ** 2 / (counting + REPEATABILITY ** 2);
  }, 0);
}
