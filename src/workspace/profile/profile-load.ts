/** The load of a profile file, as straight lines between points. */
import { keysOf } from "../../record.ts";
import type { LoadShape, LoadUnit } from "../../simulation/course/profile.ts";
import {
  type LoadProfile,
  rampLoad,
  spikeLoad,
  steadyLoad,
  stepLoad,
} from "../../simulation/load/load-profile.ts";
import { parseQuantity, QuantityError } from "../quantity/quantity.ts";
import { ProfileError } from "./profile-error.ts";
import type { ProfileFile } from "./profile-schema.ts";

export interface ReadLoad {
  readonly shape: LoadShape;
  readonly unit: LoadUnit;
  readonly load: LoadProfile;
}

type Typed = string | number;

/** Reads the users of a measured run from a file named in a profile; undefined if it cannot. */
export type ReadHistory = (path: string) => LoadProfile | undefined;

/**
 * @param readHistory for profiles that replay one
 * @throws ProfileError
 */
export function readProfileLoad({ load }: ProfileFile, readHistory?: ReadHistory): ReadLoad {
  const shapes = keysOf(load);
  const [shape] = shapes;
  if (shape === undefined || shapes.length > 1) {
    const hint = "write one of steady, ramp, spike, steps, points and history";
    throw new ProfileError(["load"], `load holds ${shapes.length} shapes`, hint);
  }
  if (load.history !== undefined) {
    return { shape: "history", unit: "users", load: replayed(load.history, readHistory) };
  }
  const unit = unitOf(firstOf(load));
  const read = (typed: Typed, ...path: PropertyKey[]) => readLoad(typed, unit, ["load", ...path]);
  if (load.steady !== undefined) return { shape, unit, load: steadyLoad(read(load.steady, shape)) };
  if (load.ramp) {
    const { from, to, at } = load.ramp;
    const [low, high] = [read(from, shape, "from"), read(to, shape, "to")];
    const perSecond = speedOf(load.ramp, Math.abs(high - low), unit, shape);
    return { shape, unit, load: rampLoad(low, high, perSecond, at ?? 0) };
  }
  if (load.spike) {
    const { at, hold } = load.spike;
    const [base, peak] = [
      read(load.spike.base, shape, "base"),
      read(load.spike.peak, shape, "peak"),
    ];
    const perSecond = speedOf(load.spike, Math.abs(peak - base), unit, shape);
    return { shape, unit, load: spikeLoad({ base, peak, perSecond, at, hold }) };
  }
  if (load.points) return { shape, unit, load: { points: readPoints(load.points, read) } };
  const { loads, each } = load.steps as NonNullable<typeof load.steps>;
  const values = loads.map((typed, i) => read(typed, shape, "loads", i));
  return { shape, unit, load: stepLoad(values, each) };
}

function replayed(path: string, readHistory: ReadHistory | undefined): LoadProfile {
  const load = readHistory?.(path);
  if (load) return load;
  const hint = "name the _stats_history.csv of a Locust run, as seen from the profile's folder";
  throw new ProfileError(["load", "history"], `${path} cannot be replayed`, hint);
}

function readPoints(
  points: NonNullable<ProfileFile["load"]["points"]>,
  read: (typed: Typed, ...path: PropertyKey[]) => number,
): LoadProfile["points"] {
  return points.map(({ at, load }, i) => {
    if (at < (points[i - 1]?.at ?? 0)) {
      const hint = "write the points in the order of their times";
      throw new ProfileError(["load", "points", i, "at"], "is before the point above it", hint);
    }
    return { time: at, value: read(load, "points", i, "load") };
  });
}

/** The load that tells the unit of all. */
function firstOf(load: ProfileFile["load"]): Typed {
  const { steady, ramp, spike, steps, points } = load;
  return steady ?? ramp?.to ?? spike?.peak ?? steps?.loads[0] ?? points?.[0]?.load ?? 0;
}

const unitOf = (typed: Typed): LoadUnit => (/req/.test(String(typed)) ? "req/s" : "users");

/** 0 is a load, too: a ramp begins there. */
function readLoad(typed: Typed, unit: LoadUnit, path: readonly PropertyKey[]): number {
  if (/^\s*0(\s*(users|req\/s))?\s*$/.test(String(typed))) return 0;
  try {
    return parseQuantity(typed, unit === "users" ? "users" : "rate");
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    const other = unitOf(typed) !== unit;
    const hint = other ? `the whole load is in ${unit}` : 'e.g. "300 users" or "125 req/s"';
    throw new ProfileError(path, error.message, hint);
  }
}

function speedOf(
  change: { readonly spawnRate?: Typed | undefined; readonly over?: number | undefined },
  difference: number,
  unit: LoadUnit,
  shape: LoadShape,
): number {
  const { spawnRate, over } = change;
  const path = ["load", shape];
  if ((spawnRate === undefined) === (over === undefined)) {
    const hint = 'write spawnRate: 50 users/s, or over: "10 s"';
    throw new ProfileError(path, "either spawnRate or over says how fast the load changes", hint);
  }
  if (over !== undefined) {
    if (over > 0) return difference > 0 ? difference / over : 1;
    throw new ProfileError([...path, "over"], "must be above 0", "a very fast change takes 100 ms");
  }
  const hint = unit === "users" ? 'e.g. "50 users/s"' : "write over: 10 s for a load in req/s";
  const rate = /^\s*(\d+(?:\.\d+)?)\s*(?:users?\/s|\/s)?\s*$/.exec(String(spawnRate));
  if (unit === "users" && rate !== null && Number(rate[1]) > 0) return Number(rate[1]);
  throw new ProfileError(
    [...path, "spawnRate"],
    `expected users per second, got "${spawnRate}"`,
    hint,
  );
}
