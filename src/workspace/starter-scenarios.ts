import { defaultPolicy } from "../limits/policy.ts";
import type { Campaign } from "../measurement/campaign.ts";
import { operatingPoint } from "../measurement/operating-point.ts";
import { platformEndpoints } from "../planning/fit/endpoints/platform-endpoints.ts";
import { endpointTable } from "../planning/predict/endpoint-table.ts";
import { quotedText } from "../wording/json-text.ts";

/** File name → content of the scenario files that a new workspace begins with. */
export type ScenarioFiles = Readonly<Record<string, string>>;

interface Start {
  readonly file: string;
  readonly title: string;
  readonly comment: string;
  readonly lever: string;
}

/**
 * The what-ifs that make sense for a campaign: the pool doubled and the rate limited always; a read
 * replica unless every endpoint is known to write; a cache on the busiest endpoint that reads and
 * the slowest endpoint twice as fast where endpoints were measured.
 */
export function starterScenarios(campaign: Campaign): ScenarioFiles {
  // What the model puts together under one name cannot be named alone.
  const known = new Set(platformEndpoints(campaign).map(({ name }) => name));
  const endpoints = endpointTable(campaign).filter(({ name }) => known.has(name));
  const reads = endpoints.filter((endpoint) => endpoint.reads);
  const [busiest] = reads.toSorted((a, b) => b.requests - a.requests);
  const [slowest] = endpoints.toSorted((a, b) => b.work / b.requests - a.work / a.requests);
  const rate = rateLimit(campaign);
  const scenarios: readonly Start[] = [
    {
      file: "pool-doubled.yaml",
      title: "Connection pool twice as large",
      comment: "The size is fitted where it is not known; write a number to try a certain one.",
      lever: "pool.size, to: 2 * pool.size",
    },
    ...(endpoints.length === 0 || busiest !== undefined
      ? [
          {
            file: "read-replica.yaml",
            title: "One read replica of the database",
            comment: "Reads (GET and HEAD) are spread over the replica; writes stay.",
            lever: "db.readReplicas, to: 1 replica",
          },
        ]
      : []),
    ...(busiest === undefined
      ? []
      : [
          {
            file: "cache-busiest-read.yaml",
            title: `Cache for ${busiest.name}`,
            comment: "A hit share of 60 % is an assumption, to be measured.",
            lever: `cache, to: 60 %, endpoints: ${quotedText(busiest.name)}`,
          },
        ]),
    ...(slowest === undefined
      ? []
      : [
          {
            file: "slowest-endpoint-faster.yaml",
            title: `${slowest.name} twice as fast`,
            comment: "The slowest endpoint as measured; half its demand is an assumption.",
            lever: `demand, to: 0.5, endpoints: ${quotedText(slowest.name)}`,
          },
        ]),
    ...(rate === null
      ? []
      : [
          {
            file: "rate-limit.yaml",
            title: `Rate limit of ${rate} req/s`,
            comment: "The highest throughput measured, divided by the policy's safety factor.",
            lever: `rateLimit, to: ${rate} req/s`,
          },
        ]),
  ];
  return Object.fromEntries(
    scenarios.map(({ file, title, comment, lever }) => [
      file,
      [
        "# yaml-language-server: $schema=../schema/scenario.json",
        `title: ${quotedText(title)}`,
        `# ${comment}`,
        "levers:",
        `  - { lever: ${lever} }`,
        "",
      ].join("\n"),
    ]),
  );
}

/** The policy's rate limit for the highest measured throughput; null where none was measured. */
/** Rates that a scenario can name; beyond them nothing was measured but a slip. */
const LEAST_RATE = 1e-12;
const LARGEST_RATE = 1e9;

function rateLimit(campaign: Campaign): number | null {
  const highest = campaign.levels.reduce(
    (most, level) => Math.max(most, operatingPoint(level).throughput ?? 0),
    0,
  );
  const { safetyFactor, roundTo } = defaultPolicy.rateLimit;
  const limit = highest / safetyFactor;
  if (limit < LEAST_RATE || limit > LARGEST_RATE) return null;
  // Of a slow platform the step would leave nothing.
  return limit >= 2 * roundTo
    ? Math.floor(limit / roundTo) * roundTo
    : Number(limit.toPrecision(2));
}
