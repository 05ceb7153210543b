/** A Grafana dashboard on which the zones of the plan are drawn behind what is measured. */
import type { PlannedSettings } from "../../planning/verdict/planned-settings.ts";
import { visibleText } from "../../wording/visible-text.ts";
import { rounded } from "./export-target.ts";
import { errorShare, p95Query, requestRate } from "./prometheus-queries.ts";

/** Schema of dashboards since Grafana 9; later versions read it. */
const SCHEMA = 38;

const colors = { green: "green", yellow: "yellow", orange: "orange" } as const;

interface Step {
  readonly color: string;
  /** From here on; null: from the beginning. */
  readonly value: number | null;
}

/** P95 and errors with the end of each zone, and the request rate with what is recommended and let in. */
export function grafanaDashboard(settings: PlannedSettings): string {
  const { name, program, policy, limits, recommendedRate } = settings;
  const { recommended, rateLimit } = limits;
  const zones = (read: (zone: (typeof policy.zones)[number]) => number): readonly Step[] => {
    const ends = policy.zones.map(read);
    const begins = policy.zones.map((zone, i) => ({
      color: colors[zone.name],
      value: i === 0 ? null : (ends[i - 1] ?? null),
    }));
    return [...begins, { color: "red", value: ends.at(-1) ?? null }];
  };
  const rates: readonly Step[] = [
    { color: "green", value: null },
    ...(recommendedRate === null
      ? []
      : [{ color: "orange", value: Number(rounded(recommendedRate)) }]),
    ...(rateLimit.value === null ? [] : [{ color: "red", value: rateLimit.value }]),
  ].filter(({ value }, i, all) => i === 0 || (value ?? 0) > (all[i - 1]?.value ?? 0));
  const letIn =
    rateLimit.value === null ? "" : ` Red: past the rate limit of ${rateLimit.value} req/s.`;
  const panels = [
    panel(
      0,
      "P95 of response times",
      "s",
      p95Query,
      zones(({ p95 }) => p95),
      [
        `Zones of the policy: green to ${policy.zones.map(({ p95 }) => `${rounded(p95)} s`).join(", ")}, then red.`,
      ],
    ),
    panel(
      1,
      "Share of failed requests",
      "percentunit",
      errorShare,
      zones(({ errorRate }) => errorRate),
      ["Zones of the policy."],
    ),
    panel(2, "Requests per second", "reqps", requestRate, rates, [
      recommendedRate === null
        ? `No load is recommended.${letIn}`
        : `Orange: more than the ${recommended.value} users that are recommended send.${letIn}`,
    ]),
  ];
  const dashboard = {
    title: visibleText(`${name}: capacity zones`),
    description: visibleText(
      `${name}: written by ${program}, headroom export; not to be edited. Metrics are named as Prometheus client libraries for HTTP servers do; rename them to yours: http_request_duration_seconds (histogram), http_requests_total (label code).`,
    ),
    schemaVersion: SCHEMA,
    tags: ["headroom"],
    editable: true,
    refresh: "30s",
    time: { from: "now-6h", to: "now" },
    templating: {
      list: [{ name: "datasource", label: "Prometheus", type: "datasource", query: "prometheus" }],
    },
    panels,
  };
  return `${JSON.stringify(dashboard, null, 2)}\n`;
}

const source = { type: "prometheus", uid: "$datasource" } as const;

function panel(
  place: number,
  title: string,
  unit: string,
  expr: string,
  steps: readonly Step[],
  [description = ""]: readonly string[],
) {
  return {
    id: place + 1,
    type: "timeseries",
    ...{ title, description, datasource: source },
    gridPos: { x: 8 * place, y: 0, w: 8, h: 9 },
    targets: [{ refId: "A", datasource: source, expr }],
    fieldConfig: {
      defaults: {
        ...{ unit, min: 0 },
        thresholds: { mode: "absolute", steps },
        custom: { thresholdsStyle: { mode: "area" } },
      },
      overrides: [],
    },
  };
}
