import { byteAt, entryAt } from "../../entry-at.ts";
import type { Seconds } from "../../units.ts";
import {
  type Replication,
  type SimulatedSystem,
  simulatedSystem,
} from "../stations/simulated-system.ts";
import type { EndWatch } from "./end-watch.ts";
import * as kinds from "./event-kind.ts";
import * as slots from "./request-table.ts";
import { mergeWindows, type Window } from "./window.ts";
import { windowCloser } from "./window-closer.ts";

export type { Replication } from "../stations/simulated-system.ts";

// The compiler folds a constant of the file itself, none that is imported: here it is asked at every event.
const { LAST_OF_CLIENTS, LAST_OF_PLATFORM } = kinds;
const { NO_SLOT } = slots;

/** Windows of a run without a set length, before two neighbors become one each. */
const MOST_WINDOWS = 400;

/**
 * One replication, from an empty platform on: its windows, in order, without a gap. Depends on
 * nothing but its argument. Cost some 70–100 ns for each event, and memory for each user and
 * each request under way (about 90 bytes).
 *
 * @param stopped asked after each window: true ends the run there, with one window or more
 */
export function replicate(task: Replication, stopped?: () => boolean): readonly Window[] {
  const { until } = task;
  const system = simulatedSystem(task);
  const { requests, recorder } = system;
  const { watch } = system.walk;
  const close = windowCloser(system);

  const endTime = "time" in until ? until.time : Number.POSITIVE_INFINITY;
  const endCount = "requests" in until ? until.requests : Number.POSITIVE_INFINITY;
  let windows: Window[] = [];
  let length = task.window;
  let start = 0;
  system.clients.start();
  system.dynamics.start();
  while (start < endTime) {
    const end = windowEnd(windows.length + 1, length, endTime);
    runUntil(end, endCount, system, watch);
    if (recorder.ended >= endCount) {
      const { now } = requests;
      const rest = close(start, now);
      const last = windows.at(-1);
      if (now > start || !last) return [...windows, rest];
      return [...windows.slice(0, -1), mergeWindows([last, rest])];
    }
    windows.push(close(start, end));
    start = end;
    if (stopped?.()) return windows;
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
  { requests, clients, walk, recorder, dynamics }: SimulatedSystem,
  watch: EndWatch,
): void {
  const { calendar } = requests;
  while (recorder.ended < endCount) {
    const slot = calendar.first();
    const due = slot === NO_SLOT ? Number.POSITIVE_INFINITY : calendar.timeOf(slot);
    // On a tie the stations come first.
    if (watch.nextEnd <= due) {
      if (watch.nextEnd >= end) return;
      requests.now = watch.nextEnd;
      walk.endAtStation();
      continue;
    }
    if (due >= end) return;
    requests.now = due;
    calendar.removeFirst(slot);
    const kind = byteAt(requests.kind, slot);
    if (kind <= LAST_OF_CLIENTS) clients.wake(kind, slot);
    else if (kind <= LAST_OF_PLATFORM) walk.wake(kind, slot);
    else dynamics.wake(kind, slot);
  }
}

/** From the number of windows, so that no rounding adds up, nor leaves a sliver at the end. */
function windowEnd(count: number, length: Seconds, endTime: Seconds): Seconds {
  const end = count * length;
  return end > endTime - length / 1e6 ? endTime : end;
}

function halved(windows: readonly Window[]): Window[] {
  return windows.flatMap((window, i) =>
    i % 2 === 0 ? [mergeWindows([window, entryAt(windows, i + 1)])] : [],
  );
}
