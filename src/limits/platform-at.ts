import type { PlatformPoint, PlausiblePlatform } from "./plausible-platform.ts";

/** Solves a platform at N users, each N once. */
export function platformAt(
  platform: PlausiblePlatform,
  maxUsers: number,
): (users: number) => PlatformPoint {
  const solve = platform.upTo(maxUsers);
  const known = new Map<number, PlatformPoint>();
  return (users) => {
    const before = known.get(users);
    if (before !== undefined) return before;
    const point = remembering(solve(users));
    known.set(users, point);
    return point;
  };
}

/** The point with each percentile computed once. */
function remembering(point: PlatformPoint): PlatformPoint {
  const percentiles = new Map<string, number>();
  return {
    ...point,
    percentile: (name) => {
      const value = percentiles.get(name) ?? point.percentile(name);
      percentiles.set(name, value);
      return value;
    },
  };
}
