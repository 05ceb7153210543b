/**
 * Which rows of a JMeter log count. A transaction controller's row and a request that was redirected
 * repeat the time of their parts, so one of the two is left out.
 */
import { entryAt } from "../../../entry-at.ts";
import type { JmeterSample } from "./jmeter-sample.ts";

/** Rows that repeat the time of others: controllers beside their requests, parts of a redirect. */
export function topLevel(samples: readonly JmeterSample[]): {
  readonly kept: readonly JmeterSample[];
  readonly controllers: number;
  readonly parts: number;
  /** Requests that only their transaction's row tells of. */
  readonly averaged: number;
} {
  const requests = samples.filter((sample) => sample.transaction === null);
  if (requests.length === 0) return { kept: samples, controllers: 0, parts: 0, averaged: 0 };
  const parents = new Map<string, JmeterSample[]>();
  for (const sample of requests) {
    const key = `${sample.thread} ${sample.path}`;
    const known = parents.get(key);
    if (known) known.push(sample);
    else parents.set(key, [sample]);
  }
  for (const known of parents.values()) known.sort((a, b) => a.end - b.end);
  const kept = requests.filter((sample) => {
    const label = /^(.*)-\d{1,3}$/.exec(sample.path)?.[1];
    if (label === undefined) return true;
    const known = parents.get(`${sample.thread} ${label}`);
    return !(known && encloses(known, sample));
  });
  const alone = withoutRequests(samples, requests);
  const averaged = alone.reduce((sum, one) => sum + (one.transaction?.requests ?? 0), 0);
  return {
    kept: alone.length === 0 ? kept : inPlace(samples, new Set(kept), new Set(alone)),
    controllers: samples.length - requests.length - alone.length,
    parts: requests.length - kept.length,
    averaged,
  };
}

/** In the order of the log: requests that count, and in the place of lone parents theirs. */
const inPlace = (
  samples: readonly JmeterSample[],
  kept: ReadonlySet<JmeterSample>,
  alone: ReadonlySet<JmeterSample>,
) =>
  samples.flatMap((sample) =>
    kept.has(sample) ? [sample] : alone.has(sample) ? requestsOf(sample) : [],
  );

/** Rows are written to the millisecond, and seconds in doubles are not. */
const startMs = ({ end, responseTime }: JmeterSample) => Math.round((end - responseTime) * 1000);
const endMs = ({ end }: JmeterSample) => Math.round(end * 1000);

/** Index of the first that ended no earlier. */
function firstFrom(ended: readonly JmeterSample[], ms: number): number {
  let low = 0;
  let high = ended.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (endMs(entryAt(ended, middle)) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether the first parent that ended no earlier had begun no later, to a millisecond. */
function encloses(parents: readonly JmeterSample[], part: JmeterSample): boolean {
  const parent = parents[firstFrom(parents, endMs(part) - 1)];
  return parent !== undefined && startMs(parent) <= startMs(part) + 1;
}

/**
 * Controllers that stand in for their requests ("generate parent sample", of which a CSV log keeps the
 * parent alone): no request of their thread lies within them.
 */
function withoutRequests(
  samples: readonly JmeterSample[],
  requests: readonly JmeterSample[],
): readonly JmeterSample[] {
  const controllers = samples.filter(({ transaction }) => (transaction?.requests ?? 0) > 0);
  if (controllers.length === 0) return [];
  const threads = new Map<string, JmeterSample[]>();
  for (const request of requests) {
    const key = `${request.host} ${request.thread}`;
    const known = threads.get(key);
    if (known) known.push(request);
    else threads.set(key, [request]);
  }
  for (const known of threads.values()) known.sort((a, b) => a.end - b.end);
  return controllers.filter((one) => {
    const own = threads.get(`${one.host} ${one.thread}`) ?? [];
    // Its elapsed time may leave the timers between its requests out, which start and end do not.
    const idle = Math.round((one.transaction?.idle ?? 0) * 1000);
    const last = own[firstFrom(own, endMs(one) + idle + 2) - 1];
    return last === undefined || startMs(last) < startMs(one) - 1;
  });
}

/** The requests of a transaction: as many as it counts, each an equal part of its time. */
function requestsOf(parent: JmeterSample): readonly JmeterSample[] {
  const { requests = 1, failures = 0 } = parent.transaction ?? {};
  return Array.from({ length: requests }, (_, at) => ({
    ...parent,
    responseTime: parent.responseTime / requests,
    error: at < failures ? parent.error || "failed" : "",
    averaged: true,
    transaction: null,
  }));
}
