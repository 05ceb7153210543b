/**
 * What each level would have been predicted to show had it not been measured: the model is
 * fitted to the other levels only.
 */
import type { Posterior } from "./calibrate.ts";
import { fitAtPoolSize } from "./fit-at-pool-size.ts";
import { predictTargets, type Target } from "./misfit.ts";

/**
 * Predictions of the targets, in their order; null where too few others remain. All runs of a
 * level are left out together. The pool size stays at its best value: the others do not
 * determine it better without the level.
 */
export function leaveOneLevelOut(posterior: Posterior): (number | null)[] {
  const { targets, unknowns, best, noiseScale } = posterior;
  const levels = new Set(targets.map(({ observation }) => observation.users));
  const predictions = new Map<Target, number>();
  for (const users of levels) {
    const left = targets.filter(({ observation }) => observation.users === users);
    const others = targets.filter(({ observation }) => observation.users !== users);
    if (new Set(others.map(({ observation }) => observation.users)).size < 2) continue;
    const fit = fitAtPoolSize(unknowns, others, best.poolSize, [best.point], noiseScale);
    const predicted = predictTargets(unknowns, left, fit.point, best.poolSize);
    for (const [i, target] of left.entries()) predictions.set(target, predicted[i] as number);
  }
  return targets.map((target) => predictions.get(target) ?? null);
}
