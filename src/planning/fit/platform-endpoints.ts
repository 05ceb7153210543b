/** The endpoints of a campaign as a platform model wants them: weights, kinds, and who is slow alone. */
import type { Campaign, EndpointLevel } from "../../measurement/campaign.ts";

export interface PlatformEndpoint {
  /** "GET /goals/" */
  readonly name: string;
  /** Requests counted over all measured levels. */
  readonly weight: number;
  readonly kind: "read" | "write";
  /** Whether the method told the kind. */
  readonly kindKnown: boolean;
  /** Mean response time at the lightest load over that of all requests there; 1 where unknown. */
  readonly slower: number;
  /** Stays fast while the others wait: it asks nothing of what is short. */
  readonly bystander: boolean;
}

/** An endpoint that gains less than this share of what a request gains on average waits for nothing. */
const BYSTANDER = 0.1;

/** Nothing can be told where requests on average gain less than this share of their time. */
const LEAST_SLOWDOWN = 1;

/** A model with more classes than this is slow to solve, and its smallest ones say nothing. */
const MOST_ENDPOINTS = 30;

const reads = /^(?:GET|HEAD|OPTIONS)$/i;
const writes = /^(?:POST|PUT|PATCH|DELETE)$/i;

/** By weight, the heaviest first; the lightest are put together as other reads and other writes. */
export function platformEndpoints(campaign: Campaign): readonly PlatformEndpoint[] {
  const measured = campaign.endpoints.filter(
    ({ quality, requests = 0 }) => quality === "measured" && requests > 0,
  );
  const weights = new Map<string, { readonly row: EndpointLevel; weight: number }>();
  for (const row of measured) {
    const known = weights.get(nameOf(row));
    if (known) known.weight += row.requests ?? 0;
    else weights.set(nameOf(row), { row, weight: row.requests ?? 0 });
  }
  const slower = slowness(measured);
  const bystanders = bystandersOf(measured);
  const all = [...weights].map(([name, { row, weight }]): PlatformEndpoint => {
    const kind = writes.test(row.method) ? "write" : "read";
    const kindKnown = reads.test(row.method) || writes.test(row.method);
    return {
      name,
      weight,
      kind,
      kindKnown,
      slower: slower.get(name) ?? 1,
      bystander: bystanders.has(name),
    };
  });
  const heaviest = all.toSorted((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1));
  return [...heaviest.slice(0, MOST_ENDPOINTS), ...others(heaviest.slice(MOST_ENDPOINTS))];
}

const nameOf = ({ method, path }: EndpointLevel) => `${method} ${path}`.trim();

/** Endpoints that hardly slow down from the lightest to the heaviest load, while the rest does. */
function bystandersOf(rows: readonly EndpointLevel[]): ReadonlySet<string> {
  const timed = rows.filter(({ responseTime }) => (responseTime.mean ?? 0) > 0);
  const loads = timed.map(({ users }) => users);
  const at = (users: number) => timed.filter((row) => row.users === users);
  const [light, heavy] = [at(Math.min(...loads)), at(Math.max(...loads))];
  const before = meanOf(light);
  const gained = meanOf(heavy) - before;
  if (!(gained > LEAST_SLOWDOWN * before)) return new Set();
  const own = (some: readonly EndpointLevel[], name: string) =>
    meanOf(some.filter((row) => nameOf(row) === name));
  const names = [...new Set(light.map(nameOf))];
  const slow = names.map((name) => own(heavy, name) - own(light, name));
  return new Set(names.filter((_, i) => (slow[i] ?? Number.NaN) < BYSTANDER * gained));
}

/** Over all requests; NaN where there are none. */
function meanOf(rows: readonly EndpointLevel[]): number {
  const count = rows.reduce((sum, { requests = 0 }) => sum + requests, 0);
  return (
    rows.reduce(
      (sum, { requests = 0, responseTime }) => sum + requests * (responseTime.mean ?? 0),
      0,
    ) / count
  );
}

/** Mean of each endpoint over the mean of all of them, at the lightest load that has means. */
function slowness(rows: readonly EndpointLevel[]): ReadonlyMap<string, number> {
  const timed = rows.filter(({ responseTime }) => (responseTime.mean ?? 0) > 0);
  const lightest = Math.min(...timed.map(({ users }) => users));
  const [first] = timed.filter(({ users }) => users === lightest);
  const light = timed.filter(({ users, run }) => users === lightest && run === first?.run);
  const count = light.reduce((sum, { requests = 0 }) => sum + requests, 0);
  const time = light.reduce(
    (sum, { requests = 0, responseTime }) => sum + requests * (responseTime.mean ?? 0),
    0,
  );
  if (light.length < 2) return new Map();
  return new Map(
    light.map((row) => [nameOf(row), ((row.responseTime.mean ?? 0) * count) / time] as const),
  );
}

function others(rest: readonly PlatformEndpoint[]): readonly PlatformEndpoint[] {
  return (["read", "write"] as const).flatMap((kind) => {
    const same = rest.filter((endpoint) => endpoint.kind === kind);
    if (same.length === 0) return [];
    const weight = same.reduce((sum, endpoint) => sum + endpoint.weight, 0);
    const name = `${same.length} other ${kind}s`;
    return [{ name, weight, kind, kindKnown: true, slower: 1, bystander: false }];
  });
}
