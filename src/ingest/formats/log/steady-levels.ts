/**
 * Levels read off cumulative counters: between two instants, X is the growth of the request count
 * over the time and mean R the growth of the summed response times over that of the count. Both
 * are exact means of the window, without the lag and rounding of a tool's own sliding figures.
 */
import { entryAt } from "../../../entry-at.ts";
import type { Seconds } from "../../../units.ts";
import type { ImportedEndpoint, ImportedLevel } from "../../imported-run.ts";
import { present } from "../present.ts";

/** Running totals since the start, or since the last reset, at one instant. */
export interface Totals {
  readonly requests: number;
  readonly failures: number;
  /** Sum of all response times, count × mean. */
  readonly totalTime: Seconds;
}

export interface CumulativePoint extends Totals {
  /** Unix seconds. */
  readonly time: number;
  readonly users: number;
  /** Totals of each endpoint, by a key of method and path; empty where the file has none. */
  readonly endpoints: ReadonlyMap<
    string,
    Totals & { readonly method: string; readonly path: string }
  >;
}

/** A level and the points its window lies between, so that a caller can add what it knows. */
export interface FoundLevel {
  readonly level: ImportedLevel;
  readonly from: CumulativePoint;
  readonly to: CumulativePoint;
}

/** Locust's own rate looks back 12 s; with a margin for connections and caches to settle. */
export const defaultWarmUp: Seconds = 15;
/** A plateau shorter than three warm-ups gives up only this share of itself. */
const mostCut = 1 / 3;
/** Fewer seconds than this after the cut say little about a level. */
const leastWindow: Seconds = 10;
/** Counters put back this long after the users settled were put back to start the measurement. */
const deliberateReset: Seconds = 5;
/** Slices of a ramp are at least this long and this full, and are pooled into so many levels. */
const rampSlice: Seconds = 10;
const rampRequests = 30;
const rampLevels = 20;
/** A ramp is read where it took a minute. */
const leastRamp: Seconds = 60;
/** Rows of one run follow each other; after a longer silence another run begins. */
const silence: Seconds = 60;

/** Where a counter falls back (a reset in mid-run), or nothing was written, a new segment begins. */
function segments(points: readonly CumulativePoint[]): CumulativePoint[][] {
  const found: CumulativePoint[][] = [];
  let current: CumulativePoint[] = [];
  const span = (points.at(-1)?.time ?? 0) - (points[0]?.time ?? 0);
  const quiet = Math.max(silence, (10 * span) / Math.max(1, points.length - 1));
  for (const point of points) {
    const before = current.at(-1);
    if (
      before &&
      (point.requests < before.requests ||
        point.totalTime < before.totalTime * 0.999 ||
        point.time - before.time > quiet)
    ) {
      found.push(current);
      current = [];
    }
    if (current.length === 0 || point.time > (current.at(-1)?.time ?? 0)) current.push(point);
  }
  if (current.length > 0) found.push(current);
  return found;
}

function measured(
  from: CumulativePoint,
  to: CumulativePoint,
): { requests: number; failures: number; totalTime: number; duration: number } {
  return {
    requests: to.requests - from.requests,
    failures: Math.max(0, to.failures - from.failures),
    totalTime: Math.max(0, to.totalTime - from.totalTime),
    duration: to.time - from.time,
  };
}

/** Endpoint figures of a window, by the same differences. */
function endpointsBetween(from: CumulativePoint, to: CumulativePoint): ImportedEndpoint[] {
  const found: ImportedEndpoint[] = [];
  for (const [key, end] of to.endpoints) {
    const start = from.endpoints.get(key) ?? { requests: 0, failures: 0, totalTime: 0 };
    const requests = end.requests - start.requests;
    if (requests <= 0) continue;
    found.push({
      method: end.method,
      path: end.path,
      requests,
      ...present({
        failures: Math.min(requests, Math.max(0, end.failures - start.failures)),
        throughput: requests / (to.time - from.time),
      }),
      responseTime: present({ mean: Math.max(0, end.totalTime - start.totalTime) / requests }),
    });
  }
  return found;
}

/**
 * Reads every load that was held long enough, its warm-up cut, and, only where none was held, the
 * loads that a ramp passed through. Windows without users and windows across a reset
 * of the counters are left out. Linear in the number of points.
 *
 * A ramp's levels are quasi-static: users present are averaged over slices of 10 s, which are pooled
 * into up to 20 levels, so a response time belongs to a load that was still changing.
 */
export function steadyLevels(
  points: readonly CumulativePoint[],
  warmUp: Seconds = defaultWarmUp,
): readonly FoundLevel[] {
  const held: FoundLevel[] = [];
  const passed: CumulativePoint[][] = [];
  let lastChange = Number.NEGATIVE_INFINITY;
  let usersBefore = 0;

  for (const segment of segments(points)) {
    let i = 0;
    let ramp: CumulativePoint[] = [];
    while (i < segment.length) {
      const first = entryAt(segment, i);
      let j = i;
      while (segment[j + 1]?.users === first.users) j++;
      const last = entryAt(segment, j);
      if (first.users !== usersBefore) lastChange = first.time;
      usersBefore = first.users;
      const reset = i === 0 && first.time - lastChange >= deliberateReset;
      const wanted = reset ? 0 : Math.max(0, lastChange + warmUp - first.time);
      const cut = Math.min(wanted, (last.time - first.time) * mostCut);
      const start = segment.findIndex((point, at) => at >= i && point.time >= first.time + cut);
      const from = segment[start];
      const window = from && last.time - from.time >= leastWindow ? measured(from, last) : null;
      if (first.users > 0 && from && window && window.requests > 0) {
        held.push({ level: levelOf(from, last, from.time - lastChange), from, to: last });
        if (ramp.length > 1) passed.push(ramp);
        ramp = [last];
      } else if (first.users > 0) ramp.push(...segment.slice(i, j + 1));
      else {
        if (ramp.length > 1) passed.push(ramp);
        ramp = [];
      }
      i = j + 1;
    }
    if (ramp.length > 1) passed.push(ramp);
  }

  const rampTime = passed.reduce(
    (sum, ramp) => sum + ((ramp.at(-1)?.time ?? 0) - (ramp[0]?.time ?? 0)),
    0,
  );
  // A slice of a ramp stands in for a held load: beside one it only adds what that one shows better.
  const found = held.length > 0 ? held : rampTime > leastRamp ? pooledRamps(passed) : [];
  return found.sort(
    (a, b) =>
      (a.level.users ?? 0) - (b.level.users ?? 0) || (a.level.start ?? 0) - (b.level.start ?? 0),
  );
}

function levelOf(from: CumulativePoint, to: CumulativePoint, settled: Seconds): ImportedLevel {
  const { requests, failures, totalTime, duration } = measured(from, to);
  return {
    users: to.users,
    arrivalRate: null,
    start: from.time,
    duration,
    warmUpCut: Number.isFinite(settled) ? settled : 0,
    covers: "steady",
    ...present({
      requests,
      failures: Math.min(requests, failures),
      throughput: requests / duration,
    }),
    responseTime: present({ mean: totalTime / requests }),
    endpoints: endpointsBetween(from, to),
    note: "",
  };
}

interface Slice {
  readonly users: number;
  readonly from: CumulativePoint;
  readonly to: CumulativePoint;
}

function slicesOf(ramp: readonly CumulativePoint[]): Slice[] {
  const slices: Slice[] = [];
  let from = ramp[0];
  let area = 0; // users × seconds
  for (const [at, point] of ramp.entries()) {
    const before = ramp[at - 1];
    if (!from || !before) continue;
    area += ((before.users + point.users) / 2) * (point.time - before.time);
    if (point.time - from.time >= rampSlice) {
      slices.push({ users: area / (point.time - from.time), from, to: point });
      from = point;
      area = 0;
    }
  }
  return slices;
}

function pooledRamps(ramps: readonly (readonly CumulativePoint[])[]): FoundLevel[] {
  const slices = ramps.flatMap(slicesOf);
  const low = slices.reduce((least, slice) => Math.min(least, slice.users), Number.MAX_VALUE);
  const high = slices.reduce((most, slice) => Math.max(most, slice.users), 0);
  const width = Math.max(1, (high - low) / rampLevels);
  const bins = new Map<number, Slice[]>();
  for (const slice of slices) {
    const bin = Math.min(rampLevels - 1, Math.floor((slice.users - low) / width));
    const pool = bins.get(bin);
    if (pool) pool.push(slice);
    else bins.set(bin, [slice]);
  }
  return [...bins.values()].flatMap((pool) => {
    const [first] = pool;
    const sum = { requests: 0, failures: 0, totalTime: 0, duration: 0, area: 0 };
    for (const slice of pool) {
      const window = measured(slice.from, slice.to);
      sum.requests += window.requests;
      sum.failures += window.failures;
      sum.totalTime += window.totalTime;
      sum.duration += window.duration;
      sum.area += slice.users * window.duration;
    }
    const users = Math.round(sum.area / sum.duration);
    if (!first || sum.requests < rampRequests || users < 1) return [];
    const level: ImportedLevel = {
      users,
      arrivalRate: null,
      start: first.from.time,
      duration: sum.duration,
      warmUpCut: 0,
      covers: "ramp",
      ...present({
        requests: sum.requests,
        failures: Math.min(sum.requests, sum.failures),
        throughput: sum.requests / sum.duration,
      }),
      responseTime: present({ mean: sum.totalTime / sum.requests }),
      endpoints: [],
      note:
        pool.length === 1
          ? `read off a ramp: a slice of ${rampSlice} s`
          : `read off a ramp: ${pool.length} slices of ${rampSlice} s, pooled`,
    };
    return [{ level, from: first.from, to: first.to }];
  });
}
