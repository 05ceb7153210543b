import type { FittedCampaign } from "../fit/fit-campaign.ts";

/** Loads at which a curve is drawn. */
const CURVE_POINTS = 40;

/** Even steps up to where predictions stop, and every measured level. */
export function curveLoads(
  { campaign, search }: Pick<FittedCampaign, "campaign" | "search">,
  points = CURVE_POINTS,
): number[] {
  const step = Math.max(1, Math.ceil(search.maxUsers / points));
  const steps = Array.from(
    { length: Math.floor(search.maxUsers / step) },
    (_, i) => (i + 1) * step,
  );
  const loads = new Set([...steps, ...campaign.levels.map(({ users }) => users)]);
  return [...loads].sort((a, b) => a - b);
}
