/** What would tell where the data cannot: what a change does by what limits, and the fact between. */
import { intervalOf } from "../../limits/summarize-draws.ts";
import { type KnownFact, type Limiter, limiters } from "../../platform/known-facts.ts";
import { limiterOf } from "../../platform/limiter-of.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Interval } from "../../stats/estimate.ts";
import type { Share } from "../../units.ts";
import type { Outcome, Telling } from "../plan/plan-result.ts";
import type { DrawnUnknown } from "./decided-by-prior.ts";
import { verdictOf } from "./told/gain-verdict.ts";
import { NOTICEABLE } from "./told/noticeable.ts";

/** A platform that could be true, and what a change does to it. */
export interface ToldDraw {
  readonly platform: Platform;
  /** Station or pool in use most past the knee. */
  readonly wall: string;
  /** Share by which the breaking point moves. */
  readonly gain: Share;
}

/** An explanation that could be true. */
export interface ToldGroup {
  readonly weight: Share;
  /** Present where it is one of those that stand for an unknown ceiling. */
  readonly ceiling?: Limiter;
  readonly draws: readonly ToldDraw[];
  /** Numbers that decide the gain and that the measurements hardly tell. */
  readonly decided: readonly DrawnUnknown[];
}

/** What limits with less than this chance is not named. */
const NAMED: Share = 0.05;

/**
 * The one fact that would tell what a change does: what limits, where the middle of the gains differs by
 * more than can be overlooked between one limit and another; then how the API works on its requests, where
 * it differs between its cores and its workers; then whose the pool is and how many requests only read; else the number that decides under the
 * likeliest explanation. Null where it would take a measurement.
 *
 * Draws are told apart by what is in use most in each, not by the explanation that they are of: where the
 * ceiling is unknown, sizes of one resource may lie where another fills up first.
 *
 * @param standing explanations that could be true, the likeliest first
 */
export function tellingOf(standing: readonly ToldGroup[]): Telling | null {
  const unknown = standing.length > 1 && standing.every(({ ceiling }) => ceiling !== undefined);
  const outcomes = unknown ? outcomesOf(standing) : [];
  const middles = outcomes.map(({ gain }) => gain.value);
  if (Math.max(...middles) - Math.min(...middles) > NOTICEABLE) {
    return { outcomes, fact: "limitedBy", poolIfLimit: poolIfLimit(standing) };
  }
  if (hangsOnApiKind(standing)) return { outcomes, fact: "apiKind", poolIfLimit: null };
  if (hangsOnPoolOwner(standing)) return { outcomes, fact: "poolOf", poolIfLimit: null };
  if (hangsOnReads(standing)) return { outcomes, fact: "readShare", poolIfLimit: null };
  const fact = standing
    .flatMap(({ decided, draws: [one] }) =>
      one === undefined ? [] : decided.map(({ name }) => factOf(name, one.platform)),
    )
    .find((found) => found !== undefined);
  if (fact === undefined && outcomes.length < 2) return null;
  return { outcomes, fact: fact ?? null, poolIfLimit: null };
}

/** Whether with few reads and with many the gain would be another. */
function hangsOnReads(standing: readonly ToldGroup[]): boolean {
  const draws = standing.flatMap((group) => group.draws);
  const shares = draws.map(({ platform }) => unsaidReads(platform));
  const known = shares.flatMap((share) => share ?? []);
  if (known.length < draws.length || known.length === 0) return false;
  const { value: middle } = intervalOf(known);
  return differ(draws, (platform) => (unsaidReads(platform) ?? 0) > middle);
}

/** Share of the mixed requests that only read, where nobody has said; null elsewhere. */
function unsaidReads({ endpoints }: Platform): Share | null {
  return endpoints.find(({ readShareUnsaid }) => readShareUnsaid)?.readShare ?? null;
}

/** Whether an API of cores and one of workers would gain differently. */
function hangsOnApiKind(standing: readonly ToldGroup[]): boolean {
  const draws = standing.filter(({ ceiling }) => ceiling === "api").flatMap((group) => group.draws);
  return differ(draws, ({ pools }) => pools.some(isWorkers));
}

/** Whether a pool of each instance and one that all share would gain differently, where nobody has said. */
function hangsOnPoolOwner(standing: readonly ToldGroup[]): boolean {
  const draws = standing
    .flatMap((group) => group.draws)
    .filter(({ platform }) => platform.pools.some(({ perReplicaUnsaid }) => perReplicaUnsaid));
  return differ(draws, ({ pools }) =>
    pools.some(({ perReplica, perReplicaUnsaid }) => perReplicaUnsaid && perReplica),
  );
}

/** Whether draws of one kind gain noticeably more than those of the other. */
function differ(draws: readonly ToldDraw[], isFirst: (platform: Platform) => boolean): boolean {
  const gainsOf = (first: boolean) =>
    draws.flatMap(({ platform, gain }) => (isFirst(platform) === first ? [gain] : []));
  const [some, others] = [gainsOf(true), gainsOf(false)];
  if (some.length === 0 || others.length === 0) return false;
  return Math.abs(intervalOf(some).value - intervalOf(others).value) > NOTICEABLE;
}

const isWorkers = ({ role }: Platform["pools"][number]) => role === "workers";

/** By what limits, the likeliest first; none unless two could. */
function outcomesOf(standing: readonly ToldGroup[]): readonly Outcome[] {
  const all = standing.reduce((sum, { weight }) => sum + weight, 0);
  const found = limiters.flatMap((limiter): Outcome[] => {
    const own = standing.map((group) =>
      group.draws.filter((draw) => limiterOf(draw.wall, draw.platform) === limiter),
    );
    const weight = standing.reduce(
      (sum, group, i) =>
        sum + ((own[i]?.length ?? 0) * group.weight) / Math.max(1, group.draws.length) / all,
      0,
    );
    if (!(weight >= NAMED)) return [];
    const gains = own.flat().map((draw) => draw.gain);
    return [{ if: limiter, weight, verdict: verdictOf(gains), gain: intervalOf(gains) }];
  });
  return found.length < 2 ? [] : found.toSorted((a, b) => b.weight - a.weight);
}

/** How many connections there are if they are what limits; null where that is known, or not possible. */
function poolIfLimit(standing: readonly ToldGroup[]): Interval | null {
  const sizes = standing
    .flatMap(({ draws }) => draws)
    .filter((draw) => limiterOf(draw.wall, draw.platform) === "pool")
    .flatMap(({ platform }) => platform.pools.filter(({ role }) => role === "connections"))
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
