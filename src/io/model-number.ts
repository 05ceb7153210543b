/** A number in a model file: known, with a prior, or a multiple of a named number. */
import { z } from "zod";
import type { Prior, Quantity } from "../platform/quantity.ts";
import { parseQuantity, QuantityError, type QuantityKind } from "./quantity.ts";

/** What a number of a model is: as quantities, or a plain number of 0 or more. */
export type ModelKind = QuantityKind | "number";

const multiple = /^(?:([\d.]+)\s*\*\s*)?([a-z_]\w*)(?:\s*([*/])\s*([\d.]+))?$/i;

const example: Readonly<Record<ModelKind, string>> = {
  time: "8 ms",
  span: "2 h",
  rate: "125 req/s",
  share: "5 %",
  users: "250",
  connections: "20 connections",
  workers: "8 workers",
  replicas: "2",
  shards: "2",
  cores: "8 cores",
  factor: "0.5",
  scale: "0.5",
  number: "1.5",
};

/** Accepts "8 ms", "2 * dbTime", { prior: logUniform, range: [5 ms, 50 ms] }; gives base units. */
export function modelNumber(kind: ModelKind, description: string) {
  return z
    .union([z.string(), z.number(), priorOf(kind)], {
      error: `expected a number (${example[kind]}), a multiple ("2 * name") or a prior`,
    })
    .transform((typed, context): Quantity => {
      if (typeof typed === "object") return typed;
      const parts = typeof typed === "string" ? multiple.exec(typed.trim()) : null;
      if (parts !== null) {
        const [, before = "1", name = "", sign, after = "1"] = parts;
        const times =
          sign === "/" ? Number(before) / Number(after) : Number(before) * Number(after);
        if (Number.isFinite(times)) return { of: name, times };
      }
      return readOr(typed, kind, context, []) ?? z.NEVER;
    })
    .describe(description);
}

/** As `modelNumber`, without multiples: for the named numbers themselves. */
export function namedNumber() {
  return z.union([z.number(), z.string(), priorOf("named")], {
    error: 'expected a number with its unit ("8 ms"), or a prior',
  });
}

type Context = z.core.$RefinementCtx;

function readOr(
  typed: string | number,
  kind: ModelKind | "named",
  context: Context,
  path: readonly PropertyKey[],
): number | undefined {
  try {
    return readNumber(typed, kind);
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    const hint =
      kind === "named"
        ? 'e.g. "8 ms" or 1.5'
        : `e.g. "${example[kind]}", "2 * name", or { prior: logUniform, range: [a, b] }`;
    // Going on keeps this fault: a union that stops would only say that no member fits.
    context.addIssue({
      code: "custom",
      message: error.message,
      params: { hint },
      path: [...path],
      continue: true,
    });
    return undefined;
  }
}

/** A named number has a unit or has none: a plain one is read as such. */
export function readNumber(typed: string | number, kind: ModelKind | "named"): number {
  if (kind !== "number" && kind !== "named") return parseQuantity(typed, kind);
  const value = Number(typed);
  if (String(typed).trim() !== "" && Number.isFinite(value)) {
    if (value < 0) throw new QuantityError(`expected a number, 0 or more, got ${typed}`);
    return value;
  }
  if (kind === "named") {
    return parseQuantity(typed, String(typed).includes("%") ? "share" : "time");
  }
  throw new QuantityError(`expected a number, 0 or more, got "${typed}"`);
}

type PriorSchema = ReturnType<typeof makePrior>;
const priors = new Map<ModelKind | "named", PriorSchema>();

/** One schema a kind, so that the JSON Schema can refer to it. */
function priorOf(kind: ModelKind | "named"): PriorSchema {
  const schema = priors.get(kind) ?? makePrior(kind);
  priors.set(kind, schema);
  return schema;
}

function makePrior(kind: ModelKind | "named") {
  const end = z.union([z.string(), z.number()]);
  const range = z.tuple([end, end]);
  return z
    .discriminatedUnion("prior", [
      z.strictObject({ prior: z.literal("logUniform"), range }),
      z.strictObject({ prior: z.literal("uniform"), range }),
      z.strictObject({
        prior: z.literal("logNormal"),
        median: end,
        spread: z.number().describe("Two thirds of the belief lie within a factor e^spread"),
      }),
    ])
    .transform((typed, context): Prior => {
      if (typed.prior === "logNormal") {
        const median = readOr(typed.median, kind, context, ["median"]);
        if (median === undefined) return z.NEVER;
        if (median > 0 && typed.spread > 0 && Number.isFinite(typed.spread)) {
          return { prior: "logNormal", median, spread: typed.spread };
        }
        return noMass(context, "a log-normal needs a median and a spread above 0");
      }
      const low = readOr(typed.range[0], kind, context, ["range", 0]);
      const high = readOr(typed.range[1], kind, context, ["range", 1]);
      if (low === undefined || high === undefined) return z.NEVER;
      if (low < high && (typed.prior === "uniform" || low > 0)) {
        return { prior: typed.prior, low, high };
      }
      const needs = typed.prior === "uniform" ? "" : ", both above 0";
      return noMass(context, `write the lower end first, and the ends apart${needs}`);
    });
}

function noMass(context: Context, hint: string): never {
  const message = "the prior has no mass";
  context.addIssue({ code: "custom", message, params: { hint }, continue: true });
  return z.NEVER;
}
