import { requirePositive } from "../../require.ts";
import { chooseEndpoints } from "./change/choose-endpoints.ts";
import type { LeverDefinition } from "./lever-definition.ts";

/** Weight of the endpoints that the glob matches × factor; the others make room. */
export const mix = {
  name: "mix",
  about: "Weight of the named endpoints in the mix × factor; the others make room",
  kind: "factor",
  example: "2",
  endpoints: "needed",
  zero: false,
  today: null,
  lacks: () => null,
  change: (platform, by, glob) => {
    const factor = requirePositive("mix", by);
    const chosen = chooseEndpoints(platform, "mix", glob);
    const endpoints = platform.endpoints.map((endpoint) =>
      chosen.has(endpoint.name) ? { ...endpoint, weight: endpoint.weight * factor } : endpoint,
    );
    return { ...platform, endpoints };
  },
  solved: true,
  isSize: false,
  besides: 0,
  assumes: [],
} as const satisfies LeverDefinition;
