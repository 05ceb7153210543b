import type { PoolModel } from "../pool-model.ts";

/** What only levers, errors and assumptions change: one API replica, no cache, no limit, no errors. */
export const asItIs = {
  backgroundErrorRate: 0,
  timeOut: null,
  ceiling: "database",
  apiReplicas: 1,
  readReplicas: 0,
  readShare: 0.7,
  workOdds: 1,
  bypassShare: 0,
  bypassTime: 0.001,
  rateLimit: null,
} as const satisfies Partial<PoolModel>;
