/**
 * What may be at loads above all that were measured, where the measured ones do not reach the limits:
 * anything between a ceiling just above the largest measured throughput and nobody ever waiting. A fit
 * to such data rests on what was assumed there, and its intervals on that alone.
 */
import type { Observation } from "../measurement/observations.ts";
import type { Seconds } from "../units.ts";
import { largestThroughput } from "./hold-against-levels.ts";
import type { MeasuredLevels } from "./measured-levels.ts";

export type LevelFigure = "throughput" | "mean" | "p50" | "p90" | "p95" | "p99";

export interface Reach {
  readonly low: number;
  readonly high: number;
}

/**
 * Asymptotic bounds (Lazowska, Zahorjan, Graham & Sevcik, Quantitative System Performance, 1984, §5.2)
 * with the largest measured throughput X as the ceiling: from X to N/(Z + R₀), and from R₀ to N/X − Z.
 * Percentiles grow with the mean from those of the heaviest level.
 *
 * @param lightLoadCycle Z + R₀
 * @returns null at loads that were reached, where the data reach the limits, and where nothing is known
 */
export function unseenLoads(
  measured: MeasuredLevels,
  lightLoadCycle: Seconds,
): (users: number, figure: LevelFigure) => Reach | null {
  const { trusted, reachLimits } = measured;
  const heaviest = trusted.at(-1);
  const X = largestThroughput(measured)?.throughput;
  if (reachLimits || heaviest === undefined || X === undefined) return () => null;
  const limited = trusted.some((level) => level.limited !== undefined);
  const R0 = leastOf(trusted, "mean");
  const Z = R0 === null ? 0 : Math.max(0, lightLoadCycle - R0);
  const lastMean = heaviest.mean ?? heaviest.averageUsers / (heaviest.throughput ?? X) - Z;
  return (users, figure) => {
    if (users <= heaviest.users) return null;
    // A rate limit that was met lets no more in, however many more could be served.
    if (figure === "throughput" && limited) return null;
    if (figure === "throughput") return { low: X, high: users / lightLoadCycle };
    const low = leastOf(trusted, figure);
    const last = heaviest[figure];
    if (low === null || last === undefined || !(lastMean > 0)) return null;
    return { low, high: Math.max(last, (last / lastMean) * (users / X - Z)) };
  };
}

function leastOf(levels: readonly Observation[], figure: LevelFigure): number | null {
  const seen = levels.flatMap((level) => level[figure] ?? []);
  return seen.length === 0 ? null : Math.min(...seen);
}
