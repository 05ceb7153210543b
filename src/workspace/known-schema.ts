/** The section known: of `headroom.yaml`. */
import { z } from "zod";
import { apiKinds, type KnownFacts, limiters, poolOwners } from "../platform/known-facts.ts";
import { parseQuantity, QuantityError, type QuantityKind } from "./quantity/quantity.ts";
import { quantityField } from "./quantity/quantity-field.ts";

/** A fact that is one quantity. */
export type KnownQuantity = Exclude<
  keyof KnownFacts,
  "poolOf" | "apiKind" | "limitedBy" | "redLine" | "connections" | "scaling"
>;

interface KnownField {
  readonly kind: QuantityKind;
  /** Of whole numbers, the least; 1 elsewhere. */
  readonly least: number;
  /** What it is, as a planner would say it. */
  readonly what: string;
}

/** Every fact that is one quantity, in the order in which they are written and asked for. */
export const knownFields = {
  pool: {
    kind: "connections",
    least: 1,
    what: "Database connections that one instance of the API may hold, or all that share a pool",
  },
  poolOverflow: {
    kind: "overflow",
    least: 0,
    what: "Connections that such a pool opens beside these when they are in use (max_overflow)",
  },
  acquireTimeOut: {
    kind: "time",
    least: 1e-6,
    what: "How long a request waits for a database connection before it fails",
  },
  apiReplicas: { kind: "replicas", least: 1, what: "Instances of the API" },
  apiWorkers: {
    kind: "cores",
    least: 0,
    what: "Worker processes, event loops or cores of one instance of the API",
  },
  dbCores: { kind: "cores", least: 0, what: "Cores of one node of the database" },
  readReplicas: {
    kind: "replicas",
    least: 0,
    what: "Read replicas of the database, beside the primary",
  },
  readShare: { kind: "share", least: 0, what: "Share of all requests that only read" },
  thinkTime: {
    kind: "time",
    least: 0,
    what: "Mean pause of a user between an answer and the next request",
  },
  apiTime: {
    kind: "time",
    least: 0,
    what: "A request's own time in the API, without database and waiting",
  },
  queryTime: {
    kind: "time",
    least: 0,
    what: "A request's time at work in an idle database, all its queries",
  },
} as const satisfies Readonly<Record<KnownQuantity, KnownField>>;

export const knownQuantities = Object.keys(knownFields) as readonly KnownQuantity[];

/**
 * What was typed for a fact, in base units.
 *
 * @throws QuantityError when it is none, has the wrong unit or lies out of range
 */
export function parseKnown(fact: KnownQuantity, typed: string | number): number {
  const { kind, least }: KnownField = knownFields[fact];
  const value = parseQuantity(typed, kind);
  if (value >= least) return value;
  throw new QuantityError(`expected ${least} or more, got "${typed}"`);
}

const field = (fact: KnownQuantity) =>
  z
    .union([z.string(), z.number()], { error: "expected a number with its unit" })
    .transform((typed, context) => {
      try {
        return parseKnown(fact, typed);
      } catch (error) {
        if (!(error instanceof QuantityError)) throw error;
        const hint = "write the number and its unit, or take the line out";
        context.addIssue({ code: "custom", message: error.message, params: { hint } });
        return z.NEVER;
      }
    })
    .describe(knownFields[fact].what)
    .optional();

export const knownSchema = z
  .strictObject({
    pool: field("pool"),
    poolOverflow: field("poolOverflow"),
    poolOf: z
      .enum(poolOwners)
      .describe("Whether each instance of the API has its own pool, or all share one (PgBouncer)")
      .optional(),
    acquireTimeOut: field("acquireTimeOut"),
    apiReplicas: field("apiReplicas"),
    apiWorkers: field("apiWorkers"),
    dbCores: field("dbCores"),
    readReplicas: field("readReplicas"),
    readShare: field("readShare"),
    thinkTime: field("thinkTime"),
    apiTime: field("apiTime"),
    queryTime: field("queryTime"),
    apiKind: z
      .enum(apiKinds)
      .describe(
        "Whether a worker of the API keeps a request while it waits, or an event loop lets go",
      )
      .optional(),
    limitedBy: z.enum(limiters).describe("What fills up first when load grows").optional(),
    redLine: z
      .strictObject({
        p95: quantityField("time", "A load with a higher P95 counts as broken").optional(),
        errorRate: quantityField("share", "A load with more errors counts as broken").optional(),
      })
      .describe("Holds where the policy says no red line")
      .optional(),
    connections: z
      .strictObject({
        max: quantityField("connections", "Most that one node of the database accepts").optional(),
        others: quantityField("connections", "Held by migrations, monitoring, others").optional(),
        surge: quantityField("replicas", "API replicas more during a rollout; 1").optional(),
      })
      .describe("For the connection budget: pools × replicas + others ≤ max")
      .optional(),
    scaling: z
      .strictObject({
        startTime: quantityField("time", "From the threshold passed to a replica that serves"),
        users: quantityField("users", "So many more come within the time below").optional(),
        within: quantityField("time", "In which they come; else as in the fastest test").optional(),
      })
      .refine(({ users, within }) => (users === undefined) === (within === undefined), {
        error: "users and within say together how fast load grows: give both, or neither",
      })
      .describe("For autoscalers: load grows on until an added replica serves")
      .optional(),
  })
  .transform((known): KnownFacts => {
    const { redLine, connections, scaling, ...others } = known;
    return {
      ...present(others),
      ...(redLine === undefined ? {} : { redLine: present(redLine) }),
      ...(connections === undefined ? {} : { connections: present(connections) }),
      ...(scaling === undefined ? {} : { scaling: present(scaling) }),
    };
  })
  .describe(
    "What is known of the platform beside its measurements; stands wherever the models leave a number open",
  );

/** Without the keys that hold nothing. */
function present<T extends object>(all: T) {
  type Present = { [K in keyof T]?: Exclude<T[K], undefined> };
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined),
  ) as Present;
}
