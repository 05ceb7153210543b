/**
 * What traces tell of a platform: endpoints and their mix, stations, visits per request, and the time of
 * its own that each visit takes. A span's own time is its duration less what its children cover; children
 * of another machine are taken by their durations, since clocks differ. Work that nobody waits for
 * (consumers, what follows from a request) is left out, and so are traces whose root is missing.
 */
import type { Seconds, Share } from "../../units.ts";
import { endpointOfSpan } from "./endpoint-of-span.ts";
import type { Span } from "./span.ts";
import { type SpanStation, stationOfSpan } from "./station-of-span.ts";

export interface TracedWork {
  readonly endpoint: string;
  /** Mean visits per request of the endpoint. */
  readonly visits: number;
  /** Mean own time of a visit. */
  readonly demand: Seconds;
  /** Coefficient of variation of a request's whole time there, per visit. */
  readonly variation: number;
  readonly spans: number;
}

export interface TracedStation extends SpanStation {
  /** The station to which requests come first. */
  readonly entry: boolean;
  readonly work: readonly TracedWork[];
}

export interface TracedEndpoint {
  readonly name: string;
  readonly requests: number;
  readonly failures: number;
  readonly mean: Seconds;
}

export interface TraceProfile {
  /** Heaviest first. */
  readonly endpoints: readonly TracedEndpoint[];
  /** Those that take most time first. */
  readonly stations: readonly TracedStation[];
  readonly requests: number;
  readonly spans: number;
  /** Traces without a root that a request could begin at. */
  readonly incomplete: number;
  /** Spans of work that no answer waits for. */
  readonly afterwards: number;
  /** Own times added up over the time of the answers, less 1: what ran side by side. */
  readonly overlap: Share;
  /** From the first start to the last. */
  readonly window: Seconds;
}

interface Tally {
  readonly station: SpanStation;
  entry: boolean;
  readonly byEndpoint: Map<string, { visits: number; spans: number; sum: number; squares: number }>;
}

/** No request takes a day: such a span is damaged. */
const LONGEST: Seconds = 86_400;

export function traceProfile(spans: readonly Span[]): TraceProfile {
  const endpoints = new Map<string, { requests: number; failures: number; sum: number }>();
  const stations = new Map<string, Tally>();
  const sound = spans.filter(({ duration }) => duration <= LONGEST);
  const totals = { spans: 0, incomplete: 0, afterwards: 0, own: 0, answers: 0 };
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const trace of byTrace(sound)) {
    const { children, roots } = treeOf(trace);
    const entry = entryOf(roots, children);
    if (entry === undefined) {
      totals.incomplete++;
      continue;
    }
    const endpoint = endpointOfSpan(entry);
    const counted = endpoints.get(endpoint) ?? { requests: 0, failures: 0, sum: 0 };
    counted.requests++;
    counted.failures += entry.failed ? 1 : 0;
    counted.sum += entry.duration;
    endpoints.set(endpoint, counted);
    totals.answers += entry.duration;
    [first, last] = [Math.min(first, entry.start), Math.max(last, entry.start)];
    const found = visitsIn(entry, children);
    totals.spans += found.spans;
    totals.afterwards += found.afterwards;
    for (const { station, visits, spans: many, own } of found.stations.values()) {
      totals.own += own;
      const key = keyOf(station);
      const tally = stations.get(key) ?? { station, entry: false, byEndpoint: new Map() };
      stations.set(key, tally);
      tally.entry ||= station.name === found.entry.name && station.kind === found.entry.kind;
      const sums = tally.byEndpoint.get(endpoint) ?? { visits: 0, spans: 0, sum: 0, squares: 0 };
      sums.visits += visits;
      sums.spans += many;
      sums.sum += own;
      sums.squares += own ** 2;
      tally.byEndpoint.set(endpoint, sums);
    }
  }
  const listed = [...endpoints].map(([name, { requests, failures, sum }]) => {
    return { name, requests, failures, mean: sum / requests };
  });
  const requestsOf = new Map(listed.map(({ name, requests }) => [name, requests]));
  return {
    endpoints: listed.toSorted((a, b) => b.requests - a.requests || (a.name < b.name ? -1 : 1)),
    stations: [...stations.values()]
      .map((tally) => ({ time: timeOf(tally), one: stationOf(tally, requestsOf) }))
      .toSorted((a, b) => b.time - a.time || (a.one.name < b.one.name ? -1 : 1))
      .map(({ one }) => one),
    requests: listed.reduce((sum, { requests }) => sum + requests, 0),
    spans: totals.spans,
    incomplete: totals.incomplete,
    afterwards: totals.afterwards,
    overlap: totals.answers > 0 ? Math.max(0, totals.own / totals.answers - 1) : 0,
    window: last > first ? last - first : 0,
  };
}

const keyOf = ({ kind, name }: SpanStation) => `${kind} ${name}`;

const timeOf = ({ byEndpoint }: Tally) =>
  [...byEndpoint.values()].reduce((total, { sum }) => total + sum, 0);

function stationOf(
  { station, entry, byEndpoint }: Tally,
  requestsOf: ReadonlyMap<string, number>,
): TracedStation {
  const work = [...byEndpoint].map(([endpoint, { visits, spans, sum, squares }]) => {
    const n = requestsOf.get(endpoint) ?? 1;
    const mean = sum / n;
    const perRequest = Math.max(visits / n, Number.MIN_VALUE);
    const variance = Math.max(0, squares / n - mean ** 2);
    const variation = mean > 0 ? Math.sqrt((variance / mean ** 2) * Math.max(1, perRequest)) : 0;
    return { endpoint, visits: visits / n, demand: sum / Math.max(1, visits), variation, spans };
  });
  return { ...station, entry, work };
}

function byTrace(spans: readonly Span[]): Iterable<readonly Span[]> {
  const traces = new Map<string, Map<string, Span>>();
  for (const span of spans) {
    const trace = traces.get(span.trace) ?? new Map<string, Span>();
    traces.set(span.trace, trace);
    // Zipkin's way of one id for both sides of a call: the server's side gets an id of its own.
    const shared = trace.get(span.id);
    if (shared === undefined) trace.set(span.id, span);
    else if (shared.service !== span.service) {
      trace.set(`${span.id} ${span.service}`, { ...span, parent: span.id });
    }
  }
  return [...traces.values()].map((trace) => [...trace.values()]);
}

type Children = ReadonlyMap<string, readonly Span[]>;

function treeOf(trace: readonly Span[]): { children: Children; roots: readonly Span[] } {
  const ids = new Set(trace.map(({ id }) => id));
  const children = new Map<string, Span[]>();
  const roots: Span[] = [];
  for (const span of trace) {
    const siblings = children.get(span.parent);
    if (span.parent === "" || span.parent === span.id || !ids.has(span.parent)) roots.push(span);
    else if (siblings) siblings.push(span);
    else children.set(span.parent, [span]);
  }
  return { children, roots };
}

/** Of one root alone; that of a client begins where the server takes over. */
function entryOf(roots: readonly Span[], children: Children): Span | undefined {
  const begun = roots.filter(({ parent }) => parent === "");
  const [root, ...others] = begun.length > 0 ? begun : roots;
  if (root === undefined || others.length > 0 || isAfterwards(root)) return undefined;
  if (root.kind !== "client") return root;
  return (children.get(root.id) ?? []).find((child) => child.kind === "server") ?? root;
}

const isAfterwards = ({ kind }: Span) => kind === "consumer";

interface Visited {
  readonly station: SpanStation;
  visits: number;
  spans: number;
  own: Seconds;
}

function visitsIn(entry: Span, children: Children) {
  const stations = new Map<string, Visited>();
  const seen = new Set<string>();
  let [spans, afterwards] = [0, 0];
  let first: SpanStation | undefined;
  // A loop of parents cannot be entered: every span has one parent, and the entry's is outside.
  const stack: { readonly span: Span; readonly from: string }[] = [{ span: entry, from: "" }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { span, from } = next;
    if (seen.has(span.id)) continue;
    seen.add(span.id);
    spans++;
    const all = children.get(span.id) ?? [];
    const awaited = all.filter((child) => !isAfterwards(child));
    afterwards += all.length - awaited.length;
    const remote = awaited.filter(({ service }) => service !== span.service);
    const station = stationOfSpan(span, remote.length > 0);
    first ??= station;
    const key = keyOf(station);
    const visited = stations.get(key) ?? { station, visits: 0, spans: 0, own: 0 };
    stations.set(key, visited);
    visited.spans++;
    visited.visits += key === from ? 0 : 1;
    visited.own += ownTime(span, awaited, remote);
    for (const child of awaited) stack.push({ span: child, from: key });
  }
  return { stations, spans, afterwards, entry: first ?? { name: "", kind: "service" as const } };
}

function ownTime(span: Span, awaited: readonly Span[], remote: readonly Span[]): Seconds {
  const end = span.start + span.duration;
  const local = awaited
    .filter((child) => !remote.includes(child))
    .map((child) => [
      Math.max(span.start, child.start),
      Math.min(end, child.start + child.duration),
    ])
    .sort(([a = 0], [b = 0]) => a - b);
  let [covered, reached] = [0, span.start];
  for (const [from = 0, to = 0] of local) {
    if (to > reached) covered += to - Math.max(from, reached);
    reached = Math.max(reached, to);
  }
  const elsewhere = remote.reduce((sum, { duration }) => sum + duration, 0);
  return Math.max(0, span.duration - covered - elsewhere);
}
