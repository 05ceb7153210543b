/** `models/hypotheses/platform.yaml` of a new workspace: a first model of the platform, to be filled in. */
import { audit } from "../measurement/audit.ts";
import type { Campaign } from "../measurement/campaign.ts";
import { observations } from "../measurement/observations.ts";
import type { ThinkTime } from "../measurement/think-time.ts";
import { campaignScale } from "../planning/fit/campaign-scale.ts";
import { formatDuration } from "../wording/format-duration.ts";
import { formatThroughput } from "../wording/format-throughput.ts";
import { formatUsers } from "../wording/format-users.ts";
import { type PlatformEndpoint, platformEndpoints } from "../planning/fit/platform-endpoints.ts";

/** An API in front of a database with one pool: most of a request's time is taken to be queries. */
const QUERY_SHARE = 0.8;

/** Sizes may be this many times smaller or larger than the measurements suggest. */
const SIZE_FACTOR = 4;

/** No platform has a pool, or a database as many cores, of more than four times this. */
const MOST_AT_ONCE = 10_000;

/** An endpoint that takes this many times longer or shorter than all gets a demand of its own. */
const OWN_DEMAND = 1.5;

/** Load generators that never think leave a think time below this share of the response time. */
const NO_THINKING = 0.05;

/**
 * YAML in the schema of the platform files: the endpoints with their counted requests, an API that
 * delays, a database that is shared, and a pool of connections around it. Every number that a load test
 * cannot tell is unknown, with a prior whose median comes from the campaign: the think time from
 * N̄/X − R, the times from the response time at the lightest load, the sizes from the highest
 * throughput by Little's law. A comment says of each what to write if it is known.
 */
export function starterPlatform(campaign: Campaign): string {
  const audited = audit(campaign);
  const { lightLoad, maxThroughput } = campaignScale(observations(campaign, audited));
  const endpoints = platformEndpoints(campaign);
  const busy = maxThroughput * QUERY_SHARE * lightLoad;
  const sizes = `{ prior: logUniform, range: [${rangeAround(busy).join(", ")}] }`;
  const lightest = campaign.levels.find(({ responseTime }) => responseTime.mean !== undefined);
  return [
    "# yaml-language-server: $schema=../schema/platform.json",
    `title: ${JSON.stringify(`${campaign.name}: an API, a pool of connections, a database`)}`,
    'source: "A first guess by headroom init; nobody has confirmed it yet"',
    "#",
    "# Whatever reads { prior: … } is unknown and will be fitted to the measurements: the prior says what",
    "# is believed beforehand. Where you know a number, write it in place of the whole { … }; each one",
    "# that is known makes the limits narrower. Copy this file to try another idea of the platform.",
    "",
    "numbers:",
    "  # The API's own time for a request, without the database and without waiting. If known (from a",
    '  # trace, or an endpoint that asks no database): e.g. "3 ms".',
    `  apiTime: { prior: logNormal, median: ${time((1 - QUERY_SHARE) * lightLoad)}, spread: 1 }`,
    "  # A request's time at work in an idle database, all its queries together. If known (from the slow",
    '  # query log, pg_stat_statements): e.g. "12 ms".',
    `  # ${lightLine(lightest?.users, lightLoad)}`,
    `  queryTime: { prior: logNormal, median: ${time(QUERY_SHARE * lightLoad)}, spread: 0.5 }`,
    "  # How unequal one endpoint's requests are in their work, as coefficient of variation. If known:",
    "  # standard deviation over mean of its query times, 0 where all are alike.",
    "  variation: { prior: logNormal, median: 0.7, spread: 0.5 }",
    "",
    ...thinkTimeLines(audited.thinkTime, lightLoad),
    "",
    "# How many instances of the API ran during the tests.",
    "apiReplicas: 1",
    "",
    ...endpointLines(endpoints),
    "",
    "stations:",
    "  - name: api",
    "    kind: delay",
    "    role: api",
    "    work:",
    ...apiLines(endpoints),
    "  - name: database",
    "    kind: queue",
    "    role: database",
    "    discipline: ps # queries share it; fifo for one that works them off one by one",
    "    # Queries that it works on at full speed at once. If known: its cores, or those of its disks.",
    `    # ${ceilingLine(maxThroughput, busy)}`,
    `    servers: ${sizes}`,
    "    # How much each further query at work slows the others (locks, caches): 0 if not at all.",
    "    contention: { prior: logUniform, range: [0.0001, 0.03] }",
    "    work:",
    ...workLines(endpoints),
    "",
    "pools:",
    "  - name: connections",
    "    role: connections",
    "    # Connections that one instance of the API may hold. If known (pool_size plus max_overflow, or",
    "    # maximumPoolSize, in its settings): the number. It is the first thing to look up.",
    `    size: ${sizes}`,
    "    perReplica: true",
    "    around: [database]",
    "    # held: visit # if a connection is given back after each query and not after the request",
    "    # acquireTimeOut: 30 s # if a request that waits this long for a connection fails",
    "",
  ].join("\n");
}

/** What passes the database by has its time from the API, so many times what the others have there. */
function apiLines(endpoints: readonly PlatformEndpoint[]): readonly string[] {
  const shareOfApi = 1 - QUERY_SHARE;
  return [
    ...endpoints
      .filter(passesBy)
      .map(
        ({ name, slower }) =>
          `      ${JSON.stringify(name)}: { demand: ${multipleOf(slower / shareOfApi)} * apiTime, variation: 1 }`,
      ),
    ...(endpoints.length > 0 && endpoints.every(passesBy)
      ? []
      : ['      "*": { demand: apiTime, variation: 0.5 }']),
  ];
}

/** Around the middle, in whole numbers of 1 or more, the lower one first. */
function rangeAround(middle: number): readonly [number, number] {
  const likely = Math.min(MOST_AT_ONCE, middle);
  const low = Math.max(1, Math.floor(likely / SIZE_FACTOR));
  return [low, Math.max(low * SIZE_FACTOR, Math.ceil(likely * SIZE_FACTOR))];
}

/** Three digits, and never an exponent or a 0: "0.42 ms", "1.35 s". */
function time(seconds: number): string {
  const [amount, unit] = seconds < 1 ? [seconds * 1000, "ms"] : [seconds, "s"];
  return `${Math.max(0.001, Number(amount.toPrecision(3)))} ${unit}`;
}

function lightLine(users: number | undefined, lightLoad: number): string {
  return users === undefined
    ? "No mean response time was measured: the median is the shortest percentile there is."
    : `At ${formatUsers(users)} a request took ${formatDuration(lightLoad)} on average; ${QUERY_SHARE * 100} % of it is taken to be queries.`;
}

function ceilingLine(maxThroughput: number, busy: number): string {
  if (!(maxThroughput > 1e-6)) return "No throughput was measured.";
  return `At the highest throughput, ${formatThroughput(maxThroughput)}, ${Math.max(1, Math.round(busy))} at once would do.`;
}

function thinkTimeLines(found: ThinkTime, lightLoad: number): readonly string[] {
  const { thinkTime, low, high, levels, slopeOff } = found;
  const known = 'If known, write what the load script waits between requests: e.g. "1.5 s".';
  if (thinkTime === null || levels === 0) {
    return [
      `# Users' pause between an answer and their next request; the measurements do not tell it. ${known}`,
      "thinkTime: { prior: logNormal, median: 1 s, spread: 1 }",
    ];
  }
  if (thinkTime < NO_THINKING * lightLoad) {
    const pause = time(NO_THINKING * lightLoad);
    return [
      "# By users/throughput − response time next to nothing: the load generator did not pause.",
      `thinkTime: { prior: logNormal, median: ${pause}, spread: 1 }`,
    ];
  }
  const range = `${formatDuration(low ?? thinkTime)} to ${formatDuration(high ?? thinkTime)}`;
  const sure = levels > 1 && !slopeOff;
  return [
    `# Users' pause between an answer and their next request: users/throughput − response time was ${range}.`,
    `# ${known}`,
    `thinkTime: { prior: logNormal, median: ${time(thinkTime)}, spread: ${sure ? 0.1 : 0.5} }`,
  ];
}

function endpointLines(endpoints: readonly PlatformEndpoint[]): readonly string[] {
  if (endpoints.length === 0) {
    return [
      "# No endpoints were measured: all requests are one kind. List them to ask what-ifs about each.",
      "endpoints:",
      '  - { name: "all requests", weight: 1, kind: read }',
    ];
  }
  const guessed = endpoints.some(({ kindKnown }) => !kindKnown);
  return [
    "# Weights: requests counted over all levels. Reads can go to a replica of the database or a cache.",
    ...(guessed ? ["# Where no method told what is a read and what a write, correct kind."] : []),
    "endpoints:",
    ...endpoints.map(
      ({ name, weight, kind }) =>
        `  - { name: ${JSON.stringify(name)}, weight: ${weight}, kind: ${kind} }`,
    ),
  ];
}

/** Named in a pattern it could not be left out of the others. */
const passesBy = ({ bystander, name }: PlatformEndpoint) => bystander && !name.includes("*");

const multipleOf = (slower: number) => Math.max(0.001, Number(slower.toPrecision(2)));

/** Endpoints that are slow or fast on their own get their share; a name with * would be a pattern. */
function workLines(all: readonly PlatformEndpoint[]): readonly string[] {
  const aside = all.filter(passesBy);
  const endpoints = all.filter((endpoint) => !aside.includes(endpoint));
  const own = endpoints.filter(
    ({ name, slower }) =>
      // A pattern for the rest would match those that pass by, so the rest is named too.
      aside.length > 0 ||
      (!name.includes("*") && (slower >= OWN_DEMAND || slower <= 1 / OWN_DEMAND) && slower > 0),
  );
  return [
    ...(aside.length === 0
      ? []
      : [
          `      # Not here: ${aside.map(({ name }) => name).join(", ")}.`,
          "      # They hardly slowed down while the others did, so they seem to ask no database.",
        ]),
    ...(own.length === 0
      ? []
      : ["      # Times as long as all requests took on average, at the lightest load."]),
    ...own.map(
      ({ name, slower }) =>
        `      ${JSON.stringify(name)}: { demand: ${multipleOf(slower)} * queryTime, variation: variation }`,
    ),
    // Where every endpoint has its own, the pattern would match none and be a fault.
    ...(own.length < endpoints.length || all.length === 0
      ? ['      "*": { demand: queryTime, variation: variation }']
      : []),
  ];
}
