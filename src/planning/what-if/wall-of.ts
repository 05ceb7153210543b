import type { PlatformLimits } from "../../limits/platform-limits.ts";
import type { PlausiblePlatform } from "../../limits/plausible-platform.ts";

/** What limits most of the platforms at twice their knee: the station or pool in use most. */
export function wallOf(
  draws: readonly PlausiblePlatform[],
  limits: readonly PlatformLimits[],
  maxUsers: number,
): string {
  const counts = new Map<string, number>();
  for (const wall of wallsOf(draws, limits, maxUsers)) {
    counts.set(wall, (counts.get(wall) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? "";
}

/** The same of each of them. */
export function wallsOf(
  draws: readonly PlausiblePlatform[],
  limits: readonly PlatformLimits[],
  maxUsers: number,
): readonly string[] {
  return draws.map((draw, i) => {
    const users = Math.max(1, Math.min(maxUsers, Math.round(2 * (limits[i]?.knee ?? maxUsers))));
    return draw.upTo(users)(users).bottleneck;
  });
}
