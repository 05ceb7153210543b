import type { PlausiblePlatform } from "../../limits/plausible-platform.ts";
import { intervalOf } from "../../limits/summarize-draws.ts";
import type { LaunchTarget } from "./launch-target.ts";

const HOUR = 3600;

/**
 * Users of the tested kind that would send what a target asks for on a platform that is never slow,
 * N = X·(Z + R_0): what to plan for where the platform as it is serves so much at no load.
 */
export function usersOfTarget(
  { load, thinkTime }: LaunchTarget,
  draws: readonly PlausiblePlatform[],
): number {
  const cycle = intervalOf(draws.map(({ lightLoadCycle }) => lightLoadCycle)).value;
  const ofRate = (rate: number) => Math.max(1, Math.ceil(rate * cycle));
  switch (load.kind) {
    case "rate":
      return ofRate(load.rate);
    case "requests":
      return ofRate((load.perHour * load.requests) / HOUR);
    case "sessions":
      return withThinkTime((load.perHour / HOUR) * load.length);
    case "users":
      return withThinkTime(load.users);
  }

  /** So many users with another think time send as much as these of the test. */
  function withThinkTime(users: number): number {
    const rate = users / (thinkTime ?? cycle);
    return thinkTime === null ? Math.max(1, Math.ceil(users)) : ofRate(rate);
  }
}
