/** Loads of a grid file, each once, all in one unit. */
import type { LoadUnit } from "../../simulation/course/profile.ts";
import { parseQuantity, QuantityError } from "../quantity/quantity.ts";
import { GridError } from "./grid-error.ts";
import { MOST_VALUES, type SweepFile } from "./sweep-schema.ts";

type Typed = string | number;

export const unitOf = (typed: Typed): LoadUnit => (/req/.test(String(typed)) ? "req/s" : "users");

/** @throws GridError */
export function sweepLoads({ loads }: SweepFile): {
  readonly unit: LoadUnit;
  readonly loads: readonly number[];
} {
  if (!Array.isArray(loads)) {
    const unit = unitOf(loads.from);
    const read = (key: "from" | "to" | "step") => loadOf(loads[key], unit, ["loads", key]);
    return { unit, loads: between(read("from"), read("to"), read("step")) };
  }
  const unit = unitOf(loads[0] ?? 1);
  const read = loads.map((typed, i) => loadOf(typed, unit, ["loads", i]));
  const twice = read.find((load, i) => read.indexOf(load) !== i);
  if (twice === undefined) return { unit, loads: read };
  throw new GridError(["loads"], `the load ${twice} stands twice`, "write each load once");
}

function between(from: number, to: number, step: number): readonly number[] {
  if (to < from) throw new GridError(["loads", "to"], "must not be below from", "turn them round");
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  if (count > MOST_VALUES) {
    throw new GridError(
      ["loads", "step"],
      `gives ${count} loads`,
      `at most ${MOST_VALUES} are allowed`,
    );
  }
  return Array.from({ length: count }, (_, i) => Number((from + i * step).toPrecision(12)));
}

/** @throws GridError */
export function loadOf(typed: Typed, unit: LoadUnit, path: readonly PropertyKey[]): number {
  try {
    return parseQuantity(typed, unit === "users" ? "users" : "rate");
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    const other = unitOf(typed) !== unit;
    const hint = other ? `all loads are in ${unit}` : 'e.g. "300 users" or "125 req/s"';
    throw new GridError(path, error.message, hint);
  }
}
