import type { TimeLaw } from "../engine/time-law.ts";
import type { TieredPlatform } from "./tiered-platform.ts";

/** No queue anywhere, no work in the API, pauses of 4 s, and so much work in the database. */
export function oneEndpoint(
  work: number | TimeLaw,
  more: Partial<TieredPlatform> = {},
  endpoint: Partial<TieredPlatform["endpoints"][number]> = {},
): TieredPlatform {
  return {
    endpoints: [
      {
        name: "one",
        weight: 1,
        kind: "write",
        apiTime: { law: "constant", mean: 0 },
        databaseTime: typeof work === "number" ? { law: "constant", mean: work } : work,
        ...endpoint,
      },
    ],
    thinkTime: { law: "constant", mean: 4 },
    api: { discipline: "delay", servers: 1 },
    pool: null,
    database: { discipline: "delay", servers: 1 },
    ...more,
  };
}
