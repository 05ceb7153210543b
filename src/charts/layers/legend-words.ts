import type { Level } from "../../measurement/campaign.ts";
import type { ChanceInterval } from "../../measurement/chance-interval.ts";
import type { CurvePoint, PlanResult } from "../../planning/plan/plan-result.ts";
import { shownLevels } from "../../planning/plan/shown-levels.ts";
import type { Estimate } from "../../stats/estimate.ts";
import { isDashed } from "./curve-layers.ts";
import { measuredRows } from "./measured-layers.ts";
import { pointsWithin } from "./points-within.ts";

/** How to read fitted curves: "Line: fitted, shaded: 90 % interval."; dashes only where there are any. */
export function curveWords(
  { points }: Pick<PlanResult, "points">,
  picks: readonly ((point: CurvePoint) => Estimate)[],
  domain: readonly [number, number],
  fitted = "fitted",
): string {
  const shown = pointsWithin(points, domain);
  const dashed = picks.some((pick) => shown.some((point) => isDashed(pick(point))));
  const line = picks.length > 1 ? "Lines" : "Line";
  const rest = dashed ? ", dashed: outside the measured loads" : "";
  return `${line}: ${fitted}, shaded: 90 % interval${rest}`;
}

/** How to read what was measured: dots, their bars, hollow dots and diamonds, as far as they are drawn. */
export function measuredWords(
  plan: PlanResult,
  picks: readonly ((level: Level) => number | undefined)[],
  chances: readonly ((level: Level) => ChanceInterval | null)[] = [],
  colors = "",
): string {
  const rows = picks.flatMap((pick) => measuredRows(plan, pick));
  const has = (kind: (typeof rows)[number]["kind"]) => rows.some((row) => row.kind === kind);
  const bars = picks.some((pick, i) =>
    shownLevels(plan).some(
      (level) =>
        pick(level) !== undefined && level.quality === "measured" && chances[i]?.(level) != null,
    ),
  );
  if (rows.length === 0) return "Nothing measured.";
  const dots = has("measured") ? [`dots: measured${colors}`] : [];
  const words = [
    ...dots,
    ...(bars ? ["bars: chance alone (90 %), where longer than a dot"] : []),
    ...(has("estimated") ? ["hollow: only an estimate"] : []),
    ...(has("incident") ? ["diamond: incident, set apart"] : []),
  ].join(", ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
