import { platformAt } from "../limits/platform-at.ts";
import type { PlatformPoint, PlausiblePlatform } from "../limits/plausible-platform.ts";

/** The same platform, which solves each load once however often it is asked: bounds of a policy move, its points do not. */
export function remembered(platform: PlausiblePlatform): PlausiblePlatform {
  const known = new Map<number, (users: number) => PlatformPoint>();
  return {
    ...platform,
    upTo: (maxUsers) => {
      const at = known.get(maxUsers) ?? platformAt(platform, maxUsers);
      known.set(maxUsers, at);
      return at;
    },
  };
}
