/** A number that others refer to by name: known, or with a prior; with its unit. */
import { z } from "zod";
import type { Prior } from "../../platform/quantity.ts";
import { type Measure, priorSchema, readOr } from "../platform/parse-prior.ts";
import { isTooLarge, isTooSmall, parseQuantity, QuantityError } from "./quantity.ts";

export interface NamedNumber {
  readonly quantity: number | Prior;
  readonly unit: Measure["unit"];
}

const example = "8 ms";

/** Accepts "8 ms", "125 req/s", "5 %", 1.5 and priors of these; gives base units. */
export const namedNumber = z
  .union([z.number(), z.string(), priorSchema(readNamed, example)], {
    error: 'expected a number with its unit ("8 ms"), or a prior',
  })
  .transform((typed, context): NamedNumber => {
    if (typeof typed === "object") {
      return wasRead(typed) ? { quantity: typed.prior, unit: typed.unit } : z.NEVER;
    }
    const measure = readOr(readNamed, typed, `e.g. "${example}" or 1.5, or a prior`, context);
    return measure === undefined ? z.NEVER : { quantity: measure.value, unit: measure.unit };
  });

/** Whether it was read: a faulty one is told where it stands, and goes on as nothing. */
export const wasRead = (number: { readonly unit?: unknown }): boolean => number.unit !== undefined;

/** A named number has a unit or has none: a plain one is read as such. */
function readNamed(typed: string | number): Measure {
  const text = String(typed).trim();
  const value = Number(text);
  if (text !== "" && Number.isFinite(value)) {
    if (value < 0 || isTooSmall(value) || isTooLarge(value)) {
      const why = value > 0 ? ": out of range" : "";
      throw new QuantityError(`expected a number, 0 or more, got ${typed}${why}`);
    }
    return { value, unit: "plain" };
  }
  if (text.endsWith("%")) return { value: parseQuantity(text, "scale"), unit: "plain" };
  const unit = text.includes("/") ? "rate" : "time";
  return { value: parseQuantity(text, unit), unit };
}
