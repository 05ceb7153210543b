import { entryAt, floatAt, numberAt } from "../../entry-at.ts";
import type { Seconds } from "../../units.ts";
import { BINS } from "./time-bins.ts";

/**
 * What happened in one stretch of a simulated run: sums only, so that windows one after the
 * other, or of several replications, add up to a longer one. Plain data.
 */
export interface Window {
  readonly start: Seconds;
  readonly end: Seconds;
  readonly endpoints: readonly EndpointWindow[];
  readonly stations: readonly StationWindow[];
  /** Integral over time of the users there are, thinking or waiting. */
  readonly userTime: number;
  /** Integral over time of the requests that clients wait for. */
  readonly requestTime: number;
  /** Integral over time of the API replicas that serve, where that changes. */
  readonly replicaTime?: number;
  /** Requests sent once more after a failure. */
  readonly retries: number;
  /** Arrivals, service starts and service ends at stations. */
  readonly events: number;
}

/** One endpoint in a window. */
export interface EndpointWindow {
  readonly answered: number;
  /** Sum of the response times of the answers. */
  readonly responseTime: Seconds;
  readonly shortest: Seconds | null;
  readonly longest: Seconds | null;
  /** The histogram of the answers' response times: bins that are not empty, rising, and their counts. */
  readonly bins: readonly number[];
  readonly counts: readonly number[];
  /** In the order of `everyCause`. */
  readonly failures: readonly number[];
  /** Sum of the times that clients waited for failures. */
  readonly failureTime: Seconds;
}

/** One station in a window. */
export interface StationWindow {
  /** Requests that left. */
  readonly ended: number;
  /** Integrals over time: places held or jobs at work; requests waiting; servers at work. */
  readonly jobTime: number;
  readonly waitingTime: number;
  readonly busyTime: number;
}

/**
 * The window that covers several.
 *
 * @throws RangeError for none at all
 */
export function mergeWindows(windows: readonly Window[]): Window {
  const [first] = windows;
  const last = windows.at(-1);
  if (!first || !last) throw new RangeError("windows must hold at least one, got none");
  if (windows.length === 1) return first;
  const sum = (part: (window: Window) => number) =>
    windows.reduce((total, window) => total + part(window), 0);
  return {
    start: first.start,
    end: last.end,
    endpoints: first.endpoints.map((_, i) =>
      mergeEndpoints(windows.map(({ endpoints }) => entryAt(endpoints, i))),
    ),
    stations: first.stations.map((_, i) => {
      const part = (read: (station: StationWindow) => number) =>
        sum(({ stations }) => read(entryAt(stations, i)));
      return {
        ended: part(({ ended }) => ended),
        jobTime: part(({ jobTime }) => jobTime),
        waitingTime: part(({ waitingTime }) => waitingTime),
        busyTime: part(({ busyTime }) => busyTime),
      };
    }),
    userTime: sum(({ userTime }) => userTime),
    requestTime: sum(({ requestTime }) => requestTime),
    ...(first.replicaTime === undefined
      ? {}
      : { replicaTime: sum(({ replicaTime }) => replicaTime ?? 0) }),
    retries: sum(({ retries }) => retries),
    events: sum(({ events }) => events),
  };
}

/** Several endpoints, or one endpoint in several windows, as one. */
export function mergeEndpoints(parts: readonly EndpointWindow[]): EndpointWindow {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const { bins, counts } = addHistograms(parts);
  const sum = (read: (part: EndpointWindow) => number) =>
    parts.reduce((total, part) => total + read(part), 0);
  const times = (read: (part: EndpointWindow) => number | null) =>
    parts.map(read).filter((time) => time !== null);
  const shortest = times((part) => part.shortest);
  const longest = times((part) => part.longest);
  return {
    answered: sum(({ answered }) => answered),
    responseTime: sum(({ responseTime }) => responseTime),
    shortest: shortest.length > 0 ? shortest.reduce((a, b) => Math.min(a, b)) : null,
    longest: longest.length > 0 ? longest.reduce((a, b) => Math.max(a, b)) : null,
    bins,
    counts,
    failures: (parts[0]?.failures ?? []).map((_, i) => sum(({ failures }) => failures[i] ?? 0)),
    failureTime: sum(({ failureTime }) => failureTime),
  };
}

/** The counts of one endpoint while histograms are added; all 0 in between. */
const sums = new Float64Array(BINS);

function addHistograms(parts: readonly EndpointWindow[]): Pick<EndpointWindow, "bins" | "counts"> {
  let lowest = BINS;
  let highest = -1;
  for (const part of parts) {
    for (const [i, bin] of part.bins.entries()) {
      sums[bin] = floatAt(sums, bin) + numberAt(part.counts, i);
    }
    lowest = Math.min(lowest, part.bins[0] ?? BINS);
    highest = Math.max(highest, part.bins.at(-1) ?? -1);
  }
  const bins: number[] = [];
  const counts: number[] = [];
  for (let bin = lowest; bin <= highest; bin++) {
    const count = floatAt(sums, bin);
    if (count === 0) continue;
    bins.push(bin);
    counts.push(count);
    sums[bin] = 0;
  }
  return { bins, counts };
}
