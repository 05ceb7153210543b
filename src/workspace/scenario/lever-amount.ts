/** A lever's new value: a quantity ("125 req/s"), or an expression over the platform as it is. */
import { type Amount, figuresIn, valueOn } from "../../platform/levers/change/amount.ts";
import type { LeverDefinition, LeverKind } from "../../platform/levers/lever-definition.ts";
import { levers } from "../../platform/levers/levers.ts";
import { parseQuantity, QuantityError } from "../quantity/quantity.ts";
import { ExpressionError, parseExpression } from "./expression.ts";
import { LeverError } from "./lever-error.ts";
import { trialBases } from "./trial-bases.ts";

/** What is counted in pieces. */
const pieces: ReadonlySet<LeverKind> = new Set([
  "requests",
  "connections",
  "workers",
  "replicas",
  "shards",
]);

/** @throws LeverError with a remedy */
export function leverAmount(lever: LeverDefinition, text: string): Amount {
  const { name, kind, example } = lever;
  const hint = `e.g. ${example}`;
  if (text === "") throw new LeverError(`${name} has no value`, hint);
  try {
    if (kind !== "switch" && isQuantity(text, kind)) {
      const value = parseQuantity(text, kind);
      requireNotZero(lever, value);
      return value;
    }
    const amount = parseExpression(text);
    requireUnit(lever, text, amount);
    for (const base of trialBases()) {
      requireInKind(lever, text, valueOn({ name, text, value: amount }, base));
    }
    return amount;
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
function isQuantity(text: string, kind: LeverKind): boolean {
  if (/^[+-]?[\d.][\d.e+-]*$/i.test(text)) return true;
  if (!/^[+-]?[\d.]+\s*[a-z%]/i.test(text)) return false;
  const rest = text.replace(/^[+-]?[\d.]+(e[+-]?\d+)?\s*/i, "");
  return kind === "rate" || /^%?[a-z]*$/i.test(rest);
}

/** "100 + 25" has no unit; "2 * rateLimit" has that of what it refers to. */
function requireUnit({ name, kind }: LeverDefinition, text: string, amount: Amount): void {
  if (kind !== "time" && kind !== "rate") return;
  const used = new Set<string>(figuresIn(amount));
  if (levers.some((lever) => lever.kind === kind && used.has(lever.name))) return;
  throw new ExpressionError(`${name} needs a unit, got "${text}"`);
}

function requireNotZero({ name, kind, zero }: LeverDefinition, value: number): void {
  if (value !== 0 || zero) return;
  const least = pieces.has(kind) ? "1 or more" : "above 0";
  throw new RangeError(`${name} must be ${least}, got ${value}`);
}

function requireInKind({ name, kind, zero }: LeverDefinition, text: string, value: number): void {
  if (value < 0) {
    throw new RangeError(`${name}: "${text}" must give a number, 0 or more, got ${value}`);
  }
  if (pieces.has(kind) && !Number.isInteger(value)) {
    throw new RangeError(
      `${name}: "${text}" must give a whole number, got ${value}; write round(…) around it`,
    );
  }
  if ((value === 0 && !zero) || (kind === "share" && value > 1)) {
    throw new RangeError(`${name}: "${text}" is out of range: it can give ${value}`);
  }
}
