import type { PlatformLimits } from "../../limits/platform-limits.ts";
import type { PlausiblePlatform } from "../../limits/plausible-platform.ts";

/** What limits most of the platforms at twice their knee: the station or pool in use most. */
export function wallOf(
  draws: readonly PlausiblePlatform[],
  limits: readonly PlatformLimits[],
  maxUsers: number,
): string {
  const counts = new Map<string, number>();
  for (const [i, draw] of draws.entries()) {
    const users = Math.max(1, Math.min(maxUsers, Math.round(2 * (limits[i]?.knee ?? maxUsers))));
    const { bottleneck } = draw.upTo(users)(users);
    counts.set(bottleneck, (counts.get(bottleneck) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? "";
}
