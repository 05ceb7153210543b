/** How a model file spells a platform. */

import { z } from "zod";
import { disciplines } from "../../platform/discipline.ts";
import { limiters } from "../../platform/known-facts.ts";
import { endpointKinds } from "../../platform/platform.ts";
import { keysOf } from "../../record.ts";
import { namedNumber } from "../quantity/named-number.ts";
import { knownCount, modelNumber } from "./model-number.ts";

const name = z.string().min(1);
const role = z.enum(["api", "database", "other"]).describe("Which levers act on it").optional();

const work = z
  .record(
    z.string(),
    z.strictObject({
      demand: modelNumber("demand", "Mean time of one visit on an idle node"),
      visits: modelNumber("visits", "Visits per request, default 1").optional(),
      variation: modelNumber("variation", "Coefficient of variation, default 1").optional(),
    }),
  )
  .describe(
    'By endpoint, * stands for anything: "GET /api/*"; an exact name wins, then the longest',
  );

const delay = z.strictObject({
  kind: z.literal("delay").describe("No queue: network, external calls"),
  name,
  role,
  work,
});

const overload = z
  .strictObject({
    contention: modelNumber("contention", "Slowdown by each other request present").optional(),
    coherency: modelNumber("coherency", "The same, quadratic").optional(),
    counts: z
      .enum(["platform", "queues"])
      .describe("All requests on the platform, or those in line and at shared servers")
      .optional(),
  })
  .describe("Slowdown by all requests present, waiting ones too")
  .optional();

const queue = z.strictObject({
  kind: z.literal("queue").describe("Servers that are shared"),
  name,
  role,
  discipline: z.enum(keysOf(disciplines)).describe(
    Object.entries(disciplines)
      .map(([name, { about }]) => `${name}: ${about}`)
      .join(", "),
  ),
  servers: modelNumber("servers", "Cores or threads of one node"),
  perReplica: z.boolean().describe("Whether each API replica brings its own").optional(),
  contention: modelNumber("contention", "σ: slowdown by each other request at work").optional(),
  coherency: modelNumber("coherency", "κ: the same, quadratic").optional(),
  crowding: modelNumber("crowding", "Slowdown by each request beyond the servers").optional(),
  overload,
  drift: modelNumber("drift", "Slow drift of the capacity, deviation of its logarithm").optional(),
  sharedLimit: modelNumber(
    "sharedLimit",
    "Most requests that share one node, others wait; ps only",
  ).optional(),
  delayVariation: modelNumber(
    "delayVariation",
    "Variation of the delay that sharing adds; without it in proportion to the work; ps only",
  ).optional(),
  readReplicas: knownCount("replicas", 0, "Further nodes that take over the reads").optional(),
  primaryReads: z
    .boolean()
    .describe("Whether the primary serves reads beside its replicas")
    .optional(),
  replication: modelNumber("replication", "Share of a write that each replica repeats").optional(),
  shards: knownCount("shards", 1, "Copies that split the requests by key").optional(),
  maxConnections: modelNumber("maxConnections", "Most connections one node accepts").optional(),
  work,
});

const pool = z.strictObject({
  name,
  role: z.enum(["workers", "connections", "other"]).describe("Which levers act on it").optional(),
  size: modelNumber("size", "Requests inside at once"),
  overflow: modelNumber("overflow", "Places opened beside the size when that is in use").optional(),
  perReplica: z
    .union([z.boolean(), z.literal("unknown")])
    .describe("Whether each API replica brings one; unknown: platforms of either kind are drawn")
    .optional(),
  perNode: z.boolean().describe("Whether each database node has one of this size").optional(),
  around: z
    .array(name)
    .min(1, { error: "a pool around nothing holds nobody up" })
    .describe("Stations and pools held inside"),
  held: z
    .enum(["request", "visit"])
    .describe("For the whole request, or for each visit")
    .optional(),
  acquireTimeOut: modelNumber("acquireTimeOut", "A request that waits this long fails").optional(),
});

const endpoint = z.strictObject({
  name: name.describe('"METHOD /path"'),
  weight: modelNumber("weight", "Weight in the mix"),
  kind: z
    .enum(endpointKinds)
    .describe("What its requests do to the database; mixed: some read, the others write"),
  readShare: modelNumber("readShare", "Of a mixed endpoint: share that only reads").optional(),
  cacheHits: modelNumber("cacheHits", "Share answered by a cache").optional(),
  cacheTime: modelNumber("cacheTime", "What a hit takes").optional(),
});

export const platformSchema = z.strictObject({
  title: name.describe("What a planner calls it"),
  source: z.string().describe("The sentence that it stands for").optional(),
  ceiling: z
    .enum(["unknown", ...limiters])
    .describe(
      "What limits: the one resource that fills up first, or unknown, so that each is tried",
    )
    .optional(),
  numbers: z
    .record(z.string().regex(/^[a-z_]\w*$/i, "a name of letters and digits"), namedNumber)
    .describe('Numbers that others refer to: "2 * name"')
    .optional(),
  thinkTime: modelNumber("thinkTime", "Mean think time"),
  apiReplicas: knownCount("replicas", 1, "Replicas of the API, default 1").optional(),
  endpoints: z.array(endpoint).min(1),
  stations: z.array(z.discriminatedUnion("kind", [delay, queue])).min(1),
  pools: z.array(pool).optional(),
  rateLimit: modelNumber("rateLimit", "Requests per second admitted").optional(),
  rateBurst: modelNumber("rateBurst", "Of them at once, default a second's worth").optional(),
  requestLimit: modelNumber(
    "requestLimit",
    "Most requests on the platform at once; what comes beyond fails at once",
  ).optional(),
  clientTimeOut: modelNumber("clientTimeOut", "A client gives up after this").optional(),
  backgroundErrorRate: modelNumber(
    "backgroundErrorRate",
    "Errors whatever the load, default 0",
  ).optional(),
});

export type PlatformFile = z.output<typeof platformSchema>;
