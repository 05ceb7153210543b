/** Numbers typed by a person, with their units: "65 ms", "125 req/s", "2 min", "5 %". */
import type { Unit } from "mathjs";
import { mathjs } from "../scenario/mathjs.ts";

/**
 * What a field holds, and whether it may go without a unit:
 * time (s; unit required), span (the same, days and more allowed), rate (req/s; unit
 * required), share (in [0, 1]; "5 %" or 0.05),
 * requests, users, connections, overflow (connections, 0 allowed), workers, replicas, shards (whole; unit optional), cores (> 0; unit
 * optional), factor (> 0; 0.5 or "50 %"), scale (the same, 0 allowed).
 */
export type QuantityKind =
  | "time"
  | "span"
  | "rate"
  | "share"
  | "requests"
  | "users"
  | "connections"
  | "overflow"
  | "workers"
  | "replicas"
  | "shards"
  | "cores"
  | "factor"
  | "scale";

/** A typed quantity that makes no sense here; the message says what would. */
export class QuantityError extends Error {
  override readonly name = "QuantityError";
}

/** No time in a capacity plan reaches a day: "65 Ms" is 65 megaseconds, and a slip. */
const longestTime = 86_400;
const largestNumber = 1e9;

/** Reciprocals and squares of what is less leave the range of numbers. */
const smallestNumber = 1e-15;

/** A nanosecond, s: no clock tells less. */
const shortestTime = 1e-9;

export const isTooSmall = (value: number): boolean =>
  value !== 0 && Math.abs(value) < smallestNumber;

export const isTooLarge = (value: number): boolean => Math.abs(value) > largestNumber;
const longestText = 40;

const expectation: Readonly<Record<QuantityKind, string>> = {
  time: 'a time with its unit, e.g. "65 ms", "2 s" or "2 min"',
  span: 'a time with its unit, e.g. "2 h" or "30 days"',
  rate: 'a rate with its unit, e.g. "125 req/s" or "7500 req/min"',
  share: 'a share between 0 and 1, or per cent, e.g. "5 %"',
  requests: 'a whole number of requests, 1 or more, e.g. 25 or "25 requests"',
  users: 'a whole number of users, 1 or more, e.g. 250 or "250 users"',
  connections: 'a whole number of connections, 1 or more, e.g. 40 or "40 connections"',
  overflow: 'a whole number of connections, 0 or more, e.g. 10 or "10 connections"',
  workers: 'a whole number of workers, 1 or more, e.g. 8 or "8 workers"',
  replicas: 'a whole number of replicas, 0 or more, e.g. 3 or "3 replicas"',
  shards: 'a whole number of shards, 1 or more, e.g. 2 or "2 shards"',
  cores: 'a number of cores above 0, e.g. 8 or "8 cores"',
  factor: 'a factor above 0, e.g. 0.5 or "50 %"',
  scale: 'a factor of 0 or more, e.g. 0.5 or "50 %"',
};

const shape = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(\S.*)?$/i;

/**
 * The number in base units: seconds, requests per second, shares in [0, 1], pieces.
 *
 * @throws QuantityError when it is no number, has the wrong unit, lacks a needed one,
 *   or lies out of range
 */
export function parseQuantity(typed: string | number, kind: QuantityKind): number {
  const text = String(typed).trim();
  const refuse = (why: string): QuantityError => {
    const shown = text.length > longestText ? `${text.slice(0, longestText)}…` : text;
    return new QuantityError(`expected ${expectation[kind]}, got "${shown}"${why}`);
  };
  const parts = text.length <= longestText ? shape.exec(text) : null;
  if (parts === null) throw refuse("");
  const number = Number(parts[1]);
  const value = inBaseUnits(number, parts[2], kind, refuse);
  if (!Number.isFinite(value) || Math.abs(value) > largestNumber) throw refuse(": out of range");
  const least = kind === "time" || kind === "span" ? shortestTime : smallestNumber;
  if (value !== 0 && Math.abs(value) < least) throw refuse(": too small to be anything but 0");
  requireRange(value, kind, refuse);
  return value;
}

/** Of what is not counted in pieces that are called as the kind is. */
const baseUnits: Readonly<Partial<Record<QuantityKind, string>>> = {
  time: "s",
  span: "s",
  rate: "req/s",
  overflow: "connections",
};

function inBaseUnits(
  number: number,
  unit: string | undefined,
  kind: QuantityKind,
  refuse: (why: string) => QuantityError,
): number {
  if (unit === undefined) {
    if (kind === "time" || kind === "span" || kind === "rate") throw refuse(", without a unit");
    return number;
  }
  if (kind === "share" || kind === "factor" || kind === "scale") {
    if (unit !== "%") throw refuse("");
    return number / 100;
  }
  return convert(number, unit, baseUnits[kind] ?? kind, refuse);
}

/** The usual units, read without loading mathjs, which takes longer than any textbook model. */
const commonUnits: Readonly<Record<string, Readonly<Record<string, (n: number) => number>>>> = {
  s: { ms: (n) => n / 1000, min: (n) => n * 60, h: (n) => n * 3600 },
  "req/s": { "req/min": (n) => n / 60 },
};

function convert(
  number: number,
  unit: string,
  base: string,
  refuse: (why: string) => QuantityError,
): number {
  // 700 ms would be 0.7000000000000001 s: the last digit is only the factor's rounding.
  const rounded = (value: number) => Number(value.toPrecision(15));
  const common = unit === base ? undefined : commonUnits[base]?.[unit];
  if (common !== undefined) return rounded(common(number));
  if (unit === base || `${unit}s` === base) return number; // pieces
  let quantity: Unit;
  try {
    quantity = mathjs().unit(`${number} ${unit}`);
  } catch {
    throw refuse(`: "${unit}" is not a unit`);
  }
  if (!quantity.equalBase(mathjs().unit(base))) throw refuse("");
  return rounded(quantity.toNumber(base));
}

function requireRange(
  value: number,
  kind: QuantityKind,
  refuse: (why: string) => QuantityError,
): void {
  const whole = Number.isInteger(value);
  switch (kind) {
    case "time":
      if (value < 0) throw refuse(", which is below 0");
      if (value > longestTime) throw refuse(", which is more than a day");
      return;
    case "span":
    case "rate":
    case "factor":
    case "cores":
      if (value <= 0) throw refuse("");
      return;
    case "share":
      if (value < 0 || value > 1) throw refuse(value > 1 && value <= 100 ? ": per cent?" : "");
      return;
    case "scale":
      if (value < 0) throw refuse("");
      return;
    case "requests":
    case "users":
    case "connections":
    case "workers":
    case "shards":
      if (!whole || value < 1) throw refuse("");
      return;
    case "replicas":
    case "overflow":
      if (!whole || value < 0) throw refuse("");
      return;
  }
}
