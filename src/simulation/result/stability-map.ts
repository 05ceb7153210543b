import { requireCount, requirePositive, requireShare } from "../../require.ts";
import type { PerSecond, Seconds, Share } from "../../units.ts";
import { replicate } from "../engine/replicate.ts";
import { replicationOf, type SimulationRun } from "../engine/simulation-run.ts";
import { mergeEndpoints, mergeWindows } from "../engine/window.ts";
import type { SimulatedPlatform } from "../stations/simulated-platform.ts";

/** Where to look for loads at which a platform has two steady states. */
export interface StabilityOptions {
  readonly seed: number;
  /** What the load is. */
  readonly load: "users" | "arrivalRate";
  /** Least and greatest load to look at. */
  readonly from: number;
  readonly to: number;
  /**
   * Simulated time of each run. A state counts as steady if it lasts this long: take many
   * time-outs and pauses, and the time in which the platform would work off what piled up.
   */
  readonly time: Seconds;
  /** Width of a bracket over its load, 0.02 by default; users are told to one at best. */
  readonly resolution?: Share;
  /** Runs of each load and start, an odd number, the majority of which decides; 5 by default. */
  readonly replications?: number;
  /** A run ends overloaded if less than this share of its requests is answered; 0.5 by default. */
  readonly healthyShare?: Share;
  /**
   * Requests there at time 0 of an overloaded start to an open load; what arrives in a tenth of
   * the time by default. Of users all begin with a request.
   */
  readonly backlog?: number;
}

/** Two loads between which the platform's fate changes. */
export interface Bracket {
  readonly low: number;
  readonly high: number;
}

/** One load and start, judged by its runs' last third. */
export interface StabilityPoint {
  readonly load: number;
  readonly start: "empty" | "overloaded";
  /** Share of the runs that end overloaded; those not needed for the majority are not made. */
  readonly overloaded: Share;
  /** Answers per second and their share of all requests, all runs together. */
  readonly goodput: PerSecond;
  readonly answeredShare: Share;
}

export interface StabilityMap {
  /** A run from an empty platform stays healthy at `low` and ends overloaded at `high`. */
  readonly tips: Bracket | "never" | "always";
  /** A run from an overloaded platform recovers at `low` and not at `high`. */
  readonly recovers: Bracket | "never" | "always";
  /** Loads with two steady states, of which the start decides; null if there are none. */
  readonly twoStates: Bracket | null;
  /** All that was simulated, by load. */
  readonly points: readonly StabilityPoint[];
}

/**
 * The loads at which a platform with client time-outs and retries has two steady states, healthy
 * and overloaded: work that nobody waits for any more keeps the queue long, so that nothing is
 * answered in time. The load that tips it and the load to which it must fall to recover, each
 * bracketed by bisection: that takes a fate that changes once between `from` and `to`. By
 * simulation, the same random numbers at every load; a state that would end after `time` is
 * taken for steady, so brackets move a little with it.
 *
 * Source for the states: N. Bronson, A. Aghayev, A. Charapko & T. Zhu, "Metastable failures in
 * distributed systems", HotOS (2021).
 *
 * @throws RangeError naming what is out of its range in the platform or the options
 */
export function stabilityMap(platform: SimulatedPlatform, options: StabilityOptions): StabilityMap {
  requireOptions(options);
  const points: StabilityPoint[] = [];
  const endsOverloaded = (start: StabilityPoint["start"]) => (load: number) => {
    const point = judge(platform, options, start, load);
    points.push(point);
    return point.overloaded > 0.5;
  };
  const tips = bracket(options, endsOverloaded("empty"));
  const recovers = bracket(options, endsOverloaded("overloaded"));
  return {
    // "always" is of overload for a run from empty, of recovery for one from overload.
    tips: tips === "none" ? "never" : tips === "all" ? "always" : tips,
    recovers: recovers === "none" ? "always" : recovers === "all" ? "never" : recovers,
    twoStates: twoStates(options, tips, recovers),
    points: points.sort((a, b) => a.load - b.load || (a.start < b.start ? -1 : 1)),
  };
}

type Found = Bracket | "none" | "all";

/** Between which loads a run begins to end overloaded; or for none, or for all of them. */
function bracket(options: StabilityOptions, overloaded: (load: number) => boolean): Found {
  let low = options.from;
  let high = options.to;
  if (overloaded(low)) return "all";
  if (!overloaded(high)) return "none";
  for (;;) {
    const middle = between(options, low, high);
    if (middle === null) return { low, high };
    if (overloaded(middle)) high = middle;
    else low = middle;
  }
}

/** A load to look at next; null where the bracket is narrow enough. */
function between({ load, resolution }: StabilityOptions, low: number, high: number): number | null {
  if (high - low <= (resolution ?? 0.02) * high) return null;
  const middle = (low + high) / 2;
  if (load === "arrivalRate") return middle;
  const users = Math.floor(middle);
  return users > low ? users : null;
}

function twoStates({ from, to }: StabilityOptions, tips: Found, recovers: Found): Bracket | null {
  if (recovers === "none" || tips === "all") return null;
  const low = recovers === "all" ? from : recovers.high;
  const high = tips === "none" ? to : tips.low;
  return low <= high ? { low, high } : null;
}

function judge(
  platform: SimulatedPlatform,
  options: StabilityOptions,
  start: StabilityPoint["start"],
  load: number,
): StabilityPoint {
  const replications = options.replications ?? 5;
  const run = runOf(options, start, load);
  let overloaded = 0;
  let made = 0;
  let answered = 0;
  let requests = 0;
  let seconds = 0;
  // As many as the majority takes.
  while (2 * Math.max(overloaded, made - overloaded) < replications) {
    const windows = replicate(replicationOf(platform, run, made));
    const last = mergeWindows(windows.slice(Math.floor((2 * windows.length) / 3)));
    const all = mergeEndpoints(last.endpoints);
    const failures = all.failures.reduce((sum, count) => sum + count, 0);
    const ended = all.answered + failures;
    // Where nothing ended at all, it was overload if anybody waited.
    const healthy =
      ended > 0 ? all.answered >= (options.healthyShare ?? 0.5) * ended : last.requestTime === 0;
    made++;
    if (!healthy) overloaded++;
    answered += all.answered;
    requests += ended;
    seconds += last.end - last.start;
  }
  return {
    load,
    start,
    overloaded: overloaded / made,
    goodput: answered / seconds,
    answeredShare: requests > 0 ? answered / requests : 0,
  };
}

function runOf(
  { seed, load: kind, time, backlog }: StabilityOptions,
  start: StabilityPoint["start"],
  load: number,
): SimulationRun {
  const isUsers = kind === "users";
  const piledUp = isUsers ? load : (backlog ?? Math.ceil((load * time) / 10));
  return {
    seed,
    load: isUsers ? { users: load } : { arrivalRate: load },
    until: { time },
    warmUp: 0,
    backlog: start === "empty" ? 0 : piledUp,
  };
}

function requireOptions(options: StabilityOptions): void {
  const { load, from, to, replications, resolution } = options;
  if (load !== "users" && load !== "arrivalRate") {
    throw new RangeError(`load must be users or arrivalRate, got ${load}`);
  }
  const check = load === "users" ? requireCount : requirePositive;
  check("from", from);
  check("to", to);
  if (!(to > from)) throw new RangeError(`to must be above ${from}, got ${to}`);
  requirePositive("time", options.time);
  requirePositive("resolution", requireShare("resolution", resolution ?? 0.02));
  if (requireCount("replications", replications ?? 5) % 2 === 0) {
    throw new RangeError(`replications must be odd, got ${replications}`);
  }
  requireShare("healthyShare", options.healthyShare ?? 0.5);
}
