/** What a planner knows, as options of the command line. */

import type { Argv } from "yargs";
import type { ApiKind, KnownFacts, Limiter, PoolOwner } from "../../platform/known-facts.ts";
import { lowerFirst } from "../../wording/lower-first.ts";
import type { KnownQuantity } from "../../workspace/known-schema.ts";
import { type Arguments, text, texts, valued } from "../command.ts";
import { UsageError } from "../usage-error.ts";

const options = {
  pool: ["pool", "Database connections that one instance of the API may hold, e.g. 50"],
  poolOverflow: [
    "pool-overflow",
    "Connections that such a pool opens beside these when they are in use, e.g. 10",
  ],
  acquireTimeOut: [
    "acquire-time-out",
    "How long a request waits for a connection before it fails, e.g. 30s",
  ],
  apiReplicas: ["api-replicas", "Instances of the API during the tests, e.g. 1"],
  apiWorkers: ["api-workers", "Worker processes, event loops or cores of one instance, e.g. 8"],
  dbCores: ["db-cores", "Cores of one node of the database, e.g. 8"],
  readReplicas: ["read-replicas", "Read replicas of the database beside the primary, e.g. 1"],
  readShare: ["read-share", "Share of all requests that only read, e.g. 70%"],
  thinkTime: ["think-time", "Mean pause of a user between answer and next request, e.g. 1.4s"],
  apiTime: ["api-time", "A request's own time in the API, database left out, e.g. 3ms"],
  queryTime: ["query-time", "A request's time at work in an idle database, e.g. 12ms"],
} as const satisfies Readonly<Record<KnownQuantity, readonly [string, string]>>;

const quantities = Object.keys(options) as readonly KnownQuantity[];

export function knownOptions(yargs: Argv): Argv {
  const counted = quantities.reduce((y, fact) => {
    const [name, describe] = options[fact];
    return y.option(name, valued(`Known: ${lowerFirst(describe)}`));
  }, yargs);
  return counted
    .option(
      "pool-of",
      valued("Known: instance, if each has its own pool, or all, if they share one"),
    )
    .option(
      "api-kind",
      valued(
        "Known: workers, if each keeps a request while the database works on it, or event-loop",
      ),
    )
    .option(
      "limited-by",
      valued("Known: what fills up first: database, api, pool or other (a lock, another service)"),
    )
    .option("red-line", {
      ...valued("Known: where the platform counts as broken, e.g. p95=2s; may be repeated"),
      array: true,
    });
}

/** @throws UsageError when one of them is no such quantity */
export async function knownGiven(args: Arguments): Promise<KnownFacts> {
  const given = await Promise.all(quantities.map((fact) => quantityGiven(args, fact)));
  const poolOf = await poolOwnerGiven(text(args, "pool-of"));
  const apiKind = await apiKindGiven(text(args, "api-kind"));
  const limitedBy = await limiterGiven(text(args, "limited-by"));
  const redLine = await redLineGiven(texts(args, "red-line"));
  return {
    ...Object.fromEntries(given.flat()),
    ...(poolOf === undefined ? {} : { poolOf }),
    ...(apiKind === undefined ? {} : { apiKind }),
    ...(limitedBy === undefined ? {} : { limitedBy }),
    ...(redLine === undefined ? {} : { redLine }),
  };
}

async function quantityGiven(args: Arguments, fact: KnownQuantity) {
  const [name, describe] = options[fact];
  const typed = text(args, name);
  if (typed === undefined) return [];
  const { parseKnown } = await import("../../workspace/known-schema.ts");
  const { QuantityError } = await import("../../workspace/quantity/quantity.ts");
  try {
    return [[fact, parseKnown(fact, typed)] as const];
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    throw new UsageError(`--${name}: ${error.message}`, lowerFirst(describe));
  }
}

/** @throws UsageError unless it is one of `limiters` */
export async function limiterGiven(typed: string | undefined): Promise<Limiter | undefined> {
  const { limiters } = await import("../../platform/known-facts.ts");
  return oneGiven("limited-by", limiters, typed);
}

/** @throws UsageError unless it is instance or all */
export async function poolOwnerGiven(typed: string | undefined): Promise<PoolOwner | undefined> {
  const { poolOwners } = await import("../../platform/known-facts.ts");
  return oneGiven("pool-of", poolOwners, typed);
}

/** @throws UsageError unless it is workers or event-loop */
export async function apiKindGiven(typed: string | undefined): Promise<ApiKind | undefined> {
  const { apiKinds } = await import("../../platform/known-facts.ts");
  return oneGiven("api-kind", apiKinds, typed);
}

function oneGiven<T extends string>(
  option: string,
  all: readonly T[],
  typed: string | undefined,
): T | undefined {
  if (typed === undefined) return undefined;
  const known = all.find((one) => one === typed.trim().toLowerCase());
  if (known !== undefined) return known;
  throw new UsageError(`--${option}: "${typed}" is not known`, `one of ${all.join(", ")}`);
}

/** "p95=2s", "errorRate=5%", several of them apart or with a comma. */
export async function redLineGiven(typed: readonly string[]): Promise<KnownFacts["redLine"]> {
  if (typed.length === 0) return undefined;
  const { parseQuantity, QuantityError } = await import("../../workspace/quantity/quantity.ts");
  const redLine: { p95?: number; errorRate?: number } = {};
  for (const part of typed.flatMap((one) => one.split(","))) {
    const [, key = "", value = ""] = /^\s*(\w+)\s*=\s*(.+)$/.exec(part) ?? [];
    if (key !== "p95" && key !== "errorRate") {
      const hint = "e.g. --red-line p95=2s --red-line errorRate=5%";
      throw new UsageError(`--red-line: expected p95=… or errorRate=…, got "${part}"`, hint);
    }
    if (redLine[key] !== undefined) {
      throw new UsageError(`--red-line ${key} is given twice`, "give it once");
    }
    try {
      redLine[key] = parseQuantity(value, key === "p95" ? "time" : "share");
    } catch (error) {
      if (!(error instanceof QuantityError)) throw error;
      throw new UsageError(`--red-line ${key}: ${error.message}`, "e.g. p95=2s");
    }
  }
  return redLine;
}
