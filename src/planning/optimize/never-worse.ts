import { valueOn } from "../../platform/levers/change/amount.ts";
import { leverBase } from "../../platform/levers/lever-base.ts";
import { leverOf } from "../../platform/levers/levers.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Lever } from "../../platform/scenario.ts";
import type { Improvement } from "./improvement-sets.ts";

/** Factors on work: up to 1 they take some away. */
const factors: ReadonlySet<string> = new Set(["demand", "visits", "contention"]);

/** Levers that leave less to do, whatever their value; several of them add up. */
const always: ReadonlySet<string> = new Set(["cache"]);

/**
 * Sizes behind which nothing else stands. A larger pool, a pooler or more of the API let more
 * requests on to what stands behind them, which they may slow down.
 */
const machines: ReadonlySet<string> = new Set(["db.cores", "db.readReplicas"]);

/**
 * Which improvements are taken never to make a platform hold less: less work, or more machines of
 * the database where no other improvement sets the same number.
 */
export function neverWorse(
  improvements: readonly Improvement[],
  platform: Platform,
): readonly boolean[] {
  const set = improvements.flatMap(({ levers }) => levers.map(({ name }) => name));
  const base = leverBase(platform);
  const more = (lever: Lever): boolean => {
    const now = machines.has(lever.name) ? (leverOf(lever.name).today?.of(platform) ?? null) : null;
    const alone = set.filter((name) => name === lever.name).length === 1;
    return now !== null && alone && valueOn(lever, base) >= now;
  };
  const isSafe = (lever: Lever): boolean => {
    if (leverOf(lever.name).lacks(platform, lever.endpoints) !== null) return true;
    if (always.has(lever.name)) return true;
    return factors.has(lever.name) ? valueOn(lever, base) <= 1 : more(lever);
  };
  return improvements.map(({ levers }) => {
    try {
      return levers.every(isSafe);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return false; // it makes no sense here, which is told where it is solved
    }
  });
}
