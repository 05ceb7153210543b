/**
 * The loads that a generator held while monitoring watched: its own gauge of users, scraped beside the
 * counters of the system, tells which points belong to which load.
 *
 * Sources: containersol/locust_exporter and the exporters of locust-plugins (`locust_users`); grafana/k6,
 * Prometheus remote write (`k6_vus`); kolesnikovm/jmeter-prometheus-plugin (`jmeter_threads`).
 */
import { entryAt } from "../../../entry-at.ts";
import type { Seconds } from "../../../units.ts";
import { defaultWarmUp } from "../log/steady-levels.ts";

export interface HeldUsers {
  readonly users: number;
  /** Unix seconds. */
  readonly start: number;
  readonly duration: Seconds;
  /** Seconds cut off before the window. */
  readonly warmUpCut: Seconds;
  readonly within: (time: number) => boolean;
}

type Points = readonly (readonly [time: number, value: number])[];

const gauges =
  /^(?:locust_users|locust_user_count|locust_requests_current_users|k6_vus|jmeter_threads|jmeter_active_threads|gatling_users_active)$/;

/** Whether a series tells the users of a load generator; of JMeter's threads those at work. */
export function tellsUsers(labels: ReadonlyMap<string, string>): boolean {
  const state = labels.get("state") ?? "active";
  return gauges.test(labels.get("__name__") ?? "") && state === "active";
}

/** A shorter window holds too few scrapes. */
const LEAST_WINDOW: Seconds = 30;
/** A plateau gives up this share of itself at most. */
const MOST_CUT = 1 / 3;
/** A longer gap between two points hides what the users were meanwhile. */
const WIDEST_STEP: Seconds = 300;

/** @param series of each generator or its parts, which add up; ascending in time */
export function heldUsers(
  series: readonly Points[],
  warmUp: Seconds = defaultWarmUp,
): readonly HeldUsers[] {
  const sums = new Map<number, number>();
  for (const [time, value] of series.flat()) sums.set(time, (sums.get(time) ?? 0) + value);
  const points = [...sums].toSorted(([a], [b]) => a - b);
  const held: HeldUsers[] = [];
  for (let i = 0, j = 0; i < points.length; i = j + 1) {
    const [from, users] = entryAt(points, i);
    j = i;
    while (follows(points[j], points[j + 1])) j++;
    const [to] = entryAt(points, j);
    const cut = Math.min(warmUp, (to - from) * MOST_CUT);
    const first = points.findIndex(([time], at) => at >= i && time >= from + cut);
    const [start] = entryAt(points, first);
    if (users < 1 || !Number.isInteger(users) || to - start < LEAST_WINDOW) continue;
    const within = (time: number) => time > start && time < to;
    held.push({ users, start, duration: to - start, warmUpCut: start - from, within });
  }
  return held;
}

function follows(before: Points[number] | undefined, after: Points[number] | undefined): boolean {
  if (before === undefined || after === undefined) return false;
  return after[1] === before[1] && after[0] - before[0] <= WIDEST_STEP;
}
