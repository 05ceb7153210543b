/** What would tell where the data cannot, in words. */

import { limiterWords } from "../planning/fit/known-in-words.ts";
import type { KnownFact, Limiter, Outcome, ScenarioResult } from "../planning/plan/plan-result.ts";
import type { Interval } from "../stats/estimate.ts";
import { formatWithEnds } from "../wording/format-interval.ts";
import { formatRelative } from "../wording/format-share.ts";
import { formatCount } from "../wording/format-users.ts";
import { upperFirst } from "../wording/upper-first.ts";
import { formatWeight } from "./hypothesis-words.ts";

/**
 * Lines after "cannot tell": the outcome under each resource that may be what limits, and the one fact
 * that would tell, with the command that says it; none where it is told, or no fact would do.
 */
export function tellingLines({ telling }: Pick<ScenarioResult, "telling">): string[] {
  if (telling === null) return [];
  const { outcomes, fact, poolIfLimit } = telling;
  const sides = outcomes.length < 2 ? [] : [`${outcomes.map(outcomeInWords).join("; ")}.`];
  if (fact === null) return [...sides, measurement].map(upperFirst);
  const by = fact === "limitedBy" ? limiterQuestion(outcomes) : factWords[fact];
  return [...sides, `One fact would tell: ${by}`, ...poolWords(poolIfLimit)].map(upperFirst);
}

/** The fact that would tell most of the scenarios, in one line; none where no fact tells any. */
export function tellingSummary(scenarios: readonly ScenarioResult[]): string[] {
  const open = scenarios.flatMap(({ telling }) =>
    telling === null || telling.fact === null ? [] : [telling],
  );
  const having = (fact: KnownFact | null) => open.filter((one) => one.fact === fact);
  const [most] = open.toSorted((a, b) => having(b.fact).length - having(a.fact).length);
  if (most === undefined || most.fact === null) return [];
  const count = having(most.fact).length;
  const of = count === 1 ? "one of them" : `${count} of them`;
  const by = most.fact === "limitedBy" ? limiterQuestion(most.outcomes) : factWords[most.fact];
  return [`One fact would tell ${of}: ${by}`];
}

const measurement =
  "No single fact would tell, another measurement may: headroom next lists what is worth measuring.";

/** "if the pool is the limit (41 %): it gains +65 % (+40 % to +90 %)" */
function outcomeInWords(outcome: Outcome): string {
  const { weight, gain } = outcome;
  const given = `if ${limiterWords[outcome.if]} is the limit (${formatWeight(weight)})`;
  return `${given}: ${verbs[outcome.verdict]}, ${formatWithEnds(gain, formatRelative)}`;
}

const verbs: Readonly<Record<Outcome["verdict"], string>> = {
  gains: "it gains",
  loses: "it costs capacity",
  "no change": "nothing changes",
  "no gain": "it gains nothing",
  "cannot tell": "not told even so",
};

function limiterQuestion(outcomes: readonly Outcome[]): string {
  const names = outcomes.map((one) => one.if);
  const seen: Readonly<Record<Limiter, string>> = {
    database: "the database's processors",
    api: "the API's processors",
    pool: "the connections of the pool",
    other: "none of these (a lock, another service)",
  };
  const which = names.map((name) => seen[name]);
  return `what is in use to the last at the highest load, ${orList(which)}. Say it with headroom init --limited-by ${names.join("|")}, or as limitedBy under known: in headroom.yaml.`;
}

/** "a, b or c" */
function orList(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

const said = (what: string, option: string, key: string) =>
  `${what}. Say it with headroom init ${option}, or as ${key} under known: in headroom.yaml.`;

const factWords: Readonly<Record<Exclude<KnownFact, "limitedBy">, string>> = {
  pool: said("how many connections the pool has", "--pool N", "pool"),
  poolOverflow: said(
    "how many connections the pool opens beside its size",
    "--pool-overflow N",
    "poolOverflow",
  ),
  poolOf: said(
    "whether each instance of the API has its own pool or all share one",
    "--pool-of instance|all",
    "poolOf",
  ),
  acquireTimeOut: said(
    "how long a request waits for a connection before it fails",
    "--acquire-time-out 30s",
    "acquireTimeOut",
  ),
  apiReplicas: said("how many instances the API has", "--api-replicas N", "apiReplicas"),
  apiWorkers: said("how many workers or cores the API has", "--api-workers N", "apiWorkers"),
  apiKind: said(
    "whether a worker of the API keeps a request while the database works on it, or an event loop lets go",
    "--api-kind workers|event-loop",
    "apiKind",
  ),
  dbCores: said("how many cores the database has", "--db-cores N", "dbCores"),
  readReplicas: said(
    "how many read replicas the database has",
    "--read-replicas N",
    "readReplicas",
  ),
  readShare: said("how many of the requests only read", "--read-share 70%", "readShare"),
  thinkTime: said("how long users pause", "--think-time 1.4s", "thinkTime"),
  apiTime: said("how long a request works in the API alone", "--api-time 3ms", "apiTime"),
  queryTime: said(
    "how long its queries work in an idle database",
    "--query-time 12ms",
    "queryTime",
  ),
  scaling:
    "how soon an added replica serves. Say it as scaling: { startTime: 60 s } under known: in headroom.yaml.",
  connections:
    "how many connections the database accepts. Say it as connections under known: in headroom.yaml.",
  redLine: said("where the platform counts as broken", "--red-line p95=2s", "redLine"),
};

/** The pool can be the limit only with so many connections: its size alone tells where it has more. */
function poolWords(poolIfLimit: Interval | null): string[] {
  if (poolIfLimit === null) return [];
  const [low, high] = [poolIfLimit.low, poolIfLimit.high].map((one) =>
    formatCount(Math.round(one)),
  );
  const range = low === high ? `${low}` : `${low} to ${high}`;
  return [
    `The size of the pool may do: it is what limits only with ${range} connections. Say it with headroom init --pool N.`,
  ];
}
