import { lacksWork, scaleWork } from "./change/scale-work.ts";
import type { LeverDefinition } from "./lever-definition.ts";

/** Service time of a visit to the database × factor (an index). Where no station is marked as the database, at all queues. */
export const demand = {
  name: "demand",
  about: "Work of a visit to the database × factor: an index, a faster query",
  kind: "factor",
  example: "0.5",
  endpoints: "some",
  zero: false,
  today: null,
  lacks: (platform, endpoints) => lacksWork(platform, "demand", endpoints),
  change: (platform, factor, endpoints) => scaleWork(platform, "demand", factor, endpoints),
  solved: true,
  isSize: false,
  besides: 0,
  assumes: [],
} as const satisfies LeverDefinition;
