/** One lever as a planner writes it: its name, its new value, the endpoints it acts on. */

import { nearestName } from "../ingest/nearest-name.ts";
import type { Lever, LeverName } from "../platform/scenario.ts";
import { LeverError } from "./lever-error.ts";
import { leverValue } from "./lever-value.ts";
import type { QuantityKind } from "./quantity.ts";

interface Rule {
  readonly kind: QuantityKind;
  readonly example: string;
  /** Whether it may be held to some of the endpoints, or must be. */
  readonly endpoints?: "some" | "needed";
}

/** What stands for a pooler's value: it is there or not. */
const on = "on";

const rules: Readonly<Record<Exclude<LeverName, "pooler">, Rule>> = {
  "pool.size": { kind: "connections", example: "40 or 2 * pool.size" },
  "api.workers": { kind: "workers", example: "8 or 2 * api.workers" },
  "api.replicas": { kind: "replicas", example: "3 or api.replicas + 2" },
  "db.cores": { kind: "cores", example: "8 or 2 * db.cores" },
  "db.readReplicas": { kind: "replicas", example: "2" },
  shards: { kind: "shards", example: "2" },
  cache: { kind: "share", example: "60 %", endpoints: "some" },
  demand: { kind: "factor", example: "0.5", endpoints: "some" },
  visits: { kind: "factor", example: "0.5", endpoints: "some" },
  mix: { kind: "factor", example: "2", endpoints: "needed" },
  contention: { kind: "scale", example: "0.5" },
  rateLimit: { kind: "rate", example: "125 req/s or 0.8 * rateLimit" },
  thinkTime: { kind: "time", example: "2 s or 2 * thinkTime" },
};

export const leverNames = [...Object.keys(rules), "pooler"] as LeverName[];

/**
 * A lever from its parts. The value is a quantity ("125 req/s") or an expression over
 * the platform as it is ("2 * pool.size"), which is tried on many plausible platforms
 * here, so that it cannot fail in the middle of a plan.
 *
 * @throws LeverError with a remedy
 */
export function parseLever(
  name: string,
  to: string | number | undefined,
  endpoints?: string,
): Lever {
  const known = leverNames.find((lever) => lever === name);
  if (known === undefined) {
    const near = nearestName(name, leverNames);
    const hint =
      near === undefined ? `known levers: ${leverNames.join(", ")}` : `did you mean ${near}?`;
    throw new LeverError(`unknown lever "${name}"`, hint);
  }
  const text = to === undefined ? "" : String(to).trim();
  if (known === "pooler") return pooler(text, endpoints);
  const rule = rules[known];
  requireEndpoints(known, rule, endpoints);
  if (text === "") throw new LeverError(`${known} has no value`, `e.g. ${rule.example}`);
  const lever = { name: known, text, value: leverValue(known, text, rule) };
  return endpoints === undefined ? lever : { ...lever, endpoints };
}

function pooler(text: string, endpoints: string | undefined): Lever {
  if (text !== "" && text !== on) {
    throw new LeverError(
      `pooler takes no value, got "${text}"`,
      "leave it out: a pooler is there or not",
    );
  }
  if (endpoints !== undefined) throw wholePlatform("pooler", endpoints);
  return { name: "pooler", text: on, value: () => 1 };
}

function requireEndpoints(name: LeverName, rule: Rule, endpoints: string | undefined): void {
  const hint = 'name them, e.g. "GET /api/v1/goals/*"';
  if (endpoints === undefined) {
    if (rule.endpoints !== "needed") return;
    throw new LeverError(`${name} of all endpoints alike changes nothing`, hint);
  }
  if (rule.endpoints === undefined) throw wholePlatform(name, endpoints);
  if (endpoints.trim() === "") {
    const all = rule.endpoints === "some" ? ", or leave them out for all" : "";
    throw new LeverError(`${name} names no endpoints`, `${hint}${all}`);
  }
}

function wholePlatform(name: LeverName, endpoints: string): LeverError {
  return new LeverError(
    `${name} acts on the whole platform, not on "${endpoints}"`,
    "only cache, demand, visits and mix act on chosen endpoints",
  );
}
