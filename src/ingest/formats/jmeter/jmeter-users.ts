/** How many users a JMeter log had. */

import { type UserSpan, type UsersAt, usersOfSpans } from "../log/mean-users.ts";
import { usersKnown } from "../log/users-known.ts";
import { type HostThreads, usersOfHosts } from "../log/users-of-hosts.ts";
import type { JmeterSample } from "./jmeter-sample.ts";

/** Threads of all machines together, second by second. */
export function threadsOverTime(samples: readonly JmeterSample[]): UsersAt[] {
  const most = new Map<string, HostThreads>();
  for (const { end, host, allThreads } of samples) {
    if (allThreads === null) continue;
    const time = Math.floor(end);
    const key = `${time} ${host}`;
    const known = most.get(key)?.threads ?? 0;
    most.set(key, { time, host, threads: Math.max(known, allThreads) });
  }
  return usersOfHosts([...most.values()].sort((a, b) => a.time - b.time));
}

export interface UsersOfLog {
  /** Null where the timeline tells. */
  readonly users: number | null;
  readonly from: string;
  readonly timeline: readonly UsersAt[];
}

/**
 * Where the users of a log are found: in its counts of threads, else in the names of its threads, each
 * present from its first start to its last end, or elsewhere.
 *
 * @param spans of the threads by name; null where not every row names its thread
 */
export function usersOfLog(
  file: string,
  counted: readonly UsersAt[],
  spans: readonly UserSpan[] | null,
  stated: number | undefined,
): UsersOfLog {
  if (counted.length > 0) {
    return { users: null, from: "in the file (allThreads)", timeline: counted };
  }
  if (stated === undefined && spans !== null) {
    const from = "in the file (threads by name)";
    return { users: null, from, timeline: usersOfSpans(spans) };
  }
  return { ...usersKnown(file, stated), timeline: [] };
}

/** From first start to last end of each thread by name; null where not every row names its thread. */
export function spansOf(samples: readonly JmeterSample[]): readonly UserSpan[] | null {
  const spans = new Map<string, { first: number; last: number }>();
  for (const { end, responseTime, host, thread } of samples) {
    if (thread === "") return null;
    const [key, first] = [`${host} ${thread}`, end - responseTime];
    const known = spans.get(key);
    if (known === undefined) spans.set(key, { first, last: end });
    else {
      known.first = Math.min(known.first, first);
      known.last = Math.max(known.last, end);
    }
  }
  return [...spans.values()];
}
