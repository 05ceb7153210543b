import type { Campaign, EndpointLevel, Level } from "../../measurement/campaign.ts";
import { endpointName } from "../../measurement/endpoint-name.ts";
import type { EndpointShare } from "../../platform/solve/endpoint-shares.ts";

const timeOf = ({ responseTime }: EndpointLevel) => responseTime.mean ?? responseTime.p50;

/**
 * The share of requests and of work of each endpoint, from the level that lists most of them
 * with response times. Work is requests × mean (or median) response time: an assumption, since a
 * response time contains waiting.
 */
export function endpointTable(campaign: Campaign): EndpointShare[] {
  const measured = campaign.endpoints.filter(
    (row) => row.quality === "measured" && row.requests !== undefined,
  );
  const byLevel = campaign.levels.map((level) => ({
    level,
    rows: measured.filter(
      (row) => row.users === level.users && row.run === level.run && timeOf(row) !== undefined,
    ),
  }));
  const best = byLevel.reduce<(typeof byLevel)[number] | null>(
    (most, one) => (most === null || one.rows.length > most.rows.length ? one : most),
    null,
  );
  if (best === null || best.rows.length === 0) return [];
  const listed = best.rows.map((row) => ({
    name: endpointName(row),
    requests: row.requests ?? 0,
    work: (row.requests ?? 0) * (timeOf(row) ?? 0),
    reads: /^(GET|HEAD)$/i.test(row.method),
  }));
  const whole = wholeOf(best.level, listed);
  return listed.map(({ name, requests, work, reads }) => ({
    name,
    reads,
    requests: requests / whole.requests,
    work: work / whole.work,
  }));
}

/** The level's own totals where they exceed what the table lists: tables are often cut. */
function wholeOf(
  level: Level,
  listed: readonly { readonly requests: number; readonly work: number }[],
): { readonly requests: number; readonly work: number } {
  const requests = listed.reduce((sum, row) => sum + row.requests, 0);
  const work = listed.reduce((sum, row) => sum + row.work, 0);
  const all = level.requests ?? requests;
  const mean = level.responseTime.mean;
  return {
    requests: Math.max(requests, all, 1),
    work: Math.max(work, mean === undefined ? work : all * mean, 1e-12),
  };
}
