/** Known facts held against the measurements: those that may be used, and what speaks against the others. */

import type { Audit } from "../../measurement/audit.ts";
import type { Finding } from "../../measurement/finding.ts";
import type { Observation } from "../../measurement/observations.ts";
import type { KnownFact, KnownFacts, Limiter } from "../../platform/known-facts.ts";
import type { Share } from "../../units.ts";
import { formatBound, formatDuration } from "../../wording/format-duration.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatShare } from "../../wording/format-share.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { upperFirst } from "../../wording/upper-first.ts";
import { campaignScale } from "./campaign-scale.ts";
import { limiterWords } from "./known-in-words.ts";

export interface TrustedFacts {
  /** What nothing speaks against. */
  readonly facts: KnownFacts;
  /** One for each fact that is left out. */
  readonly findings: readonly Finding[];
}

/** A cycle N̄/X of users is off by so much through rounding and requests under way (see `thinkTime`). */
const CYCLE_ERROR: Share = 0.02;

/** Of an idle request's time, what it spends in the database even where it hardly asks it. */
const LEAST_IN_DATABASE: Share = 0.15;

/** A level's mean may be so far above that of an idle platform. */
const MEAN_ERROR = 1.2;

/** Servers or places of which fewer than this are in use at the heaviest load are not what is short. */
const SHORT: Share = 0.5;

/**
 * Facts that the measured loads contradict are not used: the measurements decide in their place.
 *
 * - think time: N̄/X − R of the levels is elsewhere (interactive response-time law);
 * - pool, database cores: at the highest throughput X they leave a request less than 15 % of the time
 *   of an idle one (utilization law, X·S ≤ servers);
 * - API workers that keep a request to its end: each has less time for it than an idle one takes;
 * - times of a request in API and database: together more than an idle request takes;
 * - what limits: less than half of it can have been in use, as fewer requests were in flight (Little's law).
 */
export function trustedFacts(
  known: KnownFacts,
  observed: readonly Observation[],
  audited: Pick<Audit, "thinkTime">,
): TrustedFacts {
  if (observed.length === 0) return { facts: known, findings: [] };
  const doubts = [
    ...thinkTimeDoubt(known, observed, audited),
    ...sizeDoubts(known, observed),
    ...workDoubt(known, observed),
    ...limiterDoubt(known, observed),
  ];
  const left = new Set<string>(doubts.flatMap(({ facts }) => facts));
  const facts = Object.fromEntries(Object.entries(known).filter(([fact]) => !left.has(fact)));
  return { facts, findings: doubts.map(({ finding }) => finding) };
}

interface Doubt {
  readonly facts: readonly KnownFact[];
  readonly finding: Finding;
}

function doubt(facts: readonly KnownFact[], words: Pick<Finding, "message" | "law" | "remedy">) {
  const code = "known-fact-contradicted";
  return { facts, finding: { code, severity: "warning", level: null, ...words } as const };
}

function thinkTimeDoubt(
  { thinkTime: known }: KnownFacts,
  observed: readonly Observation[],
  { thinkTime: { thinkTime, low, high, levels, slopeOff } }: Pick<Audit, "thinkTime">,
): Doubt[] {
  if (known === undefined || thinkTime === null || levels < 2 || slopeOff) return [];
  const slack = CYCLE_ERROR * (known + campaignScale(observed).lightLoad);
  if (known > (low ?? thinkTime) - slack && known < (high ?? thinkTime) + slack) return [];
  return [
    doubt(["thinkTime"], {
      message: `The think time is known as ${formatBound(known)}, but users per throughput less the response time leave ${formatDuration(thinkTime)} at the measured loads; what was measured is used.`,
      law: "Interactive response-time law: N/X = Z + R at every load of a closed test",
      remedy:
        "Look up what the load script waits, and whether each user sends one request between two waits; correct thinkTime under known: in headroom.yaml.",
    }),
  ];
}

function sizeDoubts(known: KnownFacts, observed: readonly Observation[]): Doubt[] {
  const { lightLoad, maxThroughput } = campaignScale(observed);
  const nodes = 1 + (known.readReplicas ?? 0);
  const workers = known.apiKind === "workers" ? known.apiWorkers : undefined;
  const sizes = [
    {
      fact: "apiWorkers",
      what: "API workers, who keep a request to its end,",
      size: (workers ?? Number.POSITIVE_INFINITY) * (known.apiReplicas ?? 1),
      least: 1 / MEAN_ERROR,
      remedy:
        "Count the processes or threads that answer requests, of all instances together, and whether they wait for the database or let go meanwhile; correct apiWorkers, apiReplicas or apiKind under known: in headroom.yaml.",
    },
    {
      least: LEAST_IN_DATABASE,
      fact: "pool",
      what: "connections",
      size:
        ((known.pool ?? Number.POSITIVE_INFINITY) + (known.poolOverflow ?? 0)) *
        (known.apiReplicas ?? 1) *
        nodes,
      remedy:
        "Count the connections that the API holds open under load, all its processes and instances together (pg_stat_activity); correct pool, poolOverflow or apiReplicas under known: in headroom.yaml.",
    },
    {
      least: LEAST_IN_DATABASE,
      fact: "dbCores",
      what: "database cores",
      size: (known.dbCores ?? Number.POSITIVE_INFINITY) * nodes,
      remedy:
        "Look up the cores of the database, and whether requests wait for something else there (disks, locks); correct dbCores or readReplicas under known: in headroom.yaml.",
    },
  ] as const;
  return sizes
    .filter(({ size, least }) => size < least * maxThroughput * lightLoad)
    .map(({ fact, what, size, remedy }) =>
      doubt(fact === "pool" ? [fact, "poolOverflow"] : [fact], {
        message: `${counted(size)} ${what} are known, which at ${formatThroughput(maxThroughput)} leaves each request ${formatDuration(size / maxThroughput)} of them, ${formatShare(size / maxThroughput / lightLoad)} of the ${formatDuration(lightLoad)} that one takes at the lightest load; the figure is not used.`,
        law: "Utilization law: throughput × time held ≤ number there is",
        remedy,
      }),
    );
}

function workDoubt(known: KnownFacts, observed: readonly Observation[]): Doubt[] {
  const means = observed.flatMap(({ mean }) => (mean === undefined ? [] : [mean]));
  const facts = (["apiTime", "queryTime"] as const).filter((one) => known[one] !== undefined);
  const work = (known.apiTime ?? 0) + (known.queryTime ?? 0);
  const least = Math.min(...means);
  if (facts.length === 0 || !(work > MEAN_ERROR * least)) return [];
  return [
    doubt(facts, {
      message: `Each request is known to work for ${formatBound(work)}, but the mean response time at the lightest load is ${formatDuration(least)}; the figure is not used.`,
      law: "No request is answered before its work is done: R ≥ total demand",
      remedy: `Give the mean over all requests, failed and cached ones included; correct ${facts.join(" and ")} under known: in headroom.yaml.`,
    }),
  ];
}

/** Without the zeros of a measured figure: nobody has 2.00 of anything. */
const counted = (size: number) => String(Number(size.toPrecision(6)));

/** By what limits: how many of it there are, and what they are called. */
const limits = {
  database: { fact: "dbCores", what: "database cores" },
  api: { fact: "apiWorkers", what: "API workers" },
  pool: { fact: "pool", what: "connections" },
  other: null,
} as const satisfies Readonly<Record<Limiter, object | null>>;

function limiterDoubt(known: KnownFacts, observed: readonly Observation[]): Doubt[] {
  const { limitedBy } = known;
  const limit = limitedBy === undefined ? null : limits[limitedBy];
  if (limitedBy === undefined || limit === null) return [];
  const { fact, what } = limit;
  const copies = limitedBy === "database" ? 1 : (known.apiReplicas ?? 1);
  const beside = limitedBy === "pool" ? (known.poolOverflow ?? 0) : 0;
  const size = known[fact] === undefined ? 0 : (known[fact] + beside) * copies;
  const present = observed.flatMap(({ throughput, mean }) =>
    throughput === undefined || mean === undefined ? [] : [throughput * mean],
  );
  const most = Math.max(...present);
  if (present.length === 0 || !(most < SHORT * size)) return [];
  return [
    doubt(["limitedBy"], {
      message: `${upperFirst(limiterWords[limitedBy])} is known to limit, but of ${counted(size)} ${what} never more than ${formatNumber(most)} can have been in use at once: so many requests were in flight; each possible limit is tried.`,
      law: "Little's law: requests in flight = throughput × response time",
      remedy: `Look at a load past the knee: what is in use to the last there? Correct limitedBy or ${fact} under known: in headroom.yaml.`,
    }),
  ];
}
