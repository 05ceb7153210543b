import type { ApiKind, KnownFacts, Limiter, PoolOwner } from "../../platform/known-facts.ts";
import { formatBound } from "../../wording/format-duration.ts";
import { formatShare, formatShareBound } from "../../wording/format-share.ts";

const apiKindWords: Readonly<Record<ApiKind, string>> = {
  workers: "each worker keeps a request to its end",
  "event-loop": "an event loop that lets go of requests that wait",
};

const poolOwnerWords: Readonly<Record<PoolOwner, string>> = {
  instance: "a pool of each instance",
  all: "one pool that all instances share",
};

/** As planners write them. */
export const limiterWords: Readonly<Record<Limiter, string>> = {
  database: "the database",
  api: "the API",
  pool: "the pool",
  other: "a lock or another service",
};

/** "pool 50, think time 1.4 s, limited by the database"; empty where nothing is known. */
export function knownInWords(known: KnownFacts): string {
  const { poolOf, apiKind, limitedBy, redLine = {} } = known;
  const counts = [
    ["pool", known.pool],
    ["overflow", known.poolOverflow],
    ["API replicas", known.apiReplicas],
    ["API workers", known.apiWorkers],
    ["database cores", known.dbCores],
    ["read replicas", known.readReplicas],
  ] as const;
  const { readShare } = known;
  const times = [
    ["acquire time-out", known.acquireTimeOut],
    ["think time", known.thinkTime],
    ["API time", known.apiTime],
    ["query time", known.queryTime],
    ["red line P95", redLine.p95],
  ] as const;
  return [
    ...counts.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`])),
    ...(readShare === undefined ? [] : [`${formatShare(readShare)} of the requests only read`]),
    ...times.flatMap(([name, value]) =>
      value === undefined ? [] : [`${name} ${formatBound(value)}`],
    ),
    ...(redLine.errorRate === undefined
      ? []
      : [`red line errors ${formatShareBound(redLine.errorRate)}`]),
    ...(poolOf === undefined ? [] : [poolOwnerWords[poolOf]]),
    ...(apiKind === undefined ? [] : [apiKindWords[apiKind]]),
    ...(limitedBy === undefined ? [] : [`limited by ${limiterWords[limitedBy]}`]),
  ].join(", ");
}
