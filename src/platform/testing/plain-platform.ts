/** A platform of one endpoint, an API delay and a database in a pool, for tests to vary. */
import { plainQueue } from "../plain-queue.ts";
import type { Platform, QueueOf } from "../platform.ts";

export interface PlainOptions {
  readonly thinkTime?: number;
  readonly apiTime?: number;
  readonly databaseTime?: number;
  readonly cores?: number;
  readonly poolSize?: number;
  readonly variation?: number;
  readonly queue?: Partial<QueueOf<number>>;
}

export function plainPlatform(options: PlainOptions = {}): Platform {
  const { thinkTime = 1, apiTime = 0.01, databaseTime = 0.05, cores = 4, poolSize = 10 } = options;
  const work = (demand: number) => [
    { endpoint: "GET /a", demand, visits: 1, variation: options.variation ?? 1 },
  ];
  return {
    title: "plain",
    thinkTime,
    apiReplicas: 1,
    endpoints: [{ name: "GET /a", weight: 1, kind: "read", cacheHits: 0, cacheTime: 0 }],
    stations: [
      { kind: "delay", name: "api", role: "api", work: work(apiTime) },
      {
        ...plainQueue,
        name: "database",
        role: "database",
        discipline: "ps",
        servers: cores,
        work: work(databaseTime),
        ...options.queue,
      },
    ],
    pools: [
      {
        name: "connections",
        role: "connections",
        size: poolSize,
        perReplica: false,
        perNode: true,
        around: ["database"],
        held: "request",
        acquireTimeOut: null,
      },
    ],
    rateLimit: null,
    clientTimeOut: null,
    backgroundErrorRate: 0,
  };
}
