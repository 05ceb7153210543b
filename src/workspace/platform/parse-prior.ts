/** What is believed of a number beforehand: { prior: logUniform, range: [5 ms, 50 ms] }. */
import { z } from "zod";
import type { Prior } from "../../platform/quantity.ts";
import { QuantityError } from "../quantity/quantity.ts";

/** A number in base units, and what it counts: "5 ms" is 0.005 of "time". */
export interface Measure {
  readonly value: number;
  readonly unit: "time" | "rate" | "plain";
}

export interface ParsedPrior {
  readonly prior: Prior;
  readonly unit: Measure["unit"];
}

/** @throws QuantityError */
export type ReadMeasure = (typed: string | number) => Measure;

type Context = z.core.$RefinementCtx;

/** @param example of a number, for the remedy */
export function priorSchema(read: ReadMeasure, example: string) {
  const end = z.union([z.string(), z.number()], { error: "expected a number with its unit" });
  const error = "expected the lower and the upper end, [a, b]";
  const range = z.tuple([end, end], { error });
  return z
    .discriminatedUnion("prior", [
      z.strictObject({ prior: z.literal("logUniform"), range }),
      z.strictObject({ prior: z.literal("uniform"), range }),
      z.strictObject({
        prior: z.literal("logNormal"),
        median: end,
        spread: z
          .number({ error: "expected a plain number above 0, e.g. 0.3" })
          .describe("Two thirds of the belief lie within a factor e^spread"),
      }),
    ])
    .transform((typed, context): ParsedPrior => {
      const measure = (value: string | number, path: Path) =>
        readOr(read, value, `e.g. "${example}"`, context, path);
      if (typed.prior === "logNormal") {
        const median = measure(typed.median, ["median"]);
        if (median === undefined) return z.NEVER;
        return logNormal(median, typed.spread, context);
      }
      const low = measure(typed.range[0], ["range", 0]);
      const high = measure(typed.range[1], ["range", 1]);
      if (low === undefined || high === undefined) return z.NEVER;
      return between(typed.prior, low, high, context);
    });
}

function logNormal(median: Measure, spread: number, context: Context): ParsedPrior {
  if (!(median.value > 0)) {
    return noMass(context, ["median"], "a log-normal needs a median above 0");
  }
  if (!(spread > 0)) {
    return noMass(
      context,
      ["spread"],
      "a spread must be above 0; 0.3 is a factor of 1.35 either way",
    );
  }
  if (!(spread >= 1e-6 && spread <= 10)) {
    return noMass(context, ["spread"], "a spread lies between 0.000001 and 10");
  }
  return { prior: { prior: "logNormal", median: median.value, spread }, unit: median.unit };
}

function between(
  prior: "logUniform" | "uniform",
  low: Measure,
  high: Measure,
  context: Context,
): ParsedPrior {
  if (low.unit !== high.unit) {
    const message = "the ends of the range have different units";
    const hint = "write the unit at both, e.g. [5 ms, 50 ms]";
    fault(context, message, hint, ["range"]);
    return z.NEVER;
  }
  if (low.value < high.value && (prior === "uniform" || low.value > 0)) {
    return { prior: { prior, low: low.value, high: high.value }, unit: low.unit };
  }
  const needs = prior === "uniform" ? "" : ", both above 0";
  return noMass(context, [], `write the lower end first, and the ends apart${needs}`);
}

type Path = readonly PropertyKey[];

function noMass(context: Context, path: Path, hint: string): never {
  fault(context, "the prior has no mass", hint, path);
  return z.NEVER;
}

/** The measure, or undefined with its fault noted. */
export function readOr(
  read: ReadMeasure,
  typed: string | number,
  hint: string,
  context: Context,
  path: Path = [],
): Measure | undefined {
  try {
    return read(typed);
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    fault(context, error.message, hint, path);
    return undefined;
  }
}

// Going on keeps this fault: a union that stops would only say that no member fits.
function fault(context: Context, message: string, hint: string, path: Path): void {
  context.addIssue({
    code: "custom",
    message,
    params: { hint },
    path: [...path],
    continue: true,
  });
}
