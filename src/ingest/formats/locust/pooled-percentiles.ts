import type { ResponseTimes } from "../../../measurement/campaign.ts";
import { keysOf } from "../../../record.ts";
import type { Seconds, Share } from "../../../units.ts";
import { present } from "../present.ts";

/** Percentiles of the requests of one window. */
export interface WindowPercentiles {
  readonly requests: number;
  readonly responseTime: ResponseTimes;
}

const shares = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const;

/** Requests above a percentile: below so many in a window, and in all of them, it is noise. */
const leastInWindow = 5;
const leastInAll = 10;

/** Halvings of the range of ln t: to a billionth. */
const STEPS = 60;

/**
 * Percentiles of the requests of several windows together, of those of each: where the share of all
 * that is faster, an average of the windows' own shares, is what is asked. Between and beyond the
 * percentiles of a window its times follow a Weibull law. Exact for such times; one window's own
 * percentiles stay as they are.
 */
export function pooledPercentiles(windows: readonly WindowPercentiles[]): ResponseTimes {
  const filled = windows.filter(({ requests }) => requests > 0);
  const all = filled.reduce((sum, { requests }) => sum + requests, 0);
  const laws = filled.map(({ requests, responseTime }) => ({
    weight: requests / all,
    points: pointsOf(responseTime),
  }));
  if (laws.length === 0 || laws.some(({ points }) => points.length === 0)) return {};
  const known = laws.flatMap(({ points }) => points.map(({ log }) => log));
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const faster = (log: number): Share =>
    laws.reduce((sum, { weight, points }) => sum + weight * shareBelow(points, log), 0);
  const read = (name: keyof typeof shares): Seconds | undefined => {
    const above = 1 - shares[name];
    if (!filled.every((one) => one.requests * above >= leastInWindow)) return undefined;
    if (!filled.every((one) => (one.responseTime[name] ?? 0) > 0)) return undefined;
    if (all * above < leastInAll) return undefined;
    const only = filled.length === 1 ? filled[0]?.responseTime[name] : undefined;
    if (only !== undefined) return only;
    let [low, high] = [least, most];
    for (let step = 0; step < STEPS; step++) {
      const middle = (low + high) / 2;
      if (faster(middle) < shares[name]) low = middle;
      else high = middle;
    }
    return Math.exp(high);
  };
  return present<ResponseTimes>({
    p50: read("p50"),
    p90: read("p90"),
    p95: read("p95"),
    p99: read("p99"),
  });
}

/** A percentile as a point of a line: ln t, and ln(−ln(1 − p)). */
interface Point {
  readonly log: number;
  readonly hazard: number;
}

/** Ascending in time; of percentiles that are rounded to the same time the highest. */
function pointsOf(times: ResponseTimes): readonly Point[] {
  const points = keysOf(shares).flatMap((name) => {
    const time = times[name];
    if (time === undefined || !(time > 0)) return [];
    return [{ log: Math.log(time), hazard: Math.log(-Math.log(1 - shares[name])) }];
  });
  return points.filter(({ log }, at) => points.slice(at + 1).every((later) => later.log > log));
}

function shareBelow(points: readonly Point[], log: number): Share {
  const at = points.findIndex((point) => point.log >= log);
  const end = at < 0 ? points.length - 1 : Math.max(1, at);
  const [a, b] = [points[end - 1], points[end]];
  if (a === undefined || b === undefined) return (points[0]?.log ?? 0) <= log ? 1 : 0;
  const slope = (b.hazard - a.hazard) / (b.log - a.log);
  return 1 - Math.exp(-Math.exp(a.hazard + slope * (log - a.log)));
}
