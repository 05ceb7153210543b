import type { TracedEndpoint, TraceProfile } from "./trace-profile.ts";

/** More classes are slow to solve, and the rare ones say nothing. */
const MOST_ENDPOINTS = 12;
const OTHER_READS = "other reads";
const OTHER_WRITES = "other writes";

/** The rare endpoints put together as other reads and other writes, with the means of their requests. */
export function fewEndpoints(profile: TraceProfile): TraceProfile {
  if (profile.endpoints.length <= MOST_ENDPOINTS) return profile;
  const kept = new Set(profile.endpoints.slice(0, MOST_ENDPOINTS - 2).map(({ name }) => name));
  const renamed = (name: string) =>
    kept.has(name) ? name : writes.test(name) ? OTHER_WRITES : OTHER_READS;
  const requestsOf = new Map(profile.endpoints.map(({ name, requests }) => [name, requests]));
  const endpoints = new Map<string, TracedEndpoint>();
  for (const { name, requests, failures, mean } of profile.endpoints) {
    const key = renamed(name);
    const known = endpoints.get(key) ?? { name: key, requests: 0, failures: 0, mean: 0 };
    const all = known.requests + requests;
    endpoints.set(key, {
      name: key,
      requests: all,
      failures: known.failures + failures,
      mean: (known.mean * known.requests + mean * requests) / all,
    });
  }
  const stations = profile.stations.map((station) => {
    const work = new Map<string, { time: number; visits: number; spans: number; varied: number }>();
    for (const { endpoint, visits, demand, variation, spans } of station.work) {
      const key = renamed(endpoint);
      const n = requestsOf.get(endpoint) ?? 0;
      const sums = work.get(key) ?? { time: 0, visits: 0, spans: 0, varied: 0 };
      work.set(key, {
        time: sums.time + n * visits * demand,
        visits: sums.visits + n * visits,
        spans: sums.spans + spans,
        varied: sums.varied + n * visits * variation,
      });
    }
    return {
      ...station,
      work: [...work].map(([endpoint, { time: total, visits, spans, varied }]) => ({
        endpoint,
        visits: visits / (endpoints.get(endpoint)?.requests ?? 1),
        demand: visits > 0 ? total / visits : 0,
        variation: visits > 0 ? varied / visits : 0,
        spans,
      })),
    };
  });
  return { ...profile, endpoints: [...endpoints.values()], stations };
}

const writes = /^(?:POST|PUT|PATCH|DELETE)\b/i;

/** Told by its method; what has none is taken for a read. */
export function isWrite(name: string): boolean {
  return writes.test(name) || name === OTHER_WRITES;
}
