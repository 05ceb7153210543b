/**
 * Picture 1, the one for the review: P95 against users with the policy's zones, the
 * fitted curve with its interval, what was measured, safe limit and breaking point.
 */

import type { Level } from "../measurement/campaign.ts";
import { percentileByChance } from "../measurement/chance-interval.ts";
import type { CurvePoint, PlanResult } from "../planning/plan/plan-result.ts";
import { shownLevels } from "../planning/plan/shown-levels.ts";
import { breakingSentence } from "../report/breaking-sentence.ts";
import { formatBound } from "../wording/format-duration.ts";
import { boundRules } from "./layers/bound-rules.ts";
import { chartFrame } from "./layers/chart-frame.ts";
import { chartLayout } from "./layers/chart-layout.ts";
import type { ChartSpec } from "./layers/chart-spec.ts";
import { curveLayers } from "./layers/curve-layers.ts";
import { incidentNotes } from "./layers/incident-notes.ts";
import { curveWords, measuredWords } from "./layers/legend-words.ts";
import { limitRules, stripWords } from "./layers/limit-rules.ts";
import { measuredLayers, measuredRows } from "./layers/measured-layers.ts";
import { outsideWords } from "./layers/outside-words.ts";
import { limitObstacles, plotObstacles } from "./layers/plot-obstacles.ts";
import { rightLabelObstacles, rightLabels } from "./layers/right-labels.ts";
import { type ChartOptions, chartTheme } from "./layers/theme.ts";
import { ticksFor, timeChannel, timePosition, timeScale } from "./layers/time-axis.ts";
import { usersChannel, usersDomain } from "./layers/users-axis.ts";
import { zoneBands, zoneObstacles } from "./layers/zone-bands.ts";

const p95 = (point: CurvePoint) => point.responseTime.p95;
const p95ByChance = (level: Level) => percentileByChance(level, "p95");
const measuredP95 = (level: Level) => level.responseTime.p95;

/** What the picture shows: where the red line is passed. */
export function zonesSentence(plan: PlanResult): string {
  return breakingSentence(plan);
}

/** A zone that ends below this share of its bound of P95 ends by something else. */
const WELL_BELOW = 0.9;

/** Whether the error rate ends a zone that is shown: the curve then lies below the bound at its edge. */
function endsByErrors({ zones, points, policy }: PlanResult, end: number): boolean {
  return zones.some(({ name, to }) => {
    const bound = policy.zones.find((zone) => zone.name === name)?.p95;
    const users = to?.value ?? null;
    if (bound === undefined || users === null || users > end) return false;
    const at = points.findLast((point) => point.users <= users);
    const next = points.find((point) => point.users > users) ?? at;
    const reached = Math.max(
      at === undefined ? 0 : p95(at).value,
      next === undefined ? 0 : p95(next).value,
    );
    return at !== undefined && reached < WELL_BELOW * bound;
  });
}

export function zonesChart(plan: PlanResult, options: ChartOptions = {}): ChartSpec {
  const layout = chartLayout(options.size);
  const theme = chartTheme(options.theme, layout);
  const { plotWidth, plotHeight: height } = layout;
  const domain = usersDomain(plan);
  const shown = plan.points.filter(({ users }) => users <= domain[1]);
  const scale = timeScale(
    [
      ...shown.flatMap((point) => [p95(point).value, p95(point).high]),
      ...measuredRows(plan, measuredP95).map((row) => row.value),
      plan.policy.redLine.p95,
    ],
    2,
  );
  const x = usersChannel(domain);
  const y = timeChannel({ ...scale, ticks: ticksFor(scale, height) }, "P95 response time", {
    grid: false,
  });
  const position = (value: number) => timePosition(scale, height, value);
  const inside = plan.policy.zones.filter((zone) => zone.p95 > scale.domain[0]);
  const bounds = inside.map((zone) => zone.p95);
  const boundNames = inside.map((zone) => ({
    y: position(zone.p95),
    text: `${zone.name} to ${formatBound(zone.p95)}`,
    color: layout.sideWidth === 0 ? theme.ink : theme.muted,
  }));
  const obstacles = [
    ...plotObstacles(
      plan,
      (point) => p95(point).value,
      measuredP95,
      bounds,
      { domain, position, height },
      layout,
      p95ByChance,
    ),
    ...limitObstacles(plan, { domain, position, height }, layout),
    ...zoneObstacles(plan, domain, layout),
  ];
  const labelled = { width: plotWidth, height, obstacles };
  const valueAt = (users: number) =>
    shownLevels(plan).find((level) => level.users === users)?.responseTime.p95;
  return {
    ...chartFrame(
      theme,
      {
        title: zonesSentence(plan),
        subtitle: [
          `${curveWords(plan, [p95], domain)}.`,
          measuredWords(plan, [measuredP95], [p95ByChance]),
          ...outsideWords(plan, [{ curve: p95, level: measuredP95, chance: p95ByChance }]),
          ...stripWords(plan, domain),
          ...(bounds.length === 0 ? [] : ["Dotted: P95 bounds of the zones."]),
          ...(endsByErrors(plan, domain[1])
            ? ["A zone ends where P95 or errors pass its bound."]
            : []),
        ].join(" "),
      },
      layout,
    ),
    width: plotWidth,
    height,
    layer: [
      ...zoneBands(plan, domain, x, theme, layout),
      boundRules(bounds, { y }, theme),
      ...limitRules(plan, domain, x, theme, layout),
      ...curveLayers(plan.points, p95, domain, { x, y }, { color: theme.series[0] }),
      ...measuredLayers(plan, measuredP95, { x, y }, theme, theme.ink, p95ByChance),
      ...incidentNotes(
        plan,
        valueAt,
        {
          position,
          place: (users) => (users / domain[1]) * plotWidth,
          obstacles: [...obstacles, ...rightLabelObstacles(boundNames, labelled, layout)],
          width: plotWidth,
          height,
        },
        theme,
        layout,
      ),
      ...rightLabels(boundNames, labelled, layout),
    ],
  };
}
