import { requireCount } from "../../require.ts";
import type { Platform } from "../platform.ts";

/** `api.replicas`: each brings its own servers and pools where they are per replica, and shares the overload. @throws RangeError unless it is a whole number ≥ 1 */
export function setApiReplicas(platform: Platform, replicas: number): Platform {
  return { ...platform, apiReplicas: requireCount("api.replicas", replicas) };
}
