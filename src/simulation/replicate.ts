import type { Seconds } from "../units.ts";
import { Backend } from "./backend.ts";
import { CLIENT_SLOTS, Clients, type Load } from "./clients.ts";
import { Draws } from "./draws.ts";
import { LAST_OF_CLIENTS } from "./event-kind.ts";
import { platformStations } from "./platform-stations.ts";
import { randomSources } from "./random-sources.ts";
import { Recorder } from "./recorder.ts";
import { NO_SLOT, RequestTable } from "./request-table.ts";
import type { SimulatedPlatform } from "./simulated-platform.ts";
import { mergeWindows, type StationWindow, type Window } from "./window.ts";

/** What one replication is to do. Plain data: a worker needs no more. */
export interface Replication {
  readonly platform: SimulatedPlatform;
  readonly load: Load;
  readonly seed: number;
  /** Number of the replication, from 0: each has random numbers of its own. */
  readonly replication: number;
  /** Length of a window at first. */
  readonly window: Seconds;
  /** Simulated time to run for, or answers and failures to wait for. */
  readonly until: { readonly time: Seconds } | { readonly requests: number };
}

/** Windows of a run without a set length, before two neighbors become one each. */
const MOST_WINDOWS = 400;

/**
 * One replication, from an empty platform on: its windows, in order, without a gap. Depends on
 * nothing but its argument. Cost some 70–100 ns for each event, and memory for each user and
 * each request under way (about 90 bytes).
 */
export function replicate(task: Replication): readonly Window[] {
  const { platform, load, until } = task;
  const pools = platform.pool
    ? (platform.api.replicas ?? 1) * (1 + (platform.database.readReplicas ?? 0))
    : 0;
  const most = load.profile.points.reduce((users, { value }) => Math.max(users, value), 0);
  const requests = new RequestTable(CLIENT_SLOTS + pools, load.kind === "closed" ? most : 1000);
  const sources = randomSources(task.seed, task.replication, platform.endpoints.length);
  const cacheTimes = platform.endpoints.map(({ cache }, i) =>
    cache
      ? new Draws((sources.endpoints[i] as (typeof sources.endpoints)[0]).cacheTime, cache.time)
      : null,
  );
  const backend = new Backend(
    platform,
    requests,
    CLIENT_SLOTS,
    (endpoint) => cacheTimes[endpoint]?.next() ?? 0,
  );
  const recorder = new Recorder(platform.endpoints.length);
  const clients = new Clients(platform, load, sources, requests, backend, recorder);
  backend.connect(clients);
  const close = windowCloser(requests, clients, backend, recorder);

  const endTime = "time" in until ? until.time : Number.POSITIVE_INFINITY;
  const endCount = "requests" in until ? until.requests : Number.POSITIVE_INFINITY;
  let windows: Window[] = [];
  let length = task.window;
  let start = 0;
  clients.start();
  while (start < endTime) {
    const end = windowEnd(windows.length + 1, length, endTime);
    runUntil(end, endCount, requests, clients, backend, recorder);
    if (recorder.ended >= endCount) {
      const { now } = requests;
      const rest = close(start, now);
      const last = windows.at(-1);
      if (now > start || !last) return [...windows, rest];
      return [...windows.slice(0, -1), mergeWindows([last, rest])];
    }
    windows.push(close(start, end));
    start = end;
    if (endTime === Number.POSITIVE_INFINITY && windows.length === MOST_WINDOWS) {
      windows = halved(windows);
      length *= 2;
    }
  }
  return windows;
}

/**
 * Lets happen what is due before a time, or until so many requests have ended. A function of its
 * own and short, so that the compiler has room to draw into it what it calls.
 */
function runUntil(
  end: Seconds,
  endCount: number,
  requests: RequestTable,
  clients: Clients,
  backend: Backend,
  recorder: Recorder,
): void {
  const { calendar } = requests;
  while (recorder.ended < endCount) {
    const slot = calendar.first();
    const due = slot === NO_SLOT ? Number.POSITIVE_INFINITY : calendar.timeOf(slot);
    // On a tie the stations come first.
    if (backend.nextEnd <= due) {
      if (backend.nextEnd >= end) return;
      requests.now = backend.nextEnd;
      backend.endAtStation();
      continue;
    }
    if (due >= end) return;
    requests.now = due;
    calendar.removeFirst(slot);
    const kind = requests.kind[slot] as number;
    if (kind <= LAST_OF_CLIENTS) clients.wake(kind, slot);
    else backend.wake(kind, slot);
  }
}

/** From the number of windows, so that no rounding adds up, nor leaves a sliver at the end. */
function windowEnd(count: number, length: Seconds, endTime: Seconds): Seconds {
  const end = count * length;
  return end > endTime - length / 1e6 ? endTime : end;
}

function halved(windows: readonly Window[]): Window[] {
  return windows.flatMap((window, i) =>
    i % 2 === 0 ? [mergeWindows([window, windows[i + 1] as Window])] : [],
  );
}

/** Reads off what has come to every counter since the last window. */
function windowCloser(
  requests: RequestTable,
  clients: Clients,
  backend: Backend,
  recorder: Recorder,
) {
  const stations = platformStations(backend);
  const read = () => ({
    stations: stations.map((station) => station.read()),
    userTime: clients.userTime,
    requestTime: clients.requestTime,
    retries: clients.retries,
    events: stations.reduce((sum, { events }) => sum + events(), backend.delayEvents),
  });
  let before = read();
  return (start: Seconds, end: Seconds): Window => {
    requests.now = end;
    clients.advance();
    clients.advanceUsers();
    backend.advance();
    const after = read();
    const window = {
      start,
      end,
      endpoints: recorder.close(),
      stations: after.stations.map((station, i) =>
        since(station, before.stations[i] as StationWindow),
      ),
      userTime: after.userTime - before.userTime,
      requestTime: after.requestTime - before.requestTime,
      retries: after.retries - before.retries,
      events: after.events - before.events,
    };
    before = after;
    return window;
  };
}

function since(after: StationWindow, before: StationWindow): StationWindow {
  return {
    ended: after.ended - before.ended,
    jobTime: after.jobTime - before.jobTime,
    waitingTime: after.waitingTime - before.waitingTime,
    busyTime: after.busyTime - before.busyTime,
  };
}
