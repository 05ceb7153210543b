/**
 * A curve with more points where it bends: between two loads that are far apart a line through
 * predicted points has corners at the knee, and a rate limit is one.
 */
import type { CurvePoint } from "../../limits/limits.ts";

export interface Refinement {
  /** Loads that are added at most. */
  readonly most: number;
  /** Times that the bends are looked for; each adds its part. */
  readonly rounds: number;
}

/** Turns below this, as a share of the picture's height, are not seen. */
const SEEN = 0.012;

/**
 * @param loads ascending
 * @param predict the curve at loads, in their order
 * @returns the curve at the loads and at those added, ascending
 */
export function refinedCurve(
  loads: readonly number[],
  predict: (loads: readonly number[]) => readonly CurvePoint[],
  { most, rounds }: Refinement,
): CurvePoint[] {
  let points = loads.length === 0 ? [] : [...predict(loads)];
  for (let round = 0; round < rounds; round++) {
    const added = loadsBetween(points, Math.floor(most / rounds));
    if (added.length === 0) break;
    points = [...points, ...predict(added)].sort((a, b) => a.users - b.users);
  }
  return points;
}

/** The middles of the gaps beside the sharpest turns. */
function loadsBetween(points: readonly CurvePoint[], most: number): number[] {
  const turns = turnsOf(points);
  const gaps = points.slice(1).flatMap((to, i) => {
    const from = points[i]?.users ?? 0;
    const load = Math.round((from + to.users) / 2);
    const turn = Math.max(turns[i] ?? 0, turns[i + 1] ?? 0);
    return load > from && load < to.users && turn > SEEN ? [{ load, turn }] : [];
  });
  return gaps
    .toSorted((a, b) => b.turn - a.turn)
    .slice(0, most)
    .map(({ load }) => load)
    .sort((a, b) => a - b);
}

/** How far each point lies off the line through its neighbors, in the heights of ln P95 and of throughput. */
function turnsOf(points: readonly CurvePoint[]): number[] {
  const curves = [
    points.map(({ responseTime }) => Math.log(Math.max(responseTime.p95.value, 1e-9))),
    points.map(({ throughput }) => throughput.value),
  ].map((values) => {
    const height = Math.max(...values) - Math.min(...values);
    return height > 0 ? values.map((value) => value / height) : [];
  });
  return points.map(({ users }, i) => {
    const [before, after] = [points[i - 1]?.users, points[i + 1]?.users];
    if (before === undefined || after === undefined) return 0;
    const share = (users - before) / (after - before);
    const off = curves.map((values) => {
      const [from = 0, at = 0, to = 0] = values.slice(i - 1, i + 2);
      return Math.abs(at - (from + share * (to - from)));
    });
    return Math.max(...off);
  });
}
