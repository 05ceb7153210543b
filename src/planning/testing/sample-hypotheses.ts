/** Made-up hypotheses of the made-up ticket shop, beside `samplePlan`. */
import type {
  HypothesesSummary,
  HypothesisChange,
  HypothesisSummary,
  Limits,
  PlanOptions,
} from "../plan/plan-result.ts";

const parameters: HypothesisSummary["parameters"] = [
  {
    name: "queryTime",
    unit: "s",
    meaning: "time of one visit to database, every endpoint",
    value: 0.0123,
    low: 0.0101,
    high: 0.0154,
    learned: 0.82,
    prior: { value: 0.01, low: 0.0011, high: 0.089 },
  },
  {
    name: "pools.connections.size",
    unit: "connections",
    meaning: "size of the pool connections",
    value: 18.4,
    low: 11.2,
    high: 39.6,
    learned: 0.41,
    prior: { value: 20, low: 5.6, high: 71 },
  },
  {
    name: "stations.database.crowding",
    unit: "",
    meaning: "slowdown of database by each request at work beyond its servers",
    value: 0.00213,
    low: 0.00041,
    high: 0.0094,
    learned: 0.12,
    prior: { value: 0.001, low: 0.00013, high: 0.0079 },
  },
];

const cases = [
  {
    name: "pool",
    title: "Connection pool exhaustion",
    source: "Ticket 12: the pool is at its default of 20",
    weight: 0.62,
    weightError: 0.21,
    behind: 0,
    behindError: 0,
    noiseScale: 1.3,
    wall: "connections",
    factor: 1,
  },
  {
    name: "database",
    title: "Slow catalog queries",
    source: "Ticket 15: one query for each seat",
    weight: 0.31,
    weightError: 0.2,
    behind: 1.4,
    behindError: 2.1,
    noiseScale: 1.6,
    wall: "database",
    factor: 1.04,
  },
  {
    name: "locks",
    title: "Locks on seats",
    source: "Ticket 19: buyers of one show wait for one another",
    weight: 0.07,
    weightError: 0.06,
    behind: 6.8,
    behindError: 2.6,
    noiseScale: 2.9,
    wall: "locks",
    factor: 0.94,
  },
] as const;

export function sampleHypotheses(
  limits: Limits,
  levels: readonly number[],
  searchedTo: number,
  several = true,
): HypothesesSummary {
  const some = several ? cases : cases.slice(0, 1);
  return {
    best: several ? null : cases[0].name,
    sentence: several
      ? "The data cannot tell which explanation is right: Connection pool exhaustion 62 % ± 21 %, Slow catalog queries 31 % ± 20 %, Locks on seats 7 % ± 6 %."
      : `One explanation could be fitted: ${cases[0].title}.`,
    list: some.map(({ factor, ...one }) => ({
      ...one,
      ...(several ? {} : { weight: 1, weightError: 0 }),
      logDensity: 12 - one.behind,
      parameters,
      residuals: residualsOf(levels, factor),
      utilization: utilizationOf(searchedTo, one.wall, factor),
      limits: scaled(limits, factor),
      diagnostics: { solved: 0.97, effectiveSize: 21.4, rHat: 1.02 },
    })),
    excluded: [{ name: "garbage-collection", reason: "the fit has not converged" }],
  };
}

/** The misses of the made-up hypotheses: one figure of every level, the last one of an endpoint. */
function residualsOf(levels: readonly number[], factor: number): HypothesisSummary["residuals"] {
  return levels.flatMap((users, i) => {
    const measured = 0.03 + 0.0004 * users;
    const fitted = measured * factor * (1 + 0.06 * Math.sin(users));
    const leftOut = i === 0 ? null : fitted * 1.05;
    const last = i === levels.length - 1;
    return [
      {
        users,
        run: "",
        quantity: "p95" as const,
        endpoint: last ? "GET /seats/{id}" : null,
        measured,
        fitted,
        leftOut,
      },
      {
        users,
        run: "",
        quantity: "throughput" as const,
        endpoint: null,
        measured: users / 2,
        fitted: (users / 2) * (1 + 0.01 * Math.cos(users)),
        leftOut: null,
      },
    ];
  });
}

function utilizationOf(
  searchedTo: number,
  wall: string,
  factor: number,
): HypothesisSummary["utilization"] {
  const busy = (users: number, most: number) => most * (1 - Math.exp(-(2.4 * users) / searchedTo));
  return Array.from({ length: 14 }, (_, i) => {
    const users = Math.max(1, Math.round(((i + 1) * searchedTo) / 14));
    const others = { api: 0.35, connections: 0.62, database: 0.48, locks: 0.2, [wall]: 1 };
    return {
      users,
      byStation: Object.fromEntries(
        Object.entries(others).map(([name, most]) => [
          name,
          Math.min(1, factor * busy(users, most)),
        ]),
      ),
    };
  });
}

/** What a made-up change does under each: `factor` under the pool, nothing under the others. */
export function sampleChanges(
  before: Limits,
  after: Limits,
  factor: number,
  lever: string,
  several = true,
): readonly HypothesisChange[] {
  return (several ? cases : cases.slice(0, 1)).map((one, i) => {
    const { name, title, wall, factor: own } = one;
    const helped = i === 0;
    const gain = helped ? factor - 1 : 0;
    const without = name === "locks" && lever === "pool.size";
    return {
      name,
      title,
      weight: several ? one.weight : 1,
      before: scaled(before, own),
      limits: helped ? after : scaled(before, own),
      gain: { value: gain, low: gain - 0.02, high: gain + 0.03 },
      verdict: gain - 0.02 > 0.05 ? "gains" : "no change",
      wallBefore: wall,
      wallAfter: helped ? "database" : wall,
      without: without ? [lever] : [],
    };
  });
}

export const sampleOptions: PlanOptions = {
  dominated: [
    {
      name: "bigger-pool",
      title: "Connection pool of 100 instead of what it is today",
      by: "pool-50",
      sentence:
        "Connection pool of 100 instead of what it is today gains nothing over Connection pool of 50: the wall is the database.",
    },
  ],
  reach: [
    {
      lever: "pool.size",
      name: "pool",
      title: "Connection pool exhaustion",
      weight: 0.62,
      found: {
        today: { value: 18.4, low: 11.2, high: 39.6 },
        enough: { value: 32.2, low: 28.1, high: 40.3 },
        gain: { value: 0.41, low: 0.08, high: 0.62 },
        wall: "database",
        pastPredictions: false,
      },
    },
    {
      lever: "pool.size",
      name: "database",
      title: "Slow catalog queries",
      weight: 0.31,
      found: {
        today: { value: 20, low: 18, high: 22 },
        enough: { value: 20, low: 18, high: 22 },
        gain: { value: 0, low: 0, high: 0 },
        wall: "database",
        pastPredictions: false,
      },
    },
    { lever: "pool.size", name: "locks", title: "Locks on seats", weight: 0.07, found: null },
  ],
};

function scaled(limits: Limits, factor: number): Limits {
  const { low, value, high } = limits.breakingPoint;
  const times = (users: number | null) => (users === null ? null : users * factor);
  const { throughput } = limits.peak;
  return {
    ...limits,
    breakingPoint: {
      ...limits.breakingPoint,
      low: times(low),
      value: times(value),
      high: times(high),
    },
    peak: {
      ...limits.peak,
      throughput: {
        ...throughput,
        low: times(throughput.low),
        value: times(throughput.value),
        high: times(throughput.high),
      },
    },
  };
}
