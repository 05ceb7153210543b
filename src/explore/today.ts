import type { Limits } from "../limits/limits.ts";
import type { CurvePoint, Zone } from "../planning/plan/plan-result.ts";
import { predict } from "../planning/predict/predict.ts";
import type { Explored } from "./explored.ts";

/** A platform under one policy: its limits, zones and curves. */
export interface Today {
  readonly limits: Limits;
  readonly zones: readonly Zone[];
  readonly points: readonly CurvePoint[];
}

/** The platform as it is, its curves held against the measured levels. */
export function todayOf({ fitted, base }: Explored): Today {
  const { limits, zones } = base.found;
  return { limits, zones, points: predict(fitted, base.policy, undefined, base.found) };
}
