/** A lever's new value: a quantity ("125 req/s"), or an expression over the platform as it is. */
import type { LeverBase, LeverName } from "../platform/scenario.ts";
import { ExpressionError, parseExpression } from "./expression.ts";
import { LeverError } from "./lever-error.ts";
import { parseQuantity, QuantityError, type QuantityKind } from "./quantity.ts";

/** @throws LeverError with a remedy */
export function leverValue(
  name: LeverName,
  text: string,
  { kind, example }: { readonly kind: QuantityKind; readonly example: string },
): (base: LeverBase) => number {
  const hint = `e.g. ${example}`;
  try {
    if (isQuantity(text, kind)) {
      const value = requireSensible(name, parseQuantity(text, kind));
      return () => value;
    }
    const expression = parseExpression(text);
    const needed = kind === "time" ? "thinkTime" : kind === "rate" ? "rateLimit" : undefined;
    if (needed !== undefined && !expression.variables.has(needed)) {
      throw new ExpressionError(`${name} needs a unit, got "${text}"`);
    }
    for (const base of plausibleBases()) {
      requireInKind(name, text, expression.evaluate(base), kind);
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

const wholeKinds: ReadonlySet<QuantityKind> = new Set([
  "connections",
  "workers",
  "replicas",
  "shards",
]);

function requireInKind(name: LeverName, text: string, value: number, kind: QuantityKind): void {
  requireFinite(name, text, value);
  if (wholeKinds.has(kind) && !Number.isInteger(value)) {
    throw new RangeError(
      `${name}: "${text}" must give a whole number, got ${value}; write round(…) around it`,
    );
  }
  const none = name === "db.readReplicas" || kind === "scale" || kind === "time";
  if ((value === 0 && !none && kind !== "share") || (kind === "share" && value > 1)) {
    throw new RangeError(`${name}: "${text}" is out of range: it can give ${value}`);
  }
}

// Every pool size of the prior (5 to 100) with margin, think times of real users, and workers and
// cores in all proportions to them; one API, one database and no replicas, as most platforms are.
function* plausibleBases(): Generator<LeverBase> {
  for (let size = 1; size <= 200; size++) {
    for (const [i, thinkTime] of [0.01, 0.5, 1, 1.37, 10].entries()) {
      yield {
        "pool.size": size,
        "api.workers": 1 + ((7 * size + 13 * i) % 64),
        "api.replicas": 1,
        "db.cores": 1 + ((11 * size + 29 * i) % 64),
        "db.readReplicas": 0,
        shards: 1,
        thinkTime,
        rateLimit: 10 ** (1 + i / 2),
      };
    }
  }
}
