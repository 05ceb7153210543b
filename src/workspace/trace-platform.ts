/** `models/hypotheses/traces.yaml`: a first platform model out of traces, each number with what it rests on. */

import { fewEndpoints, isWrite } from "../ingest/traces/few-endpoints.ts";
import type {
  TracedEndpoint,
  TracedStation,
  TraceProfile,
} from "../ingest/traces/trace-profile.ts";
import { formatDuration } from "../wording/format-duration.ts";
import { formatShare } from "../wording/format-share.ts";
import { formatCount } from "../wording/format-users.ts";
import { quotedText } from "../wording/json-text.ts";
import { writtenWeights } from "./written-weights.ts";

/** What a load test of the same system tells besides; absent where there is none. */
export interface TestScale {
  /** As YAML of a quantity. */
  readonly thinkTime: string;
  /** Per second. */
  readonly maxThroughput: number;
  readonly maxUsers: number;
}

/** Of the whole own time: a station that takes less is left out, and said to be. */
const LEAST_TIME = 0.02;
/** Each station with a queue is a line in the solution and an unknown size. */
const MOST_QUEUES = 5;
/**
 * Own times of production are from other machines, at another load, waiting included: two thirds of the
 * belief are within this factor (e^0.4 = 1.5) of the mean, besides what chance leaves open.
 */
const OTHER_LOAD = 0.4;
/** Servers at a station, and connections, that are looked for where no test tells a scale. */
const SERVERS: readonly [number, number] = [1, 64];
const CONNECTIONS: readonly [number, number] = [5, 100];
/** With one, from half of what the highest throughput keeps busy to so many times it. */
const SPARE = 50;

interface Kept extends TracedStation {
  readonly queue: boolean;
  /** Mean own time per request over all requests, seconds. */
  readonly perRequest: number;
}

/** A spread that a model file can hold: a factor of 22,000 either way. */
const WIDEST = 10;

/** @throws RangeError where the traces hold no request */
export function tracePlatform(name: string, traced: TraceProfile, test?: TestScale): string {
  if (traced.requests === 0)
    throw new RangeError("traces must hold at least one request, got none");
  const profile = fewEndpoints(traced);
  const { kept: stations, small } = keptStations(profile);
  const database = stations.filter(({ kind, queue }) => kind === "database" && queue);
  const weights = writtenWeights(profile.endpoints.map(({ requests }) => requests));
  const failed = profile.endpoints.reduce((sum, { failures }) => sum + failures, 0);
  return [
    "# yaml-language-server: $schema=../schema/platform.json",
    `title: ${quotedText(`${name}, as traced`)}`,
    `source: ${quotedText(`${formatCount(profile.requests)} traced requests of ${formatCount(profile.spans)} spans over ${formatDuration(profile.window)}`)}`,
    "#",
    "# Stations, visits and the mix are as traced. Own times contain waiting under the load of that time and",
    "# are of its machines, so each station has one factor to be fitted to a load test: { prior: … }. What",
    "# traces do not tell (servers, connections) is written as a wide prior: where you know it, write it in.",
    ...doubts(profile, small),
    "",
    "numbers:",
    ...stations.flatMap(({ queue, ...station }, i) => numberLines(station, i, queue)),
    "",
    test === undefined
      ? "# Users' pause between an answer and their next request: traces do not tell it."
      : "# Users' pause, from users/throughput − response time of the load test.",
    `thinkTime: ${test?.thinkTime ?? "{ prior: logNormal, median: 1 s, spread: 1 }"}`,
    "",
    "# Weights: requests as traced. The mix of a load test may be another: write it in for a fit to that test.",
    "endpoints:",
    ...profile.endpoints.map((one, i) => endpointLine(one, weights[i] ?? 0)),
    "",
    "stations:",
    ...stations.flatMap((station, i) => stationLines(station, i, test)),
    ...(database.length === 0 ? [] : poolLines(database, test)),
    ...(failed === 0
      ? []
      : [
          "",
          `# ${formatCount(failed)} of ${formatCount(profile.requests)} traced requests failed.`,
          `backgroundErrorRate: ${plain(100 * (failed / profile.requests))} %`,
        ]),
    "",
  ].join("\n");
}

function doubts(
  { overlap, incomplete, afterwards }: TraceProfile,
  small: readonly string[],
): readonly string[] {
  return [
    ...(small.length > 0
      ? [
          `# Left out, for each takes under ${formatShare(LEAST_TIME)} of the time: ${small.join(", ")}.`,
        ]
      : []),
    ...(overlap > 0.05
      ? [
          `# Spans run side by side: own times are ${formatShare(overlap)} more than the answers took; here they follow one another.`,
        ]
      : []),
    ...(incomplete > 0
      ? [
          `# ${formatCount(incomplete)} traces were left out: their root is missing, or has no answer.`,
        ]
      : []),
    ...(afterwards > 0
      ? [
          `# ${formatCount(afterwards)} spans that no answer waits for were left out with their parts.`,
        ]
      : []),
  ];
}

const variable = (i: number) => `time${i + 1}`;

function numberLines(station: Omit<Kept, "queue">, i: number, queue: boolean): readonly string[] {
  const spans = station.work.reduce((sum, one) => sum + one.spans, 0);
  const visits = station.work.reduce((sum, one) => sum + one.visits, 0);
  const cv = visits === 0 ? 0 : weighted(station.work, ({ variation }) => variation);
  const spread = Math.hypot(OTHER_LOAD, cv / Math.sqrt(Math.max(1, spans)));
  const median = time(Math.max(station.perRequest, 1e-7));
  return [
    `  # ${station.name}: own time per request, mean of ${formatCount(spans)} spans${station.kind === "external" ? ", as its callers see it" : ""}.`,
    `  ${variable(i)}: { prior: logNormal, median: ${median}, spread: ${plain(Math.min(WIDEST, spread))} }`,
    ...(queue
      ? [
          "  # How unequal the visits of one endpoint are there, as coefficient of variation.",
          `  ${variable(i)}Variation: { prior: logNormal, median: ${plain(Math.min(3, Math.max(0.05, cv)))}, spread: 0.5 }`,
        ]
      : []),
  ];
}

function stationLines(station: Kept, i: number, test: TestScale | undefined): readonly string[] {
  const busy = (test?.maxThroughput ?? 0) * station.perRequest;
  const [low, high] =
    test === undefined ? SERVERS : [Math.max(0.5, busy / 2), Math.max(4, SPARE * busy)];
  const role = station.kind === "database" ? "database" : station.entry ? "api" : "other";
  return [
    `  - name: ${quotedText(station.name)}`,
    ...(station.queue
      ? [
          "    kind: queue",
          `    role: ${role}`,
          "    discipline: ps",
          "    # Not in traces: cores, or worker processes, of one instance.",
          `    servers: { prior: logUniform, range: [${plain(low)}, ${plain(high)}] }`,
          ...(role === "api" ? ["    perReplica: true"] : []),
        ]
      : ["    kind: delay # no queue of this system's own", `    role: ${role}`]),
    "    work:",
    ...station.work.map(({ endpoint, visits, demand, variation, spans }) => {
      const factor = plain(Math.max(demand, 1e-9) / Math.max(station.perRequest, 1e-7));
      const spreadOf = station.queue ? `${variable(i)}Variation` : plain(Math.min(3, variation));
      return `      ${quotedText(endpoint)}: { demand: ${factor} * ${variable(i)}, visits: ${plain(visits > 0 ? Math.min(Math.max(visits, 1e-9), 1e6) : 0)}, variation: ${spreadOf} } # ${time(demand)} of ${formatCount(spans)} spans`;
    }),
  ];
}

function poolLines(around: readonly Kept[], test: TestScale | undefined): readonly string[] {
  const busy = (test?.maxThroughput ?? 0) * around.reduce((sum, one) => sum + one.perRequest, 0);
  const [low, high] =
    test === undefined
      ? CONNECTIONS
      : [Math.max(1, Math.floor(busy / 2)), Math.ceil(Math.max(100, test.maxUsers, 4 * busy))];
  return [
    "",
    "pools:",
    "  - name: connections",
    "    role: connections",
    "    # Not in traces: connections that one instance of the API may hold (pool_size, maximumPoolSize).",
    `    size: { prior: logUniform, range: [${low}, ${high}] }`,
    "    perReplica: true",
    `    around: ${`[${around.map(({ name }) => quotedText(name)).join(", ")}]`}`,
  ];
}

function endpointLine({ name }: TracedEndpoint, weight: number): string {
  const kind = isWrite(name) ? "write" : "read";
  return `  - { name: ${quotedText(name)}, weight: ${weight}, kind: ${kind} }`;
}

/** Named apart, the largest with a queue each, the small and the outside ones without. */
function keptStations({ stations, endpoints, requests }: TraceProfile): {
  readonly kept: readonly Kept[];
  readonly small: readonly string[];
} {
  const requestsOf = new Map(endpoints.map(({ name, requests: n }) => [name, n]));
  const perRequest = ({ work }: TracedStation) =>
    work.reduce(
      (sum, { endpoint, visits, demand }) =>
        sum + (requestsOf.get(endpoint) ?? 0) * visits * demand,
      0,
    ) / requests;
  const whole = stations.reduce((sum, station) => sum + perRequest(station), 0);
  const names = new Set<string>();
  const named = (station: TracedStation) => {
    let { name } = station;
    if (names.has(name)) name = `${name} (${station.kind})`;
    for (let n = 2; names.has(name); n++) name = `${station.name} ${n}`;
    names.add(name);
    return name;
  };
  const small: string[] = [];
  let queues = 0;
  const kept = stations.flatMap((station): Kept[] => {
    const time = perRequest(station);
    const own = station.kind === "service" || station.kind === "database";
    // The entry is where every endpoint has work; a station of next to no time cannot limit anything.
    const large = station.entry || time >= LEAST_TIME * whole;
    if (!large) {
      small.push(station.name);
      return [];
    }
    const queue = own && (station.entry || queues < MOST_QUEUES);
    if (queue) queues++;
    return [{ ...station, name: named(station), queue, perRequest: time }];
  });
  return { kept, small };
}

function weighted(
  work: TracedStation["work"],
  of: (one: TracedStation["work"][number]) => number,
): number {
  const spans = work.reduce((sum, one) => sum + one.spans, 0);
  return work.reduce((sum, one) => sum + of(one) * one.spans, 0) / Math.max(1, spans);
}

/** Three digits, never an exponent. */
function plain(value: number): string {
  const short = String(Number(value.toPrecision(3)));
  return short.includes("e") ? value.toFixed(12).replace(/\.?0+$/, "") : short;
}

const time = (seconds: number) =>
  seconds < 1 ? `${plain(1000 * seconds)} ms` : `${plain(seconds)} s`;
