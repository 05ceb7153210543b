/** Measured totals of the levels of production, with the noise of each. */
import { measuredRuns } from "../../calibration/figures.ts";
import { audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import type { ProductionFigure } from "./narrow-draw.ts";

/** A model of staging misses this much of production's figures whatever its speeds. */
const MISSED = 0.08;

/** Times whose repeats differ by that much more than the usual run's. */
export function productionFigures(
  levels: Campaign,
  noiseScale: number,
): readonly ProductionFigure[] {
  const runs = measuredRuns(levels, audit(levels), new Set());
  return runs.flatMap(({ users, figures }) =>
    figures.flatMap(({ quantity, endpoint, watched, errors, measured, known, repeat }) =>
      endpoint === null && watched === undefined && errors === undefined
        ? [{ users, quantity, measured, noise: Math.hypot(known, noiseScale * repeat, MISSED) }]
        : [],
    ),
  );
}
