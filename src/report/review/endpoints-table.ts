import type { Campaign, EndpointLevel } from "../../measurement/campaign.ts";
import { endpointName } from "../../measurement/endpoint-name.ts";
import { rowsBy } from "../../measurement/level-key.ts";
import { timeKind as kindOf } from "../../measurement/time-kind.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatShare } from "../../wording/format-share.ts";
import { formatCount } from "../../wording/format-users.ts";
import { type Block, paragraph, table } from "../document/document.ts";

/** Most endpoints that the report itself lists. */
const MOST = 14;

/** Each endpoint at its lightest and heaviest measured load, and where most of it failed. */
export function endpointsTable({ endpoints }: Campaign): readonly Block[] {
  if (endpoints.length === 0) return [];
  const byName = [...rowsBy(endpoints, endpointName)];
  const timed = byName.filter(([, rows]) =>
    rows.some((row) => row.responseTime[kindOf(rows)] !== undefined),
  );
  const kinds = new Set(timed.map(([, rows]) => kindOf(rows)));
  const called = kinds.size > 1 ? "Mean or median" : kinds.has("mean") ? "Mean" : "Median";
  const summaries = byName
    .map(([name, rows]) => summaryOf(name, rows))
    .toSorted((a, b) => b.weight - a.weight);
  const rest = summaries.length - MOST;
  return [
    table(
      [
        "Endpoint",
        `${called}, lightest load`,
        `${called}, heaviest load`,
        "Slower by",
        "P95 there",
        "Failed most",
      ],
      summaries.slice(0, MOST).map(({ cells }) => cells),
    ),
    ...(rest > 0
      ? [paragraph(`${rest} more endpoints with fewer requests are in the files.`)]
      : []),
  ];
}

function summaryOf(name: string, rows: readonly EndpointLevel[]) {
  const kind = kindOf(rows);
  const timeOf = ({ responseTime }: EndpointLevel) => responseTime[kind];
  const timed = rows
    .filter((row) => timeOf(row) !== undefined)
    .toSorted((a, b) => a.users - b.users);
  const [light, heavy] = [timed[0], timed.at(-1)];
  const requests = rows.map((row) => row.requests ?? 0);
  const pair = light !== undefined && heavy !== undefined && light.users < heavy.users;
  const ratio = pair ? (timeOf(heavy) ?? 0) / (timeOf(light) ?? 1) : null;
  const p95 = heavy?.responseTime.p95;
  return {
    weight: Math.max(0, ...requests),
    cells: [
      name,
      pair ? timeCell(light, timeOf(light)) : "–",
      heavy === undefined ? "–" : timeCell(heavy, timeOf(heavy)),
      ratio === null ? "–" : `× ${formatNumber(ratio, 2)}`,
      p95 === undefined ? "–" : formatDuration(p95),
      failedMost(rows),
    ],
  };
}

function timeCell(row: EndpointLevel, time = 0): string {
  const about = row.quality === "estimated" ? "about " : "";
  const guessed = row.quality === "estimated" ? ", estimated" : "";
  return `${about}${formatDuration(time)} at ${formatCount(row.users)}${guessed}`;
}

function failedMost(rows: readonly EndpointLevel[]): string {
  const counted = rows.flatMap(({ users, requests, failures }) =>
    requests === undefined || requests === 0 || failures === undefined
      ? []
      : [{ users, requests, failures }],
  );
  if (counted.length === 0) return "–";
  const worst = counted.reduce((a, b) =>
    b.failures / b.requests > a.failures / a.requests ? b : a,
  );
  if (worst.failures === 0) return "none";
  return `${formatCount(worst.failures)} of ${formatCount(worst.requests)} (${formatShare(worst.failures / worst.requests)}) at ${formatCount(worst.users)}`;
}
