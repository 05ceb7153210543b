/** The endpoints of a campaign as a platform model wants them: weights, kinds, and who is slow alone. */

import { areMany } from "../../../calibration/pooling/alike-endpoints.ts";
import type { Campaign, EndpointLevel } from "../../../measurement/campaign.ts";
import { endpointName } from "../../../measurement/endpoint-name.ts";
import { least, most } from "../../../measurement/extremes.ts";
import { keyOfLevel, rowsBy } from "../../../measurement/level-key.ts";
import type { EndpointKind } from "../../../platform/platform.ts";
import { lightRows } from "./light-rows.ts";
import { lightVariation } from "./light-variation.ts";
import { meanOverRequests } from "./mean-over-requests.ts";
import type { PlatformEndpoint } from "./platform-endpoint.ts";
import { rareEndpoints } from "./rare-endpoints.ts";

/** An endpoint that gains less than this share of what a request gains on average waits for nothing. */
export const BYSTANDER = 0.1;

/** Under load two groups wait for different things where they are this many times apart. */
const FAR_APART = 4;

/** Nothing can be told where requests on average gain less than this share of their time. */
const LEAST_SLOWDOWN = 1;

/** A model with more classes than this is slow to solve, and its smallest ones say nothing. */
const MOST_ENDPOINTS = 30;

/** Of a campaign with many (`areMany`) more endpoints than this share the work in steps of this factor. */
const TOLD_APART = 8;
const STEP = 2;

const reads = /^(?:GET|HEAD|OPTIONS)$/i;
const writes = /^(?:POST|PUT|PATCH|DELETE)$/i;

function kindOf(method: string): EndpointKind {
  if (writes.test(method)) return "write";
  return reads.test(method) ? "read" : "mixed";
}

/** By weight, the heaviest first; the lightest are put together, see `rareEndpoints`. */
export function platformEndpoints(campaign: Campaign): readonly PlatformEndpoint[] {
  const measured = campaign.endpoints.filter(
    ({ quality, requests = 0 }) => quality === "measured" && requests > 0,
  );
  const totals = totalsByLevel(campaign, measured);
  const all = [...totals.values()].reduce((a, b) => a + b, 0);
  const counts = new Map<string, { readonly row: EndpointLevel; own: number; of: number }>();
  for (const row of measured) {
    const known = counts.get(endpointName(row)) ?? { row, own: 0, of: 0 };
    counts.set(endpointName(row), known);
    known.own += row.requests ?? 0;
    known.of += totals.get(keyOfLevel(row)) ?? 0;
  }
  const slower = slowness(measured);
  const variation = lightVariation(measured);
  const bystanders = bystandersOf(measured);
  const every = [...counts].map(([name, { row, own, of }]): PlatformEndpoint => {
    const weight = Math.max(1, Math.round((own / of) * all));
    return {
      name,
      weight,
      kind: kindOf(row.method),
      slower: slower.get(name) ?? 1,
      variation: variation.get(name) ?? 1,
      bystander: bystanders.has(name),
    };
  });
  // Elsewhere each is held against its own figures, which a round step would miss by up to 40 %.
  const isGrouped = every.length > TOLD_APART && areMany(every.length, campaign.levels);
  if (isGrouped) {
    for (const [i, endpoint] of every.entries())
      every[i] = { ...endpoint, slower: onGrid(endpoint), variation: 1 };
  }
  const heaviest = every.toSorted((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1));
  if (heaviest.length > MOST_ENDPOINTS) {
    // The rare one that takes longest is what a planner asks about: it is not put with the others.
    const slowest = heaviest.reduce((a, b) => (b.slower > a.slower ? b : a));
    if (heaviest.indexOf(slowest) >= MOST_ENDPOINTS) {
      heaviest.splice(heaviest.indexOf(slowest), 1);
      heaviest.splice(MOST_ENDPOINTS - 1, 0, slowest);
    }
  }
  const [kept, rare] = [heaviest.slice(0, MOST_ENDPOINTS), heaviest.slice(MOST_ENDPOINTS)];
  const stepOf = ({ name, slower: step, bystander }: PlatformEndpoint) =>
    `${bystander} ${step} ${slower.has(name)}`;
  return [...(isGrouped ? atTheirMean(kept, stepOf, slower) : kept), ...rareEndpoints(rare)];
}

/**
 * Of many endpoints those on one step take what they take on average, weighted by their requests: a fit is
 * held against their mean (see `alikeRows`), which a round step would miss.
 */
function atTheirMean(
  endpoints: readonly PlatformEndpoint[],
  stepOf: (endpoint: PlatformEndpoint) => string,
  slower: ReadonlyMap<string, number>,
): readonly PlatformEndpoint[] {
  const means = new Map(
    [...rowsBy(endpoints, stepOf)].map(([step, same]) => {
      const weight = same.reduce((sum, one) => sum + one.weight, 0);
      const all = same.reduce((sum, one) => sum + one.weight * (slower.get(one.name) ?? 1), 0);
      return [step, all / weight];
    }),
  );
  return endpoints.map((one) => ({ ...one, slower: means.get(stepOf(one)) ?? one.slower }));
}

/** The nearest step, so that many endpoints are few kinds of work. */
function onGrid({ slower }: PlatformEndpoint): number {
  return slower > 0 ? STEP ** Math.round(Math.log(slower) / Math.log(STEP)) : slower;
}

/** Requests of each level that lists endpoints: its own count, or what is listed where that is more. */
function totalsByLevel(
  { levels }: Campaign,
  rows: readonly EndpointLevel[],
): ReadonlyMap<string, number> {
  const totals = new Map<string, number>();
  for (const row of rows) {
    totals.set(keyOfLevel(row), (totals.get(keyOfLevel(row)) ?? 0) + (row.requests ?? 0));
  }
  for (const level of levels) {
    const listed = totals.get(keyOfLevel(level));
    if (listed !== undefined) totals.set(keyOfLevel(level), Math.max(listed, level.requests ?? 0));
  }
  return totals;
}

/**
 * Endpoints that stay fast while the rest waits: they hardly slow down from the lightest to the
 * heaviest load that lists them, or, where the light load was not listed, take a small part of
 * the time of the others at the heaviest.
 */
function bystandersOf(rows: readonly EndpointLevel[]): ReadonlySet<string> {
  const found = slowdownBystanders(rows);
  const bystanders = found.size > 0 ? found : heavyLoadBystanders(rows);
  // Where all stay fast, as when the mix alone has changed, nothing tells who waits for what.
  return bystanders.size < new Set(rows.map(endpointName)).size ? bystanders : new Set();
}

/** Median where no mean was measured. */
const timeOf = ({ responseTime }: EndpointLevel) => responseTime.mean ?? responseTime.p50 ?? 0;

/**
 * The endpoints below the widest gap between response times at the heaviest listed load, where
 * the slowest of them is faster than the fastest of the rest by a large factor.
 */
function heavyLoadBystanders(rows: readonly EndpointLevel[]): ReadonlySet<string> {
  const timed = rows.filter((row) => timeOf(row) > 0);
  const heaviest = most(timed.map(({ users }) => users));
  if (timed.some(({ users, responseTime }) => users < heaviest && responseTime.mean)) {
    return new Set();
  }
  const ranked = timed
    .filter(({ users }) => users === heaviest)
    .toSorted((a, b) => timeOf(a) - timeOf(b));
  if (ranked.length < 2) return new Set();
  const gaps = ranked.slice(1).map((row, i) => timeOf(row) / timeOf(ranked[i] as EndpointLevel));
  const widest = most(gaps);
  if (widest < FAR_APART) return new Set();
  return new Set(ranked.slice(0, gaps.indexOf(widest) + 1).map(endpointName));
}

function slowdownBystanders(rows: readonly EndpointLevel[]): ReadonlySet<string> {
  const timed = rows.filter(({ responseTime }) => (responseTime.mean ?? 0) > 0);
  const loads = timed.map(({ users }) => users);
  const at = (users: number) => timed.filter((row) => row.users === users);
  const [light, heavy] = [at(least(loads)), at(most(loads))];
  const before = meanOverRequests(light);
  const gained = meanOverRequests(heavy) - before;
  if (!(gained > LEAST_SLOWDOWN * before)) return new Set();
  const [byName, heavyByName] = [rowsBy(light, endpointName), rowsBy(heavy, endpointName)];
  return new Set(
    [...byName].flatMap(([name, rows]) =>
      meanOverRequests(heavyByName.get(name) ?? []) - meanOverRequests(rows) < BYSTANDER * gained
        ? [name]
        : [],
    ),
  );
}

/**
 * Mean of each endpoint over the mean of all of them, where hardly anybody waits: one light load alone may
 * have a dozen requests of an endpoint.
 */
function slowness(rows: readonly EndpointLevel[]): ReadonlyMap<string, number> {
  const light = lightRows(rows.filter(({ responseTime }) => (responseTime.mean ?? 0) > 0));
  const byName = rowsBy(light, endpointName);
  if (byName.size < 2) return new Map();
  const all = meanOverRequests(light);
  return new Map([...byName].map(([name, own]) => [name, meanOverRequests(own) / all]));
}
