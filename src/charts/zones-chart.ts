/**
 * Picture 1, the one for the review: P95 against users with the policy's zones, the
 * fitted curve with its interval, what was measured, safe limit and breaking point.
 */

import type { CurvePoint, PlanResult } from "../planning/plan/plan-result.ts";
import { breakingSentence } from "../report/breaking-sentence.ts";
import { formatBound } from "../wording/format-duration.ts";
import { boundRules } from "./layers/bound-rules.ts";
import { chartFrame } from "./layers/chart-frame.ts";
import type { ChartSpec } from "./layers/chart-spec.ts";
import { curveLayers } from "./layers/curve-layers.ts";
import { incidentNotes } from "./layers/incident-notes.ts";
import { LIMIT_LABEL_HEIGHT, limitRules } from "./layers/limit-rules.ts";
import { measuredLayers, measuredRows } from "./layers/measured-layers.ts";
import { rightLabels } from "./layers/right-labels.ts";
import { CHART_HEIGHT, CHART_WIDTH, type ChartOptions, chartTheme } from "./layers/theme.ts";
import { timeChannel, timePosition, timeScale } from "./layers/time-axis.ts";
import { usersChannel, usersDomain } from "./layers/users-axis.ts";
import { zoneBands } from "./layers/zone-bands.ts";

export function zonesChart(plan: PlanResult, options: ChartOptions = {}): ChartSpec {
  const theme = chartTheme(options.theme);
  const domain = usersDomain(plan);
  const p95 = (point: CurvePoint) => point.responseTime.p95;
  const shown = plan.points.filter(({ users }) => users <= domain[1]);
  const measured = measuredRows(plan, (level) => level.responseTime.p95);
  const redLine = plan.policy.redLine.p95;
  const scale = timeScale(
    [
      ...shown.flatMap((point) => [p95(point).value, p95(point).high]),
      ...measured.map((row) => row.value),
      redLine,
    ],
    2,
  );
  const x = usersChannel(domain);
  const y = timeChannel(scale, "P95 response time", { grid: false });
  const inside = plan.policy.zones.filter((zone) => zone.p95 > scale.domain[0]);
  const boundNames = inside.map((zone) => ({
    y: timePosition(scale, CHART_HEIGHT, zone.p95),
    text: `${zone.name} to ${formatBound(zone.p95)}`,
    color: theme.muted,
  }));
  const position = (value: number) => timePosition(scale, CHART_HEIGHT, value);
  const valueAt = (users: number) =>
    plan.campaign.levels.find((level) => level.users === users)?.responseTime.p95;
  return {
    ...chartFrame(theme, {
      title: breakingSentence(plan),
      subtitle:
        "Line: fitted, shaded: 90 % interval, dashed: outside the measured loads. Dots: measured. Upright shaded strip: 90 % interval of the breaking point. Dotted: P95 bounds of the zones.",
      offset: LIMIT_LABEL_HEIGHT,
    }),
    width: CHART_WIDTH,
    height: CHART_HEIGHT,
    layer: [
      ...zoneBands(plan, domain, x, theme),
      boundRules(
        inside.map((zone) => zone.p95),
        { y },
        theme,
      ),
      ...limitRules(plan, domain, x, theme),
      ...curveLayers(plan.points, p95, domain, { x, y }, { color: theme.series[0] }),
      ...incidentNotes(
        plan,
        valueAt,
        { position, place: "foot", avoid: boundNames.map((bound) => bound.y) },
        domain,
        { x, y },
        theme,
      ),
      ...measuredLayers(plan, (level) => level.responseTime.p95, { x, y }, theme),
      ...rightLabels(boundNames, CHART_WIDTH, CHART_HEIGHT),
    ],
  };
}
