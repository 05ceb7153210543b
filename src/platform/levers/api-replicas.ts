import { requireCount } from "../../require.ts";
import type { LeverDefinition } from "./lever-definition.ts";

/** Each brings its own servers and pools where they are per replica, and shares the overload. */
export const apiReplicas = {
  name: "api.replicas",
  about: "Replicas of the API, each with its own servers and pools where these are per replica",
  kind: "replicas",
  example: "3 or api.replicas + 2",
  endpoints: "none",
  zero: false,
  today: { of: ({ apiReplicas }) => apiReplicas, tried: [1] },
  lacks: () => null,
  change: (platform, replicas) => ({
    ...platform,
    apiReplicas: requireCount("api.replicas", replicas),
  }),
  solved: true,
  isSize: true,
  besides: 0,
  assumes: [
    "More API replicas share the overload among them, and each brings its own pool where pools are per replica.",
  ],
} as const satisfies LeverDefinition;
