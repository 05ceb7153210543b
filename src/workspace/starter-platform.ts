/** `models/hypotheses/platform.yaml` of a new workspace: "one pool, nothing else known", to be filled in. */
import { audit } from "../measurement/audit.ts";
import type { Campaign } from "../measurement/campaign.ts";
import { observations } from "../measurement/observations.ts";
import { BYSTANDERS_TIME, onePool } from "../planning/fit/one-pool.ts";
import type { Hypothesis, QueueOf, WorkOf } from "../platform/platform.ts";
import { isMultiple, isPrior, type Quantity } from "../platform/quantity.ts";
import { quotedText } from "../wording/json-text.ts";
import { visibleText } from "../wording/visible-text.ts";
import { writtenWeights } from "./written-weights.ts";

/**
 * YAML in the schema of the platform files, of the hypothesis that `onePool` makes of a campaign.
 * A comment says of each unknown number what to write if it is known.
 */
export function starterPlatform(campaign: Campaign): string {
  const audited = audit(campaign);
  const { platform, numbers, source } = onePool(campaign, observations(campaign, audited), audited);
  const [api, database] = platform.stations as readonly QueueOf<Quantity>[];
  const [pool] = platform.pools;
  if (api === undefined || database === undefined || pool === undefined) {
    throw new RangeError("one pool must have an API, a database and a pool");
  }
  const weights = writtenWeights(platform.endpoints.map(({ weight }) => Number(weight)));
  const number = (name: string) => `  ${name}: ${quantity(numbers[name] ?? 0, unitOf(name))}`;
  return [
    "# yaml-language-server: $schema=../schema/platform.json",
    `title: ${quotedText(platform.title)}`,
    `source: ${quotedText(source)}`,
    "#",
    "# Whatever reads { prior: … } is unknown and will be fitted to the measurements: the prior says what",
    "# is believed beforehand. Each number that is known makes the limits narrower: say it under known:",
    "# in headroom.yaml (headroom init --pool 50 writes it there), where it stands in the place of what is",
    "# unknown here and in every other model, or write it here, in place of the whole { … }; what this",
    "# file says goes before. Copy this file to try another idea of the platform.",
    "",
    "# Totals look the same whether the database, the API or the pool fills up first: each is tried,",
    "# and what a change gains is told for each. If you know which (its processors, or its connections,",
    "# are all in use at the highest load): known: limitedBy, or database, api or pool here; other for a lock",
    "# or another service.",
    "ceiling: unknown",
    "",
    "numbers:",
    "  # The API's own time for a request, without the database and without waiting. If known (from a",
    '  # trace, or an endpoint that asks no database): known: apiTime, or e.g. "3 ms" here.',
    number("apiTime"),
    "  # How unequal one endpoint's requests are there, as coefficient of variation: 0 if not at all.",
    number("apiVariation"),
    "  # A request's time at work in an idle database, all its queries together. If known (from the slow",
    '  # query log, pg_stat_statements): known: queryTime, or e.g. "12 ms" here.',
    number("queryTime"),
    "  # How unequal they are, from one request of an endpoint to the next: 0 if not at all.",
    number("queryVariation"),
    ...(BYSTANDERS_TIME in numbers
      ? [
          "  # Time of a request that asks no database, all of it; whose these are stands under the database.",
          number(BYSTANDERS_TIME),
        ]
      : []),
    "",
    "# Users' pause between an answer and their next request, from users/throughput − response time.",
    '# If known, what the load script waits: known: thinkTime, or e.g. "1.5 s" here.',
    `thinkTime: ${quantity(platform.thinkTime, "s")}`,
    "",
    "# How many instances of the API ran during the tests: known: apiReplicas, else 1; or here. The sizes",
    "# below that are per instance are written for one, and shared out among those that are known.",
    "# apiReplicas: 2",
    "",
    "# Weights: requests counted over all levels. Reads can go to a replica of the database.",
    ...(platform.endpoints.some(({ kind }) => kind === "mixed")
      ? [
          "# mixed: no method told what is a read and what a write. If known: kind: read or write, how many",
          "# of all requests only read (known: readShare), or readShare: 70 % beside kind: mixed.",
        ]
      : []),
    "endpoints:",
    ...platform.endpoints.map(
      ({ name, kind }, i) =>
        `  - { name: ${quotedText(name)}, weight: ${weights[i]}, kind: ${kind} }`,
    ),
    "",
    "stations:",
    "  - name: api",
    "    kind: queue",
    "    role: api",
    "    discipline: ps",
    "    # Requests that one instance works on at full speed at once. If known: its worker processes or",
    "    # event loops, or the cores that they have (known: apiWorkers; whether each keeps a request while",
    "    # the database works on it: known: apiKind).",
    `    servers: ${quantity(api.servers)}`,
    "    perReplica: true",
    "    # Slowdown by each other request that is present, waiting ones too: 0 if not at all.",
    `    overload: { contention: ${quantity(api.overloadContention)} }`,
    "    work:",
    ...workLines(api.work),
    "  - name: database",
    "    kind: queue",
    "    role: database",
    "    discipline: ps # queries share it; fifo for one that works them off one by one",
    "    # Queries that it works on at full speed at once. If known: its cores (known: dbCores).",
    `    servers: ${quantity(database.servers)}`,
    "    # Further nodes that took over the reads during the tests: known: readReplicas, else 0; or here.",
    "    # readReplicas: 1",
    "    # How much each further query at work slows the others (locks, caches): 0 if not at all.",
    `    contention: ${quantity(database.contention)}`,
    "    # Slowdown by all requests that are present, waiting ones too, and by their square: 0 if not at all.",
    "    overload:",
    `      contention: ${quantity(database.overloadContention)}`,
    `      coherency: ${quantity(database.overloadCoherency)}`,
    "    # How much its capacity comes and goes over minutes (background work, neighbors): 0 if not at all.",
    `    drift: ${quantity(database.drift)}`,
    ...(database.delayVariation === null
      ? []
      : [
          "    # Endpoints are not told apart: how unequal the delays by sharing are, 0 if not at all.",
          `    delayVariation: ${quantity(database.delayVariation)}`,
        ]),
    "    work:",
    ...bystanderLines(platform),
    ...workLines(database.work),
    "",
    "pools:",
    "  - name: connections",
    "    role: connections",
    "    # Connections that one instance of the API may hold to one node of the database, all its processes",
    "    # together. If known (pool_size, or maximumPoolSize, in its settings, times its processes): known: pool.",
    "    # It is the first thing to look up.",
    `    size: ${quantity(pool.size)}`,
    ...(pool.overflow === undefined
      ? [
          "    # overflow: 10 # if more are opened beside these when they are in use (known: poolOverflow)",
        ]
      : [`    overflow: ${quantity(pool.overflow)}`]),
    "    # Whether each instance has its own (true: SQLAlchemy, HikariCP) or all share one (false: PgBouncer, a",
    "    # proxy): known: poolOf. A size that is known is one instance's unless that says otherwise.",
    "    perReplica: unknown",
    "    perNode: true # a read replica gets a pool of its own",
    "    around: [database]",
    "    # held: visit # if a connection is given back after each query and not after the request",
    "    # acquireTimeOut: 30 s # if a request that waits this long for a connection fails (known: acquireTimeOut)",
    "",
  ].join("\n");
}

const unitOf = (name: string) => (name.endsWith("Time") ? "s" : "");

export function quantity(value: Quantity, unit = ""): string {
  if (isMultiple(value))
    return value.times === 1 ? value.of : `${plain(value.times)} * ${value.of}`;
  if (!isPrior(value)) return number(value, unit);
  return value.prior === "logNormal"
    ? `{ prior: logNormal, median: ${number(value.median, unit)}, spread: ${value.spread} }`
    : `{ prior: ${value.prior}, range: [${number(value.low, unit)}, ${number(value.high, unit)}] }`;
}

/** Times below a second in milliseconds, never an exponent: "0.42 ms", "1.35 s". */
function number(value: number, unit: string): string {
  if (unit !== "s") return plain(value);
  return value < 1 ? `${plain(1000 * value)} ms` : `${plain(value)} s`;
}

/** Up to twelve digits without an exponent. */
function plain(value: number): string {
  const short = String(Number(value.toPrecision(12)));
  return short.includes("e") ? value.toFixed(20).replace(/0+$/, "") : short;
}

function workLines(work: readonly WorkOf<Quantity>[]): readonly string[] {
  return work.map(
    ({ endpoint, demand, variation }) =>
      `      ${quotedText(endpoint)}: { demand: ${quantity(demand, "s")}, variation: ${quantity(variation)} }`,
  );
}

function bystanderLines({ endpoints, stations }: Hypothesis["platform"]): readonly string[] {
  const visits = new Set(stations[1]?.work.map(({ endpoint }) => endpoint));
  const aside = endpoints.filter(({ name }) => !visits.has(name));
  if (aside.length === 0) return [];
  return [
    visibleText(`      # Not here: ${aside.map(({ name }) => name).join(", ")}.`),
    "      # They hardly slowed down while the others did, so they seem to ask no database.",
  ];
}
