import { inLevel, inNumber, inPercent } from "../../wording/wording.ts";
import type { EndpointLevel } from "../campaign.ts";
import type { Finding } from "../finding.ts";
import { keyOfLevel, levelSet } from "../level-key.ts";
import { endpointsOfWholeRun } from "../level-note.ts";

import { type Evidence, type MeasuredLevel, placeOf } from "./evidence.ts";

/** Rows that miss less than this of the requests are all there: counts are copied a moment apart. */
const COMPLETE_WITHIN = 0.005;

/** A mean of means may be this far from the aggregate; each figure has three digits. */
const MEAN_TOLERANCE = 0.02;

const law = "A level is the sum of its endpoints: requests, failures, and mean·requests.";

/** Endpoint tables against their level. A table that lists some endpoints only is a note. */
export function endpointRows({ measured, campaign }: Evidence): readonly Finding[] {
  const rows = [...campaign.endpoints, ...campaign.failures, ...(campaign.telemetry ?? [])];
  const known = levelSet(campaign.levels);
  const astray = rows.filter((row) => !known.has(keyOfLevel(row)));
  const strays = [...new Set(astray.map(inLevel))].map(
    (name): Finding => ({
      code: "rows-without-level",
      severity: "warning",
      level: null,
      message: `${name}: there are endpoint, failure or telemetry rows but no such level.`,
      law,
      remedy: "Add the level, or correct users and run of these rows.",
    }),
  );
  return [...strays, ...measured.flatMap(againstLevel)];
}

function againstLevel({ level, endpoints }: MeasuredLevel): readonly Finding[] {
  const rows = endpoints.filter(({ quality }) => quality === "measured");
  const finding = (code: string, severity: Finding["severity"], message: string, remedy: string) =>
    ({ code, severity, ...placeOf(level), message, law, remedy }) as const;
  const findings: Finding[] = [];
  const check =
    "Check that table and level come from one test and that no endpoint is listed twice.";

  const requests = sum(rows, "requests");
  const share = level.requests ? requests / level.requests : 0;
  if (share > 1 + COMPLETE_WITHIN) {
    const message = `${inLevel(level)}: the endpoints add up to ${inNumber(requests)} requests, more than the level's ${inNumber(level.requests ?? 0)}.`;
    findings.push(finding("endpoints-exceed-level", "error", message, check));
  } else if (requests > 0 && share > 0 && share < 1 - COMPLETE_WITHIN) {
    const message =
      `${inLevel(level)}: the endpoint table covers ${inNumber(requests)} of ${inNumber(level.requests ?? 0)} requests ` +
      `(${inPercent(share)}); what the other endpoints take is not known.`;
    findings.push(
      finding("partial-endpoints", "note", message, "Import the full table of the load generator."),
    );
  }

  if (level.note.includes(endpointsOfWholeRun)) return findings;
  const failures = sum(rows, "failures");
  const all = level.failures ?? Number.POSITIVE_INFINITY;
  const complete = Math.abs(share - 1) <= COMPLETE_WITHIN;
  const counted = complete && rows.every((row) => row.failures !== undefined);
  if (failures > all || (counted && Number.isFinite(all) && failures < all)) {
    const message = `${inLevel(level)}: the endpoints add up to ${inNumber(failures)} failures, the level has ${inNumber(all)}.`;
    findings.push(finding("endpoint-failures-differ", "error", message, check));
  }

  const mean = complete ? meanOf(rows, requests) : undefined;
  const stated = level.responseTime.mean;
  if (mean !== undefined && stated !== undefined && Math.abs(mean / stated - 1) > MEAN_TOLERANCE) {
    const message = `${inLevel(level)}: the endpoints' means make a mean of ${inNumber(mean * 1000)} ms, the level has ${inNumber(stated * 1000)} ms.`;
    findings.push(finding("endpoint-mean-differs", "warning", message, check));
  }
  return findings;
}

function sum(rows: readonly EndpointLevel[], key: "requests" | "failures"): number {
  return rows.reduce((total, row) => total + (row[key] ?? 0), 0);
}

/** Mean over all requests; undefined unless every endpoint with requests has a mean. */
function meanOf(rows: readonly EndpointLevel[], requests: number): number | undefined {
  let total = 0;
  for (const { requests: n = 0, responseTime } of rows) {
    if (n === 0) continue;
    if (responseTime.mean === undefined) return undefined;
    total += n * responseTime.mean;
  }
  return total / requests;
}
