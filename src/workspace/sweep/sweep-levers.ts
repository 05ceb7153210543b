/** The levers of a grid file, with every value that they take. */
import type { LeverDefinition, LeverKind } from "../../platform/levers/lever-definition.ts";
import { levers as known } from "../../platform/levers/levers.ts";
import type { Lever } from "../../platform/scenario.ts";
import type { LeverAxis, LeverRange } from "../../sweep/sweep-study.ts";
import { parseQuantity, QuantityError } from "../quantity/quantity.ts";
import { LeverError } from "../scenario/lever-error.ts";
import { parseLever } from "../scenario/parse-lever.ts";
import { GridError } from "./grid-error.ts";
import type { SweepFile } from "./sweep-schema.ts";

type TypedLever = NonNullable<SweepFile["levers"]>[number];
type TypedRange = Extract<TypedLever["to"], { readonly from: unknown }>;

/** Leaves the platform as it is. */
const AS_IS = "as is";

/** @throws GridError */
export function sweepLevers({ levers = [], random }: SweepFile): readonly LeverAxis[] {
  const seen = new Set<string>();
  return levers.map((typed, i) => {
    const path = ["levers", i];
    const identity = `${typed.lever} ${typed.endpoints ?? ""}`;
    if (seen.has(identity)) {
      throw new GridError(
        [...path, "lever"],
        `${typed.lever} stands twice`,
        "put its values into one list",
      );
    }
    seen.add(identity);
    return axisOf(typed, path, random !== undefined);
  });
}

function axisOf(typed: TypedLever, path: readonly PropertyKey[], isRandom: boolean): LeverAxis {
  const lever = known.find(({ name }) => name === typed.lever);
  if (lever === undefined)
    throw new GridError(path, `unknown lever ${typed.lever}`, "see docs/levers.md");
  const { to, endpoints, price = 0 } = typed;
  const one = (value: string | number, ...rest: readonly PropertyKey[]) =>
    leverAt(lever, value, endpoints, [...path, "to", ...rest]);
  const own = { name: lever.name, ...(endpoints === undefined ? {} : { endpoints }), price };
  if (Array.isArray(to)) {
    const values = to.map((value, i) => one(value, i));
    requireDistinct(values, [...path, "to"]);
    return { ...own, values, range: null };
  }
  const range = rangeOf(lever, to, [...path, "to"]);
  for (const [end, key] of [
    [range.from, "from"],
    [range.to, "to"],
  ] as const) {
    one(`${end}${range.unit}`, key); // whatever else the lever asks of a value
  }
  if (isRandom) return { ...own, values: [], range };
  const values = steps(range, to.steps, [...path, "to"]).map((value) =>
    one(`${value}${range.unit}`),
  );
  requireDistinct(values, [...path, "to"]);
  return { ...own, values, range: null };
}

function leverAt(
  { name, kind }: LeverDefinition,
  value: string | number,
  endpoints: string | undefined,
  path: readonly PropertyKey[],
): Lever | null {
  if (value === AS_IS) return null;
  try {
    return parseLever(name, value, endpoints);
  } catch (error) {
    if (!(error instanceof LeverError)) throw error;
    const hint = kind === "switch" ? `a switch is "on", or "${AS_IS}"` : error.hint;
    throw new GridError(path, error.message, hint);
  }
}

/** What is counted in pieces; cores may be halves. */
const pieces: ReadonlySet<LeverKind> = new Set([
  ...(["requests", "connections", "workers", "replicas", "shards"] as const),
]);

const units: Partial<Record<LeverKind, string>> = { rate: " req/s", time: " s" };

function rangeOf(
  { name, kind }: LeverDefinition,
  { from, to }: TypedRange,
  path: readonly PropertyKey[],
): LeverRange {
  if (kind === "switch") throw new GridError(path, `${name} is a switch`, `write [${AS_IS}, on]`);
  const read = (typed: string | number, key: string): number => {
    try {
      return parseQuantity(typed, kind);
    } catch (error) {
      if (!(error instanceof QuantityError)) throw error;
      throw new GridError([...path, key], error.message, "the ends of a range are numbers");
    }
  };
  const ends = { from: read(from, "from"), to: read(to, "to") };
  if (ends.from >= ends.to) {
    throw new GridError([...path, "to"], "must be above from", "write the smaller end as from");
  }
  const whole =
    pieces.has(kind) || (kind === "cores" && Object.values(ends).every(Number.isInteger));
  return { ...ends, whole, unit: units[kind] ?? "" };
}

function steps(
  { from, to, whole }: LeverRange,
  count: number | undefined,
  path: readonly PropertyKey[],
): readonly number[] {
  if (count === undefined || count < 2) {
    throw new GridError(
      path,
      "a range needs its number of values",
      "add steps: 5, or random: { points: 100 }",
    );
  }
  return Array.from({ length: count }, (_, i) => {
    const value = from + ((to - from) * i) / (count - 1);
    return whole ? Math.round(value) : Number(value.toPrecision(12));
  });
}

function requireDistinct(values: readonly (Lever | null)[], path: readonly PropertyKey[]): void {
  const texts = values.map((lever) =>
    lever === null ? AS_IS : String(typeof lever.value === "number" ? lever.value : lever.text),
  );
  const twice = texts.find((text, i) => texts.indexOf(text) !== i);
  if (twice === undefined) return;
  throw new GridError(
    path,
    `the value ${twice} stands twice`,
    "each value once; fewer steps of whole numbers",
  );
}
