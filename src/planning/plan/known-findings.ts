/** What becomes of known facts that cannot be used, or that do not help, as findings. */
import type { Policy } from "../../limits/policy.ts";
import type { Finding } from "../../measurement/finding.ts";
import { theOneOf } from "../../platform/fill-known.ts";
import type { KnownFact, KnownFacts, PoolOwner } from "../../platform/known-facts.ts";
import type { Hypothesis, PoolOf } from "../../platform/platform.ts";
import type { Quantity } from "../../platform/quantity.ts";
import type { FittedCampaign } from "../fit/fit-campaign.ts";
import { knownInWords } from "../fit/known-in-words.ts";
import { trustedFacts } from "../fit/trusted-facts.ts";

/** What a plan was asked with. */
interface Understood {
  readonly known?: KnownFacts;
  /** Filled with what is known. */
  readonly hypotheses?: readonly Hypothesis[];
  readonly policy: Policy;
}

/** Facts that the measurements contradict, that a file overrules, and all of them where nothing explains the figures. */
export function knownFindings(
  {
    observations,
    audit,
    hypotheses: { explains },
  }: Pick<FittedCampaign, "observations" | "audit" | "hypotheses">,
  { known = {}, hypotheses = [], policy }: Understood,
): readonly Finding[] {
  const { facts, findings } = trustedFacts(known, observations, audit);
  const { p95, errorRate } = known.redLine ?? {};
  const redLine =
    (p95 !== undefined && p95 !== policy.redLine.p95) ||
    (errorRate !== undefined && errorRate !== policy.redLine.errorRate);
  const used = Object.keys(facts).filter(
    (fact) => !["redLine", "connections", "scaling"].includes(fact),
  );
  return [
    ...findings,
    ...hypotheses.flatMap((one) => {
      const others = overruled(one, facts);
      return others.length === 0 ? [] : [overruledFinding(`The model “${one.name}”`, others)];
    }),
    ...(redLine ? [overruledFinding("The policy", ["redLine"])] : []),
    ...(explains || used.length === 0 ? [] : [unexplained(used)]),
  ];
}

/** What of it was taken for granted, in a sentence; none where nothing is known. */
export function knownAssumptions(
  { observations, audit }: Pick<FittedCampaign, "observations" | "audit">,
  known: KnownFacts = {},
): readonly string[] {
  const { redLine: _, ...facts } = trustedFacts(known, observations, audit).facts;
  const said = knownInWords(facts);
  return said === ""
    ? []
    : [`Known beforehand and not fitted where a model leaves it open: ${said}.`];
}

/** Facts in whose place a model gives another number. */
function overruled(
  { platform, numbers, ceiling }: Hypothesis,
  facts: KnownFacts,
): readonly KnownFact[] {
  const pools = platform.pools.filter(({ role }) => role === "connections");
  const database = theOneOf(platform.stations, "database");
  const said: Readonly<Partial<Record<KnownFact, unknown>>> = {
    pool: pools.length === 1 ? pools[0]?.size : undefined,
    poolOverflow: pools.length === 1 ? overflowOf(pools[0]) : undefined,
    poolOf: poolOwnerOf(pools),
    acquireTimeOut: pools.length === 1 ? pools[0]?.acquireTimeOut : undefined,
    apiReplicas: platform.apiReplicas,
    apiWorkers: theOneOf(platform.stations, "api")?.servers,
    dbCores: database?.servers,
    readReplicas: database?.readReplicas,
    thinkTime: platform.thinkTime,
    apiTime: numbers["apiTime"],
    queryTime: numbers["queryTime"],
    limitedBy: ceiling === "unknown" ? undefined : ceiling,
    connections: database?.maxConnections,
  };
  const isSaid = (value: unknown) => typeof value === "number" || typeof value === "string";
  const factOf = (fact: KnownFact) =>
    fact === "connections" ? facts.connections?.max : facts[fact];
  return (Object.keys(facts) as KnownFact[]).filter(
    (fact) => isSaid(said[fact]) && factOf(fact) !== undefined && said[fact] !== factOf(fact),
  );
}

/** A model that gives the size has the overflow that it gives, or none. */
function overflowOf(pool: PoolOf<Quantity> | undefined): Quantity | undefined {
  return pool?.overflow ?? (typeof pool?.size === "number" ? 0 : undefined);
}

function poolOwnerOf(pools: readonly PoolOf<Quantity>[]): PoolOwner | undefined {
  const [pool] = pools;
  if (pools.length !== 1 || pool === undefined || pool.perReplicaUnsaid) return undefined;
  return pool.perReplica ? "instance" : "all";
}

function overruledFinding(who: string, facts: readonly KnownFact[]): Finding {
  const names = facts.join(" and ");
  return {
    code: "known-fact-overruled",
    severity: "warning",
    level: null,
    message: `${who} says something else of ${names} than known: in headroom.yaml; the file's own holds.`,
    law: "Known facts stand where a file leaves a number open; what it says itself goes before them.",
    remedy: `Take it out of the file, or correct ${names} under known:.`,
  };
}

function unexplained(facts: readonly string[]): Finding {
  return {
    code: "known-facts-unexplained",
    severity: "warning",
    level: null,
    message: `With what is known (${facts.join(", ")}) no model follows the measured figures as closely as repeated runs agree.`,
    law: "Numbers that are fixed cannot give way: a wrong one makes every figure wrong.",
    remedy:
      "Check each under known: in headroom.yaml against the platform that was measured; take out the one that is least sure and plan again.",
  };
}
