import { FREEDOM } from "../../calibration/hypothesis-misfit.ts";
import { entryAt } from "../../entry-at.ts";
import { type NoisyLog, pooled, type RunFigure } from "./level-figures.ts";

/** How much more or less two runs of this system differ than runs usually do. */
export interface Repeatability {
  /** Factor on the usual variance from run to run; 1 where nothing was repeated. */
  readonly variance: number;
  /** Degrees of freedom ν with which it is known. */
  readonly freedom: number;
  /** Repetitions beyond the first of each load, which told it. */
  readonly repeats: number;
}

/**
 * The usual repeatability, corrected by what repeated runs of one load show: the mean of a scaled
 * inverse χ² law that begins with the usual variance and as much freedom as residuals have (6).
 * Counting is taken off what differs; what is left below 0 counts as 0.
 *
 * Source: Gelman et al., Bayesian Data Analysis, 3rd ed. (CRC, 2013), §2.6, conjugate variance.
 */
export function repeatability(runs: readonly RunFigure[]): Repeatability {
  const groups = new Map<string, RunFigure[]>();
  for (const run of runs) groups.set(run.key, [...(groups.get(run.key) ?? []), run]);
  let sum = 0;
  let repeats = 0;
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const middle = pooled(group).log;
    const { known, repeat } = entryAt(group, 0);
    const squares = group.reduce((s, { log }) => s + (log - middle) ** 2, 0);
    const free = group.length - 1;
    sum += Math.max(squares - free * known, 0) / repeat;
    repeats += free;
  }
  const freedom = FREEDOM + repeats;
  return { variance: (FREEDOM + sum) / freedom, freedom, repeats };
}

/** Standard deviation of a difference of logarithms, and the freedom of its Student law (Satterthwaite). */
export function noiseOf(
  { known, repeat }: Pick<NoisyLog, "known" | "repeat">,
  { variance, freedom }: Repeatability,
): { readonly deviation: number; readonly freedom: number } {
  const ofRuns = repeat * variance;
  const total = known + ofRuns;
  // With counting alone the law is normal, which so much freedom is to any accuracy wanted.
  const most = 1e6;
  const free = ofRuns > 0 ? Math.min(freedom * (total / ofRuns) ** 2, most) : most;
  return { deviation: Math.sqrt(total), freedom: free };
}
