/** What would tell where the data cannot: what a change does if each explanation is true, and the fact between them. */

import { intervalOf } from "../../limits/summarize-draws.ts";
import type { KnownFact, Limiter } from "../../platform/known-facts.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Interval } from "../../stats/estimate.ts";
import type { Outcome, Telling } from "../plan/plan-result.ts";
import type { DrawnUnknown } from "./decided-by-prior.ts";
import { verdictOf } from "./gain-verdict.ts";

/** An explanation that could be true, and what a change does under it. */
export interface ToldGroup {
  readonly title: string;
  /** What limits the platform if it is true; absent where it does not say. */
  readonly ceiling?: Limiter;
  /** Share by which the breaking point moves. */
  readonly gain: Interval;
  /** Numbers that decide the gain and that the measurements hardly tell. */
  readonly decided: readonly DrawnUnknown[];
  /** Platforms that could be true under it. */
  readonly platforms: readonly Platform[];
}

/**
 * The one fact that would tell what a change does: what limits, where that decides; else the number
 * that decides under the likeliest explanation. Null where it would take a measurement.
 *
 * @param standing explanations that could be true, the likeliest first
 */
export function tellingOf(standing: readonly ToldGroup[]): Telling | null {
  const named = standing.flatMap(({ ceiling, title, gain }): Outcome[] =>
    ceiling === undefined ? [] : [{ if: ceiling, title, verdict: verdictOf(gain), gain }],
  );
  const outcomes = named.length === standing.length ? named : [];
  const verdicts = new Set(outcomes.map(({ verdict }) => verdict));
  if (verdicts.size > 1) {
    return { outcomes, fact: "limitedBy", poolIfLimit: poolIfLimit(standing) };
  }
  const fact = standing
    .flatMap(({ decided, platforms: [one] }) =>
      one === undefined ? [] : decided.map(({ name }) => factOf(name, one)),
    )
    .find((found) => found !== undefined);
  if (fact === undefined && outcomes.length < 2) return null;
  return { outcomes, fact: fact ?? null, poolIfLimit: null };
}

/** How many connections there are if they are what limits; null where that is known, or not possible. */
function poolIfLimit(standing: readonly ToldGroup[]): Interval | null {
  const sizes = standing
    .filter(({ ceiling }) => ceiling === "pool")
    .flatMap(({ platforms }) =>
      platforms.flatMap(({ pools }) => pools.filter(({ role }) => role === "connections")),
    )
    .map(({ size }) => size);
  if (sizes.length === 0) return null;
  const found = intervalOf(sizes);
  return found.low < found.high ? found : null;
}

/** The fact that an unknown is, told by where it stands; undefined where it is none. */
function factOf(name: string, { stations, pools }: Platform): KnownFact | undefined {
  if (name === "thinkTime" || name === "apiTime" || name === "queryTime") return name;
  const pool = pools.find((one) => name === `pools.${one.name}.size`);
  if (pool !== undefined) return pool.role === "connections" ? "pool" : undefined;
  const station = stations.find((one) => name === `stations.${one.name}.servers`);
  if (station?.role === "api") return "apiWorkers";
  return station?.role === "database" ? "dbCores" : undefined;
}
