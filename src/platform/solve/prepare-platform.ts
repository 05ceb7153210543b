import { entryAt, floatAt } from "../../entry-at.ts";
import { requireCount, requireNonNegative, requirePositive, requireShare } from "../../require.ts";
import type { PerSecond, Seconds, Share } from "../../units.ts";
import type { Platform } from "../platform.ts";
import { platformParts } from "../tree/platform-parts.ts";
import { primaryTurns } from "../tree/primary-turns.ts";
import { requestClasses } from "../tree/request-classes.ts";
import { requireSupported } from "../tree/supports.ts";
import { wholeVisits } from "../tree/whole-visits.ts";
import { driftingCapacities } from "./drifting-capacities.ts";
import type { Grading } from "./graded-states.ts";
import { foldReplicas } from "./parts/fold-replicas.ts";
import { type EndpointMix, mergeAlike, type WorkClass } from "./parts/merge-alike.ts";
import { outerDelays } from "./parts/outer-delays.ts";
import type { Behavior } from "./parts/part-behavior.ts";
import { type SlowedTables, slowedTables } from "./parts/slowed-tables.ts";
import { neverFalls } from "./parts/split-between.ts";
import { isZero } from "./parts/zero-table.ts";

/**
 * A platform ready to be solved at any load up to `most`: everything that does not depend on N.
 * Requests present are those where requests can wait; delays outside every pool count as think
 * time, if there is no limit to let in by.
 */
export interface PreparedPlatform {
  /** The capacities that it drifts through, in steady state each; none where nothing drifts. */
  readonly capacities: readonly { readonly share: Share; readonly prepared: PreparedPlatform }[];
  /** Most users it can be solved for. */
  readonly most: number;
  /** Think time, and the delays that count as such. */
  readonly thinkTime: Seconds;
  readonly outerTime: Seconds;
  /** Infinity without a limit. */
  readonly rateLimit: PerSecond;
  /** Most requests present, Infinity without a limit. */
  readonly requestLimit: number;
  readonly clientTimeOut: Seconds | null;
  readonly backgroundErrorRate: Share;
  readonly classes: readonly WorkClass[];
  readonly endpoints: readonly EndpointMix[];
  readonly inside: Behavior;
  /** Served per second with k present, overload included. */
  readonly rates: Float64Array;
  /** Whether no rate falls: then the chain has one peak. */
  readonly rising: boolean;
  /** Variability in excess of chance with k present, (CV² − 1)/2 of what a line waits for. */
  readonly excess: Float64Array;
  /** Waits and slowdowns of a request that finds k present, overload included. */
  readonly slowed: SlowedTables;
  /** Share of the requests that find k present and will wait in vain; null: none does. */
  readonly inVain: Float64Array | null;
  /** Mean time of a request that finds k present, waited in vain and not counted in k; null: none. */
  readonly vainTime: Float64Array | null;
}

/** Lines are stretched by at most this factor: work of CV 10. */
const MOST_STRETCH = 50;

/** So that chains keep moving. */
const MOST_IN_VAIN = 1 - 1e-9;

/**
 * Solves all that is inside the platform for 0…most requests present. Cost O(most) for stations
 * alone, O(most·√most) for those that are joined or within pools, up to O(most²) where a station
 * slows down as it fills.
 *
 * @param grading "graded" solves some of the states where parts are joined, and is within 5e-4
 * @throws RangeError if `most` is not a whole number ≥ 1 or a number of the platform is out of range
 */
export function preparePlatform(
  platform: Platform,
  most: number,
  grading: Grading = "every",
): PreparedPlatform {
  requireCount("most", most);
  const all = driftingCapacities(platform).map(({ share, platform: at }) => ({
    share,
    prepared: prepareSteady(at, most, grading),
  }));
  const slowest = entryAt(all, 0);
  if (all.length === 1) return slowest.prepared;
  // Its response times are those of its capacities, so that its own tables are nobody's.
  return new ReadyPlatform(slowest.prepared, all, () => slowest.prepared.slowed);
}

/** All of it but what is made when it is first asked for, and its capacities. */
type Ready = Omit<PreparedPlatform, "slowed" | "capacities">;

/**
 * One shape for all (see `uniform-records.ts`); throughput and means do without the slowed tables. A class,
 * since a getter of its own would make a shape of its own of each.
 */
class ReadyPlatform implements PreparedPlatform {
  readonly capacities: PreparedPlatform["capacities"];
  readonly most: number;
  readonly thinkTime: Seconds;
  readonly outerTime: Seconds;
  readonly rateLimit: PerSecond;
  readonly requestLimit: number;
  readonly clientTimeOut: Seconds | null;
  readonly backgroundErrorRate: Share;
  readonly classes: readonly WorkClass[];
  readonly endpoints: readonly EndpointMix[];
  readonly inside: Behavior;
  readonly rates: Float64Array;
  readonly rising: boolean;
  readonly excess: Float64Array;
  readonly inVain: Float64Array | null;
  readonly vainTime: Float64Array | null;
  private readonly tablesOf: () => SlowedTables;
  private tables: SlowedTables | null;

  constructor(of: Ready, capacities: PreparedPlatform["capacities"], tablesOf: () => SlowedTables) {
    this.capacities = capacities;
    this.most = of.most;
    this.thinkTime = of.thinkTime;
    this.outerTime = of.outerTime;
    this.rateLimit = of.rateLimit;
    this.requestLimit = of.requestLimit;
    this.clientTimeOut = of.clientTimeOut;
    this.backgroundErrorRate = of.backgroundErrorRate;
    this.classes = of.classes;
    this.endpoints = of.endpoints;
    this.inside = of.inside;
    this.rates = of.rates;
    this.rising = of.rising;
    this.excess = of.excess;
    this.inVain = of.inVain;
    this.vainTime = of.vainTime;
    this.tablesOf = tablesOf;
    this.tables = null;
  }

  get slowed(): SlowedTables {
    this.tables ??= this.tablesOf();
    return this.tables;
  }
}

function prepareSteady(platform: Platform, most: number, grading: Grading): PreparedPlatform {
  const drawn = requestClasses(platform);
  const tree = platformParts(platform, drawn);
  requireSupported("solver", tree);
  const turned = primaryTurns({ parts: tree, classes: drawn });
  const { parts: whole, classes: requests } = wholeVisits(turned);
  const folded = foldReplicas(whole, requests, platform.apiReplicas);
  const { parts, classes, endpoints } = mergeAlike(folded, requests);
  const Z = requireNonNegative("thinkTime", platform.thinkTime);
  const rateLimit = platform.rateLimit ?? Number.POSITIVE_INFINITY;
  if (platform.rateLimit !== null) requirePositive("rateLimit", rateLimit);
  if (platform.clientTimeOut !== null) requirePositive("clientTimeOut", platform.clientTimeOut);
  const requestLimit = platform.requestLimit ?? Number.POSITIVE_INFINITY;
  if (platform.requestLimit !== undefined) requireCount("requestLimit", requestLimit);
  // A limit lets in by what is present, and then those in outer delays are, too.
  const apart = platform.rateLimit === null && platform.requestLimit === undefined;
  const { apiReplicas: replicas } = platform;
  const {
    inside,
    rates: all,
    overload,
    outerTime,
  } = outerDelays(parts, classes, { most, replicas, apart }, grading);
  const late = isZero(inside.late) ? null : inside.late;
  const inVain = late?.map((share) => Math.min(share, MOST_IN_VAIN)) ?? null;
  // Who joins in vain in state k is among those who leave k + 1: births and deaths are both of the served.
  const rates =
    inVain === null ? all : all.map((x, k) => (k === 0 ? x : x * (1 - at(inVain, k - 1))));
  const ready: Ready = {
    most,
    thinkTime: Z + outerTime,
    outerTime,
    rateLimit,
    requestLimit,
    clientTimeOut: platform.clientTimeOut,
    backgroundErrorRate: requireShare("backgroundErrorRate", platform.backgroundErrorRate),
    classes,
    endpoints,
    inside,
    rates,
    rising: neverFalls(rates, most),
    excess: excessOf(inside.stretched),
    inVain,
    vainTime: isZero(inside.vainTime) && isZero(inside.beyond) ? null : inside.vainTime,
  };
  return new ReadyPlatform(ready, [], () => slowedTables(inside, classes, overload));
}

/** What the next request adds to the lines decides. */
function excessOf(stretched: Float64Array): Float64Array {
  if (isZero(stretched)) return stretched;
  const excess = new Float64Array(stretched.length);
  for (let k = 0; k + 1 < stretched.length; k++) {
    const growth = at(stretched, k + 1) - at(stretched, k);
    excess[k] = 1 / Math.max(1 / MOST_STRETCH, 1 - growth) - 1;
  }
  return excess;
}

const at = (list: Float64Array, k: number): number => floatAt(list, k);
