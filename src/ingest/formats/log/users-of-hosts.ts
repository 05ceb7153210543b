/** Users of several load machines, each of which reports its own threads. */
import type { UsersAt } from "./mean-users.ts";

/** The most active threads that one machine reported within a second. */
export interface HostThreads {
  /** Whole unix second. */
  readonly time: number;
  readonly host: string;
  readonly threads: number;
}

/** Threads of all machines together, each carried on while it is silent; ascending in time. */
export function usersOfHosts(reports: readonly HostThreads[]): UsersAt[] {
  const threads = new Map<string, number>();
  const timeline: UsersAt[] = [];
  for (const [at, report] of reports.entries()) {
    threads.set(report.host, report.threads);
    if (reports[at + 1]?.time === report.time) continue;
    let users = 0;
    for (const count of threads.values()) users += count;
    timeline.push({ time: report.time, users });
  }
  return timeline;
}
