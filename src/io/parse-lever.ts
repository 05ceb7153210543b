/** One lever as a planner writes it: its name, its new value, the endpoints it acts on. */

import { nearestName } from "../ingest/nearest-name.ts";
import type { Lever, LeverBase, LeverName } from "../platform/scenario.ts";
import { ExpressionError, parseExpression } from "./expression.ts";
import { parseQuantity, QuantityError, type QuantityKind } from "./quantity.ts";

/** A lever that cannot be pulled as written. */
export class LeverError extends Error {
  override readonly name = "LeverError";
  readonly hint: string;
  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

interface Rule {
  readonly kind: QuantityKind;
  readonly example: string;
  /** Whether it may be held to some of the endpoints. */
  readonly byEndpoint: boolean;
}

const rules: Readonly<Record<LeverName, Rule>> = {
  "pool.size": { kind: "connections", example: "40 or 2 * pool.size", byEndpoint: false },
  "api.replicas": { kind: "replicas", example: "3 or api.replicas + 2", byEndpoint: false },
  "db.readReplicas": { kind: "replicas", example: "2", byEndpoint: false },
  cache: { kind: "share", example: "60 %", byEndpoint: true },
  demand: { kind: "factor", example: "0.5", byEndpoint: true },
  rateLimit: { kind: "rate", example: "125 req/s", byEndpoint: false },
  thinkTime: { kind: "time", example: "2 s or 2 * thinkTime", byEndpoint: false },
};

export const leverNames = Object.keys(rules) as LeverName[];

/**
 * A lever from its parts. The value is a quantity ("125 req/s") or an expression over
 * the platform as it is ("2 * pool.size"), which is tried on many plausible platforms
 * here, so that it cannot fail in the middle of a plan.
 *
 * @throws LeverError with a remedy
 */
export function parseLever(name: string, to: string | number, endpoints?: string): Lever {
  const known = leverNames.find((lever) => lever === name);
  if (known === undefined) {
    const near = nearestName(name, leverNames);
    const hint =
      near === undefined ? `known levers: ${leverNames.join(", ")}` : `did you mean ${near}?`;
    throw new LeverError(`unknown lever "${name}"`, hint);
  }
  const rule = rules[known];
  if (endpoints !== undefined && !rule.byEndpoint) {
    const hint = "only cache and demand act on chosen endpoints";
    throw new LeverError(`${known} acts on the whole platform, not on "${endpoints}"`, hint);
  }
  if (endpoints !== undefined && endpoints.trim() === "") {
    const hint = 'name them, e.g. "GET /api/v1/goals/*", or leave them out for all';
    throw new LeverError(`${known} names no endpoints`, hint);
  }
  const text = String(to).trim();
  const lever = { name: known, text, value: readValue(known, text, rule) };
  return endpoints === undefined ? lever : { ...lever, endpoints };
}

function readValue(name: LeverName, text: string, rule: Rule): (base: LeverBase) => number {
  const hint = `e.g. ${rule.example}`;
  try {
    if (isQuantity(text, rule.kind)) {
      const value = requireSensible(name, parseQuantity(text, rule.kind));
      return () => value;
    }
    const expression = parseExpression(text);
    const needsUnit = rule.kind === "time" || rule.kind === "rate";
    if (needsUnit && !(rule.kind === "time" && expression.variables.has("thinkTime"))) {
      throw new ExpressionError(`${name} needs a unit, got "${text}"`);
    }
    for (const base of plausibleBases()) {
      requireInKind(name, text, expression.evaluate(base), rule.kind);
    }
    return (base) => requireFinite(name, text, expression.evaluate(base));
  } catch (error) {
    if (error instanceof ExpressionError || error instanceof QuantityError) {
      throw new LeverError(withName(name, error.message), hint);
    }
    if (error instanceof RangeError) throw new LeverError(error.message, hint);
    throw error;
  }
}

const withName = (name: string, message: string) =>
  message.startsWith(name) ? message : `${name}: ${message}`;

/** Starts with a number and then has at most a unit: no operator, call or variable. */
function isQuantity(text: string, kind: QuantityKind): boolean {
  if (/^[+-]?[\d.][\d.e+-]*$/i.test(text)) return true;
  if (!/^[+-]?[\d.]+\s*[a-z%]/i.test(text)) return text === "";
  const rest = text.replace(/^[+-]?[\d.]+(e[+-]?\d+)?\s*/i, "");
  return kind === "rate" || /^%?[a-z]*$/i.test(rest);
}

// A replica count of 0 stops the platform; 0 read replicas is the platform as most are.
function requireSensible(name: LeverName, value: number): number {
  if (name === "api.replicas" && value < 1) {
    throw new RangeError(`api.replicas must be 1 or more, got ${value}`);
  }
  return value;
}

function requireFinite(name: LeverName, text: string, value: number): number {
  if (!Number.isFinite(value) || value < 0) {
    throw new RangeError(`${name}: "${text}" must give a number, 0 or more, got ${value}`);
  }
  return value;
}

function requireInKind(name: LeverName, text: string, value: number, kind: QuantityKind): void {
  requireFinite(name, text, value);
  const whole = kind === "connections" || kind === "replicas";
  if (whole && !Number.isInteger(value)) {
    throw new RangeError(
      `${name}: "${text}" must give a whole number, got ${value}; write round(…) around it`,
    );
  }
  const least = kind === "connections" || name === "api.replicas" ? 1 : 0;
  if (value < least || (kind === "share" && value > 1) || (kind === "factor" && value === 0)) {
    throw new RangeError(`${name}: "${text}" is out of range: it can give ${value}`);
  }
}

// Every pool size of the prior (5 to 100) with margin, and think times of real users.
function* plausibleBases(): Generator<LeverBase> {
  for (let size = 1; size <= 200; size++) {
    for (const thinkTime of [0.01, 0.5, 1, 1.37, 10]) {
      yield { "pool.size": size, "api.replicas": 1, "db.readReplicas": 0, thinkTime };
    }
  }
}
