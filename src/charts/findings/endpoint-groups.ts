/** Endpoints that slow down alike, by what was measured of them. */
import type { EndpointLevel } from "../../measurement/campaign.ts";
import { timeKind } from "../../measurement/time-kind.ts";
import type { Seconds } from "../../units.ts";

export interface EndpointTime {
  readonly users: number;
  readonly time: Seconds;
  readonly estimated: boolean;
  /** Over that at the endpoint's lightest load. */
  readonly ratio: number;
}

export interface EndpointSeries {
  readonly endpoint: string;
  /** Ascending in users, one a load. */
  readonly times: readonly EndpointTime[];
  /** How much it slows down from its lightest to its heaviest load; null where it was timed at one. */
  readonly slowdown: number | null;
}

/** Neighbors by slowdown that differ by less than this factor belong together. */
const APART = 1.2;

/** Fewer endpoints are told one by one. */
const LEAST_GROUPED = 3;

/** More would be no groups. */
const MOST_GROUPS = 4;

/** Those that were timed, the most slowed first; those with one load last. */
export function endpointSeries(rows: readonly EndpointLevel[]): readonly EndpointSeries[] {
  const nameOf = ({ method, path }: EndpointLevel) => `${method} ${path}`.trim();
  const names = [...new Set(rows.map(nameOf))];
  return names
    .map((endpoint): EndpointSeries => {
      const times = timesOf(rows.filter((row) => nameOf(row) === endpoint));
      const [first, last] = [times[0], times.at(-1)];
      const slowdown = times.length < 2 || !first || !last ? null : last.ratio;
      return { endpoint, times, slowdown };
    })
    .filter(({ times }) => times.length > 0)
    .toSorted((a, b) => (b.slowdown ?? -1) - (a.slowdown ?? -1));
}

/** Cut where neighbors differ most; each list in the order it came in, those without slowdown last. */
export function endpointGroups(
  series: readonly EndpointSeries[],
): readonly (readonly EndpointSeries[])[] {
  const told = series.filter(({ slowdown }) => slowdown !== null);
  const once = series.filter(({ slowdown }) => slowdown === null);
  const gaps = told
    .slice(1)
    .map((one, i) => ({ at: i + 1, gap: (told[i]?.slowdown ?? 0) / (one.slowdown ?? 1) }))
    .toSorted((a, b) => b.gap - a.gap)
    // A gap divides where it is not small beside the largest, too.
    .filter(({ gap }, _, [widest]) => gap > Math.max(APART, Math.sqrt(widest?.gap ?? 1)))
    .slice(0, told.length < LEAST_GROUPED ? 0 : MOST_GROUPS - 1);
  const cuts = [0, ...gaps.map(({ at }) => at).toSorted((a, b) => a - b), told.length];
  const groups = cuts.slice(1).map((to, i) => told.slice(cuts[i] ?? 0, to));
  return [...groups, once].filter((group) => group.length > 0);
}

/** One time a load: means where every row has one, else medians; of repeated runs the first. */
function timesOf(rows: readonly EndpointLevel[]): readonly EndpointTime[] {
  const timed = rows.filter(
    ({ responseTime: { mean, p50 } }) => mean !== undefined || p50 !== undefined,
  );
  const kind = timeKind(rows);
  const first = new Map<number, { users: number; time: number; estimated: boolean }>();
  for (const { users, responseTime, quality } of timed) {
    const time = responseTime[kind];
    if (time === undefined || first.has(users)) continue;
    first.set(users, { users, time, estimated: quality === "estimated" });
  }
  const times = [...first.values()].toSorted((a, b) => a.users - b.users);
  const [lightest] = times;
  return times.map((one) => ({
    ...one,
    estimated: one.estimated || lightest?.estimated === true,
    ratio: lightest === undefined || lightest.time === 0 ? 1 : one.time / lightest.time,
  }));
}
