import { requirePositive } from "../../require.ts";
import type { LeverDefinition } from "./lever-definition.ts";

/** Requests per second admitted; the excess is refused at once and the user thinks again. */
export const rateLimit = {
  name: "rateLimit",
  about: "Requests per second admitted; the excess is refused at once",
  kind: "rate",
  example: "125 req/s or 0.8 * rateLimit",
  endpoints: "none",
  zero: false,
  today: {
    of: (platform) => platform.rateLimit,
    tried: [1, 1.5, 2, 2.5, 3].map((power) => 10 ** power),
  },
  lacks: () => null,
  change: (platform, limit) => ({ ...platform, rateLimit: requirePositive("rateLimit", limit) }),
  solved: true,
  isSize: false,
  besides: 0,
  assumes: ["A refused request (429) costs nothing; the user thinks and tries again."],
} as const satisfies LeverDefinition;
