/**
 * What a platform is built of: endpoints, stations, and pools around stations.
 *
 * Plain data. `V` is what stands for a number: `number` where all is given (what is solved),
 * `Quantity` where some are unknown (a hypothesis). Users think, send one request of an
 * endpoint drawn from the mix, wait for the reply and think again.
 */
import type { PerSecond, Seconds, Share } from "../units.ts";
import type { Discipline } from "./discipline.ts";
import type { ApiKind, Limiter } from "./known-facts.ts";
import type { Prior, Quantity } from "./quantity.ts";

export interface PlatformOf<V> {
  readonly title: string;
  /** Mean think time Z between a reply and the user's next request, s; 0 in a benchmark. */
  readonly thinkTime: V;
  /** Replicas of the API, 1 or more; `perReplica` stations and pools come with each. */
  readonly apiReplicas: V;
  /** Present where nobody has said how many there are: then one. */
  readonly apiReplicasUnsaid?: true;
  readonly endpoints: readonly EndpointOf<V>[];
  readonly stations: readonly StationOf<V>[];
  readonly pools: readonly PoolOf<V>[];
  /** Requests per second admitted; the excess is refused at once and the user thinks again. */
  readonly rateLimit: V | null;
  /** Whether whoever is turned away by it counts as failed; absent: as refused, for protection. */
  readonly refusalsAreErrors?: true;
  /** Of them, what may come at once after a quiet time, 1 or more; a second's worth without it. */
  readonly rateBurst?: V;
  /**
   * Most requests on the platform at once: listen backlog, nginx's worker_connections, Tomcat's
   * maxConnections and acceptCount. What comes beyond fails at once. Absent: no such limit.
   */
  readonly requestLimit?: V;
  /** A client gives up after this, s; the work goes on. Null: never. */
  readonly clientTimeOut: V | null;
  /** Share of requests that fail whatever the load. */
  readonly backgroundErrorRate: V;
}

/** What the requests of an endpoint do to the database. */
export const endpointKinds = ["read", "write", "mixed"] as const;

export type EndpointKind = (typeof endpointKinds)[number];

/** Of mixed requests of which nobody has said how many only read: from this share up to all, evenly. */
export const FEWEST_READS: Share = 0.1;

export interface EndpointOf<V> {
  /** "GET /api/v1/goals/" */
  readonly name: string;
  /** Weight in the mix, above 0; only ratios count. */
  readonly weight: V;
  /** Reads may be served by read replicas; "mixed": some of its requests read and the others write. */
  readonly kind: EndpointKind;
  /** Of a mixed endpoint the share of requests that only read; absent: nobody has said. */
  readonly readShare?: V;
  /** Present on a drawn platform whose share of reads nobody had said: each draw has another. */
  readonly readShareUnsaid?: true;
  /** Share of its requests that a cache answers: they skip every database station. */
  readonly cacheHits: V;
  /** What a hit takes besides the work elsewhere, s. */
  readonly cacheTime: V;
}

export type StationOf<V> = DelayOf<V> | QueueOf<V>;

/** A place without a queue: network, external calls, an API that is never short of threads. */
export interface DelayOf<V> {
  readonly kind: "delay";
  readonly name: string;
  readonly role: "api" | "database" | "other";
  readonly work: readonly WorkOf<V>[];
}

/**
 * Servers that are shared. With m requests at work (all present under `ps`, at most the servers
 * under `fifo`) one node completes
 *
 *     min(m, servers) / (S · (1 + σ·(m − 1) + κ·m·(m − 1) + δ·(m − servers)⁺))
 */
export interface QueueOf<V> {
  readonly kind: "queue";
  readonly name: string;
  readonly role: "api" | "database" | "other";
  readonly discipline: Discipline;
  /** Cores or threads of one node. */
  readonly servers: V;
  /** Whether each API replica brings its own servers. */
  readonly perReplica: boolean;
  /** Contention σ ≥ 0: linear slowdown by each other request at work. */
  readonly contention: V;
  /** Coherency κ ≥ 0: quadratic slowdown. */
  readonly coherency: V;
  /** Crowding δ ≥ 0: slowdown by each request at work beyond the servers. */
  readonly crowding: V;
  /** σ of overload: slowdown by each other request present on the platform, waiting ones too. */
  readonly overloadContention: V;
  /** κ of overload, quadratic. */
  readonly overloadCoherency: V;
  /**
   * Which requests overload counts: all on the platform, those in outer delays included, since each
   * keeps memory and an event loop busy; or only those that stand in line or share servers.
   */
  readonly overloadCounts: "platform" | "queues";
  /**
   * Drift ≥ 0 of the servers' capacity, standard deviation of its logarithm: neighbors, garbage
   * collection, background work. Slow against one request, so that each capacity reaches its own
   * steady state; a run of some minutes sees all of it. All stations that drift do so together.
   */
  readonly drift: V;
  /**
   * Limited processor sharing (`ps` only): at most so many requests share one node, the others
   * wait in order of arrival. Null: all share. Avi-Itzhak & Halfin, "Expected response times in a
   * non-symmetric time sharing queue with a limited number of service positions", Proc. 12th
   * International Teletraffic Congress (1988).
   */
  readonly sharedLimit: V | null;
  /**
   * Coefficient of variation ≥ 0 of the delay that sharing adds to a request (`ps` only), where it
   * is not in strict proportion to the work: repeated visits, locks, endpoints that are not told
   * apart. Work and delay rise together, both lognormal. Null: in proportion, as under processor
   * sharing (Kleinrock, Queueing Systems II, 1976, §4.4).
   */
  readonly delayVariation: V | null;
  /** Further nodes that take over the reads, round robin; writes stay on the primary. */
  readonly readReplicas: V;
  /**
   * Whether the primary takes its turn with reads though there are read replicas. Absent: the
   * replicas alone serve them, and after a change that adds the first ones nobody knows.
   */
  readonly primaryReads?: boolean;
  /** Share of a write's demand that each read replica has to repeat. */
  readonly replication: V;
  /** Copies that split the requests by key, 1 or more; each with its own replicas. */
  readonly shards: V;
  /** Most connections one node accepts, over all pools; null without a limit. */
  readonly maxConnections: V | null;
  readonly work: readonly WorkOf<V>[];
}

/** What one endpoint does at a station; an endpoint that is not listed does not come. */
export interface WorkOf<V> {
  readonly endpoint: string;
  /** Mean service time S of one visit on an idle node, s. */
  readonly demand: V;
  /** Visits per request. */
  readonly visits: V;
  /** Coefficient of variation of one visit's service time. */
  readonly variation: V;
}

/**
 * At most `size` requests and its overflow are inside at once, the others wait in order of arrival. A pool
 * around pools is held while the request waits for the inner ones (API workers).
 */
export interface PoolOf<V> {
  readonly name: string;
  readonly role: "workers" | "connections" | "other";
  readonly size: V;
  /** Places that it opens beside its size when that is in use (SQLAlchemy's max_overflow); none unless said. */
  readonly overflow?: V;
  /** Whether each API replica brings a pool of this size. */
  readonly perReplica: boolean;
  /** Present where nobody has said: then one that all share, until platforms are drawn of either kind. */
  readonly perReplicaUnsaid?: true;
  /** Whether each node of the stations inside has a pool of this size. */
  readonly perNode: boolean;
  /** Stations and pools held inside. */
  readonly around: readonly string[];
  /** Held for the whole request, or taken anew for each visit to the stations inside. */
  readonly held: "request" | "visit";
  /** A request that has waited this long fails, s; null: it waits for ever. */
  readonly acquireTimeOut: V | null;
}

/** All numbers given: what is solved. */
export type Platform = PlatformOf<number>;
/** Some numbers unknown or multiples of named ones. */
export type PlatformModel = PlatformOf<Quantity>;

/** A platform model that could be true, and where it comes from. */
export interface Hypothesis {
  /** File name without its ending. */
  readonly name: string;
  /** The sentence that it stands for. */
  readonly source: string;
  /** Which of database, API and pool sets the ceiling, or that nobody knows; absent: as the sizes say. */
  readonly ceiling?: Limiter | "unknown";
  /** What fills up first, as somebody knows or this explanation has it: platforms on which another does are not believed. */
  readonly toldLimiter?: Limiter;
  /** Name of another one of the same unknowns: where that one is at its best is where to look for this one. */
  readonly startsAt?: string;
  /** The same where a number that nobody has said is another one: the one that lies nearest the figures is taken. */
  readonly instead?: readonly Hypothesis[];
  /** Tried only where no simpler one follows the figures about as closely as runs agree. */
  readonly onlyWhereLacking?: true;
  /** How the API works on its requests, where somebody knows it and the platform does not say. */
  readonly apiKind?: ApiKind;
  /** Numbers that the platform refers to by name. */
  readonly numbers: Readonly<Record<string, number | Prior>>;
  readonly platform: PlatformModel;
}

/** A platform under one load. */
export interface PlatformSolution {
  readonly users: number;
  /** Completions per second, errors by time-out and refusals not counted. */
  readonly throughput: PerSecond;
  /** Mean response time of completed requests. */
  readonly responseTime: Seconds;
  /** Requests that are refused by the rate limit, of all that users send. */
  readonly refusedShare: Share;
  /** Requests that fail since the platform is full, of all that the rate limit admits. */
  readonly fullShare: Share;
  /** Requests that fail for an acquire time-out, of all that come in. */
  readonly acquireTimeOutShare: Share;
  /** Of all that the rate limit admits: a full platform, acquire time-outs and background errors;
   * client time-outs are counted with the response times. */
  readonly errorRate: Share;
  /** Mean number of requests in the platform that will be served. */
  readonly present: number;
  readonly stations: readonly StationSolution[];
  readonly pools: readonly PoolOccupancy[];
  /** Station or pool that limits throughput: the one with the highest utilization. */
  readonly bottleneck: string;
}

export interface StationSolution {
  /** With read replicas: "database (primary)" and "database (replicas)". */
  readonly name: string;
  /** Share of the servers at work; 0 for delays. */
  readonly utilization: Share;
  /** Mean number of requests there, waiting ones included. */
  readonly queueLength: number;
}

export interface PoolOccupancy {
  readonly name: string;
  /** Mean number of places in use. */
  readonly used: number;
  readonly utilization: Share;
  /** Mean number of requests that wait for a place. */
  readonly waiting: number;
}
