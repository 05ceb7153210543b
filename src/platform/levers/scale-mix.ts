import { requirePositive } from "../../require.ts";
import type { Platform } from "../platform.ts";
import { chooseEndpoints } from "./choose-endpoints.ts";

/** `mix`: weight of the endpoints that the glob matches × factor; the others make room. @throws RangeError unless the factor is above 0 and an endpoint matches */
export function scaleMix(platform: Platform, by: number, endpoints?: string): Platform {
  const factor = requirePositive("mix", by);
  const chosen = chooseEndpoints(platform, "mix", endpoints);
  return {
    ...platform,
    endpoints: platform.endpoints.map((endpoint) =>
      chosen.has(endpoint.name) ? { ...endpoint, weight: endpoint.weight * factor } : endpoint,
    ),
  };
}
