import { lacksWork, scaleWork } from "./change/scale-work.ts";
import type { LeverDefinition } from "./lever-definition.ts";

/** Number of visits to the database × factor (N+1 queries removed; requests coalesced). Where no station is marked as the database, at all queues. */
export const visits = {
  name: "visits",
  about: "Visits to the database × factor: N+1 queries removed, requests coalesced",
  kind: "factor",
  example: "0.5",
  endpoints: "some",
  zero: false,
  today: null,
  lacks: (platform, endpoints) => lacksWork(platform, "visits", endpoints),
  change: (platform, factor, endpoints) => scaleWork(platform, "visits", factor, endpoints),
  solved: true,
  isSize: false,
  besides: 0,
  assumes: [],
} as const satisfies LeverDefinition;
