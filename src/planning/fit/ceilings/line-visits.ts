/** How often each endpoint stands in line, as their response times under load tell. */
import type { Campaign, EndpointLevel } from "../../../measurement/campaign.ts";
import { endpointName } from "../../../measurement/endpoint-name.ts";
import { rowsBy } from "../../../measurement/level-key.ts";
import { lightRows } from "../endpoints/light-rows.ts";
import { meanOverRequests } from "../endpoints/mean-over-requests.ts";
import { BYSTANDER } from "../endpoints/platform-endpoints.ts";
import { timedRows } from "../endpoints/timed-rows.ts";

/** By name of the endpoint, 1 at least. */
export type LineVisits = ReadonlyMap<string, number>;

/** A load tells of waiting where requests take this many times what they take at light load, on average. */
const WAITED = 1.2;

/** Who gains more than this many times what another one gains waits for something else. */
const MOST = 12;

/**
 * Who asks for a connection anew with each query, or whose queries wait in turn at the database, stands in line
 * once a query: under load a request of five queries gains five times what one of a single query gains, however long they
 * take. What each endpoint gains over light load by the least that one gains, as whole numbers: over all
 * loads at which requests wait, and at the load at which they differ most, since at heavier ones a line in which each
 * request stands once, for a connection, may hide it.
 *
 * @returns those that could be, each of some endpoint that waits twice or more; none where all wait alike
 */
export function lineVisits(campaign: Campaign): readonly LineVisits[] {
  const timed = timedRows(campaign);
  const light = lightRows(timed);
  const listed = rowsBy(light, endpointName);
  const idle = meanOverRequests(light);
  const heavy = [...rowsBy(timed, ({ users }) => String(users)).values()].filter(
    (rows) =>
      meanOverRequests(rows) > WAITED * idle && rowsBy(rows, endpointName).size === listed.size,
  );
  const waited = heavy.flatMap((rows) => visitsBy(gainedOver(rows, listed)));
  const summed = visitsBy(gainedOver(heavy.flat(), listed));
  const widest = waited.toSorted((a, b) => mostOf(b) - mostOf(a)).slice(0, 1);
  const [first, second] = [...summed, ...widest].filter((visits) => mostOf(visits) > 1);
  if (first === undefined) return [];
  return second === undefined || isSame(first, second) ? [first] : [first, second];
}

const mostOf = (visits: LineVisits) => Math.max(...visits.values());

const isSame = (a: LineVisits, b: LineVisits) =>
  a.size === b.size && [...a].every(([name, visits]) => b.get(name) === visits);

interface Gain {
  readonly name: string;
  readonly gained: number;
  readonly requests: number;
}

/** What requests of each endpoint take longer than at light load, s. */
function gainedOver(
  rows: readonly EndpointLevel[],
  light: ReadonlyMap<string, readonly EndpointLevel[]>,
): readonly Gain[] {
  return [...rowsBy(rows, endpointName)].flatMap(([name, own]) => {
    const idle = light.get(name);
    if (idle === undefined) return [];
    const requests = own.reduce((sum, one) => sum + (one.requests ?? 0), 0);
    return [{ name, requests, gained: meanOverRequests(own) - meanOverRequests(idle) }];
  });
}

/** At most one; none where fewer than two wait, or not in the same line. */
function visitsBy(gains: readonly Gain[]): readonly LineVisits[] {
  const all = gains.reduce((sum, { requests }) => sum + requests, 0);
  const mean = gains.reduce((sum, { requests, gained }) => sum + requests * gained, 0) / all;
  const waiting = gains.filter(({ gained }) => gained > BYSTANDER * mean);
  const least = Math.min(...waiting.map(({ gained }) => gained));
  const visits = new Map(waiting.map(({ name, gained }) => [name, Math.round(gained / least)]));
  return visits.size > 1 && mostOf(visits) <= MOST ? [visits] : [];
}
