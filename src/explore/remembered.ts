import { platformAt } from "../limits/platform-at.ts";
import type { PlatformPoint, PlausiblePlatform } from "../limits/plausible-platform.ts";

/** The same platform, which solves each load once however often it is asked: bounds of a policy move, its points do not. */
export function remembered(platform: PlausiblePlatform): PlausiblePlatform {
  const known = new Map<number, (users: number) => PlatformPoint>();
  const { backgroundErrorRate, failsUnderLoad, rateLimit } = platform;
  return {
    ...{ backgroundErrorRate, failsUnderLoad, rateLimit },
    // Found when asked for, so that no copy of a platform's own fields has it.
    get lightLoadCycle() {
      return platform.lightLoadCycle;
    },
    upTo: (maxUsers) => {
      const at = known.get(maxUsers) ?? platformAt(platform, maxUsers);
      known.set(maxUsers, at);
      return at;
    },
  };
}
