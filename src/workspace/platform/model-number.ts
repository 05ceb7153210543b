/** A number in a model file: known, with a prior, or a multiple of a named number. */
import { z } from "zod";
import type { Quantity } from "../../platform/quantity.ts";
import { isTooLarge, isTooSmall, parseQuantity, QuantityError } from "../quantity/quantity.ts";
import { type ModelField, type ModelKind, modelFields, outOfRange } from "./model-field.ts";
import { type Measure, priorSchema, readOr } from "./parse-prior.ts";

const multiple = /^(?:([\d.]+)\s*\*\s*)?([a-z_]\w*)(?:\s*([*/])\s*([\d.]+))?$/i;

const example: Readonly<Record<ModelKind, string>> = {
  time: "8 ms",
  span: "2 h",
  rate: "125 req/s",
  requests: "25 requests",
  share: "5 %",
  users: "250",
  connections: "20 connections",
  overflow: "10 connections",
  workers: "8 workers",
  replicas: "2",
  shards: "2",
  cores: "8 cores",
  factor: "0.5",
  scale: "0.5",
  number: "1.5",
};

/** Accepts "8 ms", "2 * dbTime", { prior: logUniform, range: [5 ms, 50 ms] }; gives base units. */
export function modelNumber(field: ModelField, description: string) {
  const kind = modelFields[field];
  return z
    .union([z.string(), z.number(), priorOf(kind)], {
      error: `expected a number (${example[kind]}), a multiple ("2 * name") or a prior`,
    })
    .transform((typed, context): Quantity => {
      if (typeof typed === "object") return typed.prior;
      const measure = (text: string | number) => inRange(field, readAs(kind)(text), text);
      const hint = `e.g. "${example[kind]}", "2 * name", or { prior: logUniform, range: [a, b] }`;
      return multipleOf(typed) ?? readOr(measure, typed, hint, context)?.value ?? z.NEVER;
    })
    .describe(description);
}

/** A number of pieces that must be known, since nothing is solved with half of one. */
export function knownCount(kind: "replicas" | "shards", least: number, description: string) {
  const what = `a whole number of ${kind}, ${least} or more`;
  return z
    .union([z.string(), z.number()], { error: `expected ${what}; it cannot be unknown` })
    .transform((typed, context): number => {
      const read = (text: string | number): Measure => {
        const value = parseQuantity(text, kind);
        if (value < least) throw new QuantityError(`expected ${what}, got ${text}`);
        return { value, unit: "plain" };
      };
      return readOr(read, typed, `e.g. ${example[kind]}`, context)?.value ?? z.NEVER;
    })
    .describe(description);
}

function multipleOf(typed: string | number): Quantity | undefined {
  const parts = typeof typed === "string" ? multiple.exec(typed.trim()) : null;
  if (parts === null) return undefined;
  const [, before = "1", of = "", sign, after = "1"] = parts;
  const times = sign === "/" ? Number(before) / Number(after) : Number(before) * Number(after);
  return Number.isFinite(times) ? { of, times } : undefined;
}

function inRange(field: ModelField, measure: Measure, typed: string | number): Measure {
  const fault = outOfRange(field, measure.value);
  if (fault !== undefined) throw new QuantityError(`${fault}, got "${typed}"`);
  return measure;
}

const readAs =
  (kind: ModelKind) =>
  (typed: string | number): Measure => {
    const text = String(typed).trim();
    if (/[*+()]|^-?\s*[a-z_]/i.test(text.replace(/e\+/gi, "e"))) {
      throw new QuantityError(`"${text}" is neither a quantity nor a multiple of one named number`);
    }
    if (kind === "connections") {
      // What a pool holds may be workers as well.
      return { value: parseQuantity(text.replace(/\s+workers?$/, ""), kind), unit: "plain" };
    }
    if (kind !== "number") return { value: parseQuantity(typed, kind), unit: unitOf(kind) };
    const share = text.endsWith("%");
    const value = Number(share ? text.slice(0, -1) : text) / (share ? 100 : 1);
    if (text !== "" && value >= 0 && !isTooSmall(value) && !isTooLarge(value)) {
      return { value, unit: "plain" };
    }
    const why = value > 0 ? ": out of range" : "";
    throw new QuantityError(`expected a number, 0 or more, got "${text}"${why}`);
  };

/** What a named number must count to be used as this kind. */
export const unitOf = (kind: ModelKind): Measure["unit"] =>
  kind === "time" || kind === "rate" ? kind : "plain";

type PriorSchema = ReturnType<typeof priorSchema>;
const priors = new Map<ModelKind, PriorSchema>();

/** One schema a kind, so that the JSON Schema can refer to it. */
function priorOf(kind: ModelKind): PriorSchema {
  const schema = priors.get(kind) ?? priorSchema(readAs(kind), example[kind]);
  priors.set(kind, schema);
  return schema;
}
