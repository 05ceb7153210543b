import type { PlannedSettings } from "../../planning/verdict/planned-settings.ts";
import { commented, rounded } from "./export-target.ts";
import { errorShare, p95Query, requestRate } from "./prometheus-queries.ts";

const severities = { green: "info", yellow: "warning", orange: "critical" } as const;

/** An alert for the end of each zone, by P95 and by errors, and one where the rate limit comes near. */
export function prometheusRules(settings: PlannedSettings): string {
  const { policy, limits, recommendedRate, emptyZones } = settings;
  const { recommended, rateLimit } = limits;
  // What a single user is past would sound for ever.
  const left = policy.zones.filter(({ name }) => !emptyZones.includes(name));
  const zones = left.flatMap(({ name, p95, errorRate }) => [
    ...alert(`HeadroomPast${title(name)}P95`, `${p95Query} > ${exact(p95)}`, severities[name], [
      `P95 past ${rounded(p95)} s: the ${name} zone has ended.`,
    ]),
    ...alert(
      `HeadroomPast${title(name)}Errors`,
      `${errorShare} > ${exact(errorRate)}`,
      severities[name],
      [`More than ${rounded(100 * errorRate)} % errors: the ${name} zone has ended.`],
    ),
  ]);
  const near =
    recommendedRate === null
      ? []
      : alert(
          "HeadroomPastRecommended",
          `${requestRate} > ${rounded(recommendedRate)}`,
          "warning",
          [
            `More than the ${recommended.value} users that are recommended send${rateLimit.value === null ? "" : `; ${rateLimit.value} req/s are let in`}.`,
          ],
        );
  return [
    ...commented("#", settings, [
      "Zones are the policy's: P95 and errors, each past its bound for two minutes.",
      ...emptyZones.map(
        (name) => `No alert for the end of ${name}: a single user is past it already.`,
      ),
      "Metrics are named as Prometheus client libraries for HTTP servers do; rename them to yours:",
      "http_request_duration_seconds (histogram), http_requests_total (label code).",
    ]),
    "groups:",
    "  - name: headroom",
    "    rules:",
    ...zones,
    ...near,
    "",
  ].join("\n");
}

function alert(name: string, expression: string, severity: string, [summary = ""]: string[]) {
  return [
    `      - alert: ${name}`,
    `        expr: ${JSON.stringify(expression)}`,
    "        for: 2m",
    "        labels:",
    `          severity: ${severity}`,
    "        annotations:",
    `          summary: ${JSON.stringify(summary)}`,
  ];
}

const title = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

const exact = (value: number) => String(Number(value.toPrecision(6)));
