import type { Seconds } from "../units.ts";

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
  /** In the order of `failureCauses`. */
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
      mergeEndpoints(windows.map(({ endpoints }) => endpoints[i] as EndpointWindow)),
    ),
    stations: first.stations.map((_, i) => {
      const part = (read: (station: StationWindow) => number) =>
        sum(({ stations }) => read(stations[i] as StationWindow));
      return {
        ended: part(({ ended }) => ended),
        jobTime: part(({ jobTime }) => jobTime),
        waitingTime: part(({ waitingTime }) => waitingTime),
        busyTime: part(({ busyTime }) => busyTime),
      };
    }),
    userTime: sum(({ userTime }) => userTime),
    requestTime: sum(({ requestTime }) => requestTime),
    retries: sum(({ retries }) => retries),
    events: sum(({ events }) => events),
  };
}

/** Several endpoints, or one endpoint in several windows, as one. */
export function mergeEndpoints(parts: readonly EndpointWindow[]): EndpointWindow {
  const counts = new Map<number, number>();
  for (const part of parts) {
    for (const [i, bin] of part.bins.entries()) {
      counts.set(bin, (counts.get(bin) ?? 0) + (part.counts[i] as number));
    }
  }
  const bins = [...counts.keys()].sort((a, b) => a - b);
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
    counts: bins.map((bin) => counts.get(bin) ?? 0),
    failures: (parts[0]?.failures ?? []).map((_, i) => sum(({ failures }) => failures[i] ?? 0)),
    failureTime: sum(({ failureTime }) => failureTime),
  };
}
