import { requireNonNegative } from "../../require.ts";
import type { LeverDefinition } from "./lever-definition.ts";

/** A new mean think time. */
export const thinkTime = {
  name: "thinkTime",
  about: "Mean pause of a user between a reply and the next request",
  kind: "time",
  example: "2 s or 2 * thinkTime",
  endpoints: "none",
  zero: true,
  today: { of: (platform) => platform.thinkTime, tried: [0.01, 0.5, 1, 1.37, 10] },
  lacks: () => null,
  change: (platform, time) => ({ ...platform, thinkTime: requireNonNegative("thinkTime", time) }),
  solved: true,
  isSize: false,
  besides: 0,
  assumes: [],
} as const satisfies LeverDefinition;
