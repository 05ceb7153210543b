/** Picture 4: error rate against users, with the incident set apart from the trend. */

import type { Level } from "../measurement/campaign.ts";
import { errorRateByChance } from "../measurement/chance-interval.ts";
import { keyOfLevel } from "../measurement/level-key.ts";
import { refusalLaw } from "../measurement/refusals/refusal-law.ts";
import { isIncident } from "../planning/plan/is-incident.ts";
import type { CurvePoint, PlanResult } from "../planning/plan/plan-result.ts";
import { shownLevels } from "../planning/plan/shown-levels.ts";
import { formatShare, formatShareBound } from "../wording/format-share.ts";
import { formatCount, formatUsers } from "../wording/format-users.ts";
import { inList } from "../wording/wording.ts";
import { boundRules } from "./layers/bound-rules.ts";
import { chartFrame } from "./layers/chart-frame.ts";
import { chartLayout } from "./layers/chart-layout.ts";
import type { ChartSpec } from "./layers/chart-spec.ts";
import { curveLayers } from "./layers/curve-layers.ts";
import { incidentNotes } from "./layers/incident-notes.ts";
import { curveWords, measuredWords } from "./layers/legend-words.ts";
import { measuredLayers, measuredRows } from "./layers/measured-layers.ts";
import { plotObstacles } from "./layers/plot-obstacles.ts";
import { rightLabelObstacles, rightLabels } from "./layers/right-labels.ts";
import { type ChartOptions, chartTheme } from "./layers/theme.ts";
import { usersChannel, usersDomain } from "./layers/users-axis.ts";

/** Below this share the scale is linear, so that a level without errors has a place. */
const LINEAR_BELOW = 0.0001;

export function errorChart(plan: PlanResult, options: ChartOptions = {}): ChartSpec {
  const layout = chartLayout(options.size);
  const theme = chartTheme(options.theme, layout);
  const { plotWidth, plotHeight } = layout;
  const domain = usersDomain(plan);
  const rate = (point: CurvePoint) => point.errorRate;
  const shown = plan.points.filter(({ users }) => users <= domain[1]);
  const top =
    1.5 *
    Math.max(
      plan.policy.redLine.errorRate,
      ...shown.map((point) => rate(point).high),
      ...measuredRows(plan, errorRateOf).map((row) => row.value),
    );
  const x = usersChannel(domain);
  const y = {
    field: "value",
    type: "quantitative",
    scale: { type: "symlog", constant: LINEAR_BELOW, domain: [0, top], nice: false, clamp: true },
    axis: {
      title: "requests that fail",
      values: [0, 0.0001, 0.001, 0.01, 0.1, 1].filter((tick) => tick <= top),
      labelExpr: "format(datum.value * 100, '~r') + ' %'",
    },
  };
  const position = (value: number) =>
    plotHeight * (1 - Math.log1p(value / LINEAR_BELOW) / Math.log1p(top / LINEAR_BELOW));
  const bounds = plan.policy.zones.map(({ name, errorRate }) => ({ name, errorRate }));
  const boundNames = bounds.map(({ name, errorRate }) => ({
    y: position(errorRate),
    text: `${name} to ${formatShareBound(errorRate)}`,
    color: theme.muted,
  }));
  const across = bounds.map(({ errorRate }) => errorRate);
  const obstacles = plotObstacles(
    plan,
    (point) => rate(point).value,
    errorRateOf,
    across,
    { domain, position, height: plotHeight },
    layout,
    errorRateByChance,
  );
  const labelled = { width: plotWidth, height: plotHeight, obstacles, halo: theme.background };
  const valueAt = (users: number) => {
    const level = shownLevels(plan).find((one) => one.users === users);
    return level === undefined ? undefined : errorRateOf(level);
  };
  return {
    ...chartFrame(
      theme,
      {
        title: errorsSentence(plan),
        subtitle: [
          `${curveWords(plan, [rate], domain, fittedWords(plan))}.`,
          measuredWords(plan, [errorRateOf], [errorRateByChance]),
          "Dotted: error bounds of the zones. Scale linear below 0.01 %, logarithmic above.",
          ...aboveFit(plan),
        ].join(" "),
      },
      layout,
    ),
    width: plotWidth,
    height: plotHeight,
    layer: [
      boundRules(across, { y }, theme),
      ...curveLayers(plan.points, rate, domain, { x, y }, { color: theme.series[0] }),
      ...measuredLayers(plan, errorRateOf, { x, y }, theme, theme.ink, errorRateByChance),
      ...incidentNotes(
        plan,
        valueAt,
        {
          position,
          place: (users) => (users / domain[1]) * plotWidth,
          obstacles: [...obstacles, ...rightLabelObstacles(boundNames, labelled, layout)],
          width: plotWidth,
          height: plotHeight,
        },
        theme,
        layout,
      ),
      ...rightLabels(boundNames, labelled, layout),
    ],
  };
}

function fittedWords({ audit }: PlanResult): string {
  return audit.incidents.length > 0 ? "fitted without incidents" : "fitted";
}

function errorRateOf({ requests, failures }: Level): number | undefined {
  return requests === undefined || failures === undefined || requests === 0
    ? undefined
    : failures / requests;
}

/** Says which levels failed more often than fit and chance explain: a picture must not hide them. */
function aboveFit(plan: PlanResult): readonly string[] {
  const { points, audit } = plan;
  const above = shownLevels(plan).filter((level) => {
    const fitted = points.find(({ users }) => users === level.users);
    const least = errorRateByChance(level)?.low;
    if (fitted === undefined || least === undefined) return false;
    return !isIncident(audit, level) && least > fitted.errorRate.high;
  });
  if (above.length === 0) return [];
  const counts = above.map(
    ({ users, failures = 0, requests = 0 }) =>
      `${formatCount(failures)} of ${formatCount(requests)} requests at ${formatUsers(users)}`,
  );
  return [`More failed than fit and chance explain: ${inList(counts)}.`];
}

/** What the picture shows: how many requests failed, incidents apart. */
export function errorsSentence(plan: PlanResult): string {
  const levels = shownLevels(plan).flatMap((level) => {
    const rate = errorRateOf(level);
    const incident = isIncident(plan.audit, level);
    return rate === undefined ? [] : [{ users: level.users, rate, incident }];
  });
  const usual = levels.filter(({ incident }) => !incident);
  if (usual.length === 0) return "No error rate was measured outside incidents";
  const worst = usual.reduce((a, b) => (b.rate > a.rate ? b : a));
  const refused = refusedWords(plan);
  const set = levels.filter(({ incident }) => incident);
  const apart = set.map((one) => `${formatShare(one.rate)} at ${formatUsers(one.users)}`);
  const rest =
    worst.rate === 0
      ? "no request failed"
      : `at most ${formatShare(worst.rate)} failed, at ${formatUsers(worst.users)}`;
  return set.length === 0
    ? `${rest.charAt(0).toUpperCase()}${rest.slice(1)}${refused}`
    : `Apart from the incident (${apart.join(", ")}) ${rest}${refused}`;
}

/** What a rate limit turned away is no failure in this picture, and nobody should think it was not there. */
function refusedWords({ campaign }: PlanResult): string {
  const { rateLimit, limited } = refusalLaw(campaign);
  if (rateLimit?.counts !== "refusals") return "";
  const shares = campaign.levels.flatMap((level) => {
    const share = limited.get(keyOfLevel(level));
    return share === undefined ? [] : [{ users: level.users, share }];
  });
  if (shares.length === 0) return "";
  const most = shares.reduce((a, b) => (b.share > a.share ? b : a));
  return `; a rate limit refused up to ${formatShare(most.share)}, at ${formatUsers(most.users)}`;
}
