/** A system of data/population by its true parameters, as its truth.json states them. */
import { plainQueue } from "../../platform/plain-queue.ts";
import type { EndpointOf, Platform, WorkOf } from "../../platform/platform.ts";

/** Law of a time: kind (e, l, h, g, d, p), mean in s, coefficient of variation where the kind has one. */
type TrueLaw = readonly [kind: string, mean: number, shape: number];

export interface TrueParameters {
  readonly think: TrueLaw;
  readonly api: {
    readonly replicas: number;
    /** 0: never short of threads. */
    readonly cores: number;
    readonly disc: "fifo" | "ps";
    /** Workers of each replica; 0: no such limit. */
    readonly slots: number;
  };
  readonly pool: {
    readonly per: "replica" | "shared";
    readonly size: number;
    readonly hold: "request" | "visit";
    readonly timeout: number;
  };
  readonly db: {
    readonly cores: number;
    readonly disc: "fifo" | "ps";
    readonly replicas: number;
    /** Where reads go. */
    readonly routing: "replicas" | "all";
    /** Contention and coherency, crowding, contention and coherency of overload. */
    readonly al: number;
    readonly be: number;
    readonly cr: number;
    readonly oa: number;
    readonly ob: number;
  };
  readonly svc2: unknown;
  readonly drift: unknown;
  readonly classes: readonly {
    readonly name: string;
    readonly w: number;
    readonly kind: "read" | "write";
    readonly visits: number;
    readonly lock: number;
    readonly api: TrueLaw;
    readonly db: TrueLaw;
    readonly ext: TrueLaw;
  }[];
}

/** Of a Pareto law of shape a, cut far out: 1/√(a(a − 2)). */
function variationOf([kind, , shape]: TrueLaw): number {
  switch (kind) {
    case "d":
      return 0;
    case "e":
      return 1;
    case "p":
      return shape > 2 ? 1 / Math.sqrt(shape * (shape - 2)) : 3;
    default:
      return shape;
  }
}

/**
 * Only what a platform can say: laws as their mean and variation.
 *
 * @throws RangeError for a second service, drift, locks or external calls, which are left out
 */
export function truePlatform(parameters: TrueParameters): Platform {
  const { think, api, pool, db, classes } = parameters;
  const others = classes.some(({ lock, ext }) => lock > 0 || ext[1] > 0);
  if (parameters.svc2 !== null || parameters.drift !== null || others) {
    throw new RangeError("parameters must be without second service, drift, locks and calls");
  }
  const method = { read: "GET", write: "POST" };
  const nameOf = ({ name, kind }: (typeof classes)[number]) => `${method[kind]} /${name}`;
  const work = (of: "api" | "db"): WorkOf<number>[] =>
    classes.map((one) => ({
      endpoint: nameOf(one),
      demand: one[of][1],
      visits: of === "db" ? one.visits : 1,
      variation: variationOf(one[of]),
    }));
  const queue = {
    ...plainQueue,
  } as const;
  const endpoints = classes.map(
    (one): EndpointOf<number> => ({
      name: nameOf(one),
      weight: one.w,
      kind: one.kind,
      cacheHits: 0,
      cacheTime: 0,
    }),
  );
  return {
    title: "the truth",
    thinkTime: think[1],
    apiReplicas: api.replicas,
    endpoints,
    stations: [
      api.cores === 0
        ? { kind: "delay", name: "api", role: "api", work: work("api") }
        : {
            ...queue,
            name: "api",
            role: "api",
            discipline: api.disc,
            servers: api.cores,
            perReplica: true,
            work: work("api"),
          },
      {
        ...queue,
        name: "database",
        role: "database",
        discipline: db.disc,
        servers: db.cores,
        perReplica: false,
        contention: db.al,
        coherency: db.be,
        crowding: db.cr,
        overloadContention: db.oa,
        overloadCoherency: db.ob,
        readReplicas: db.replicas,
        primaryReads: db.routing === "all",
        work: work("db"),
      },
    ],
    pools: [
      {
        name: "connections",
        role: "connections",
        size: pool.size,
        perReplica: pool.per === "replica",
        perNode: true,
        around: ["database"],
        held: pool.hold,
        acquireTimeOut: pool.timeout > 0 ? pool.timeout : null,
      },
      ...(api.slots === 0
        ? []
        : [
            {
              name: "workers",
              role: "workers",
              size: api.slots,
              perReplica: true,
              perNode: false,
              around: ["api", "connections"],
              held: "request",
              acquireTimeOut: null,
            } as const,
          ]),
    ],
    rateLimit: null,
    clientTimeOut: null,
    backgroundErrorRate: 0,
  };
}
