/**
 * Scores what-ifs on simulated systems of which only a baseline and the topology are given: each
 * change at each load against its long-run truth.
 *
 * Usage: node --import tsx scripts/judge-what-ifs.ts <folder of *.baseline.json and *.truth.json> [--cores unknown] [--cells]
 *
 * With --cells those whose interval does not hold are listed.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defaultPolicy } from "../src/limits/policy.ts";
import type { Campaign } from "../src/measurement/campaign.ts";
import { fitCampaign } from "../src/planning/fit/fit-campaign.ts";
import { runScenario } from "../src/planning/what-if/run-scenario.ts";
import { scenarioBase } from "../src/planning/what-if/scenario-base.ts";
import type { Hypothesis } from "../src/platform/platform.ts";
import type { Prior } from "../src/platform/quantity.ts";
import type { Lever, Scenario } from "../src/platform/scenario.ts";
import type { Interval } from "../src/stats/estimate.ts";
import { quantile } from "../src/stats/quantile.ts";

/** No change touches the lines of the policy. */
const policy = defaultPolicy;

interface Topology {
  readonly thinkTimeMean: number;
  readonly api: { readonly workers: number };
  readonly pool: {
    readonly size: number;
    readonly per: string;
    readonly acquireTimeout: number | null;
  };
  readonly database: {
    readonly coresPerNode: number;
    readonly discipline: string;
    readonly readReplicas: number;
  };
  readonly endpoints: readonly {
    readonly name: string;
    readonly weight: number;
    readonly kind: "read" | "write";
  }[];
}

type Response = Readonly<Record<"mean" | "p50" | "p90" | "p95" | "p99", number>>;

interface Counted {
  readonly completed: number;
  readonly errors: number;
  readonly response: Response;
}

interface Baseline {
  readonly system: string;
  readonly topology: Topology;
  readonly whatIfQuestions: Readonly<Record<string, string>>;
  readonly baseline: readonly (Counted & {
    readonly users: number;
    readonly seconds: number;
    readonly throughput: number;
    readonly endpoints: readonly (Counted & { readonly name: string })[];
  })[];
}

interface Truth {
  readonly whatIf: Readonly<
    Record<
      string,
      readonly {
        readonly users: number;
        readonly throughput: number;
        readonly response: Response;
      }[]
    >
  >;
}

interface Cell {
  readonly system: string;
  readonly change: string;
  readonly users: number;
  readonly quantity: "X" | "R" | "P95";
  readonly error: number;
  readonly inside: boolean;
  readonly width: number;
  /** Whether the data identify the outcome: the interval of X is within ± 10 %. */
  readonly identified: boolean;
}

const [folder] = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const coresUnknown = process.argv.includes("--cores");
if (folder === undefined || folder === "unknown") {
  console.error(
    "usage: judge-what-ifs.ts <folder of *.baseline.json and *.truth.json> [--cores unknown]",
  );
  process.exit(2);
}

const cells: Cell[] = [];
for (const file of readdirSync(folder).filter((name) => name.endsWith(".baseline.json"))) {
  const baseline = read<Baseline>(join(folder, file));
  const truth = read<Truth>(join(folder, file.replace("baseline", "truth")));
  const hypotheses = [hypothesisOf(baseline)];
  const base = scenarioBase(fitCampaign(campaignOf(baseline), { seed: 1, hypotheses }), policy);
  for (const [change, levels] of Object.entries(truth.whatIf)) {
    const loads = levels.map(({ users }) => users);
    const { points } = runScenario(scenarioOf(baseline, change), { ...base, loads });
    for (const { users, throughput, response } of levels) {
      const point = points.find((one) => one.users === users);
      if (point === undefined) throw new Error(`${file}: nothing is predicted at ${users} users`);
      const { goodput: X, responseTime } = point;
      const identified = Math.max(X.high / X.value - 1, 1 - X.low / X.value) <= 0.1;
      const score = (quantity: Cell["quantity"], { value, low, high }: Interval, is: number) =>
        cells.push({
          system: baseline.system,
          change,
          users,
          quantity,
          error: Math.abs(value / is - 1),
          inside: low <= is && is <= high,
          width: high / low,
          identified,
        });
      score("X", X, throughput);
      score("R", responseTime.mean, response.mean);
      score("P95", responseTime.p95, response.p95);
    }
  }
}
print();

function read<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8")) as T;
}

/** What a load generator reports: telemetry and spans are left out. */
function campaignOf({ system, baseline }: Baseline): Campaign {
  const of = ({ completed, errors, response }: Counted) => ({
    requests: completed,
    failures: errors,
    responseTime: response,
    quality: "measured" as const,
    note: "",
  });
  return {
    name: system,
    levels: baseline.map((level) => ({
      users: level.users,
      run: "",
      duration: level.seconds,
      throughput: level.throughput,
      ...of(level),
    })),
    endpoints: baseline.flatMap(({ users, endpoints }) =>
      endpoints.map((row) => ({ users, run: "", method: "", path: row.name, ...of(row) })),
    ),
    failures: [],
  };
}

/** The topology as a platform model: what it does not state is unknown, within wide priors. */
function hypothesisOf({ system, topology, baseline }: Baseline): Hypothesis {
  const light = Math.min(...baseline.map(({ response }) => response.mean));
  const around = (median: number, spread: number): Prior => ({
    prior: "logNormal",
    median,
    spread,
  });
  const work = (share: number) =>
    topology.endpoints.map(({ name }) => ({
      endpoint: name,
      demand: around(share * light, 1),
      visits: 1,
      variation: around(1, 0.5),
    }));
  const { pool, database } = topology;
  return {
    name: system,
    source: "its topology",
    numbers: {},
    platform: {
      title: system,
      thinkTime: topology.thinkTimeMean,
      apiReplicas: 1,
      endpoints: topology.endpoints.map((one) => ({ ...one, cacheHits: 0, cacheTime: 0 })),
      stations: [
        { kind: "delay", name: "api", role: "api", work: work(0.15) },
        {
          kind: "queue",
          name: "database",
          role: "database",
          discipline: /fifo|first come/i.test(database.discipline) ? "fifo" : "ps",
          servers: coresUnknown ? { prior: "logUniform", low: 2, high: 64 } : database.coresPerNode,
          perReplica: false,
          // The topology does not say whether requests at work disturb one another.
          contention: { prior: "logUniform", low: 1e-5, high: 0.1 },
          coherency: { prior: "logUniform", low: 1e-7, high: 5e-3 },
          crowding: 0,
          overloadContention: 0,
          overloadCoherency: 0,
          overloadCounts: "platform",
          drift: 0,
          sharedLimit: null,
          delayVariation: null,
          readReplicas: database.readReplicas,
          replication: 0,
          shards: 1,
          maxConnections: null,
          work: work(0.7),
        },
      ],
      pools: [
        {
          name: "connections",
          role: "connections",
          size: pool.size,
          perReplica: false,
          perNode: /node/i.test(pool.per),
          around: ["database"],
          held: "request",
          acquireTimeOut: pool.acquireTimeout,
        },
        {
          name: "workers",
          role: "workers",
          size: topology.api.workers,
          perReplica: false,
          perNode: false,
          around: ["api", "connections"],
          held: "request",
          acquireTimeOut: null,
        },
      ],
      rateLimit: null,
      clientTimeOut: null,
      backgroundErrorRate: 0,
    },
  };
}

function scenarioOf(baseline: Baseline, change: string): Scenario {
  const levers = leversOf(baseline, change).map((lever) => ({ ...lever, text: `${lever.value}` }));
  return { name: change, title: change, source: "", cost: null, levers };
}

/** "pool_x2", "workers_x3", "replicas_plus1", "cache60", "demand_half"; the class from the question. */
function leversOf(
  { topology, whatIfQuestions }: Baseline,
  change: string,
): readonly Omit<Lever, "text">[] {
  const [, what, by] = /^([a-z]+)_?(?:x|plus)?(\d+|half)$/.exec(change) ?? [];
  const endpoints = /\(([^()]+)\)\s*$/.exec(whatIfQuestions[change] ?? "")?.[1] ?? "";
  const n = Number(by);
  switch (what) {
    case "pool":
      return [{ name: "pool.size", value: n * topology.pool.size }];
    case "workers":
      return [{ name: "api.workers", value: n * topology.api.workers }];
    case "cores":
      return [{ name: "db.cores", value: n * topology.database.coresPerNode }];
    case "replicas":
      return [{ name: "db.readReplicas", value: n + topology.database.readReplicas }];
    case "cache":
      return [{ name: "cache", value: n / 100, endpoints }];
    case "demand":
      return [{ name: "demand", value: by === "half" ? 0.5 : n / 100, endpoints }];
    default:
      throw new RangeError(`change must be one that a lever stands for, got ${change}`);
  }
}

function print(): void {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    for (const key of [cell.system, "all"]) {
      groups.set(key, [...(groups.get(key) ?? []), cell]);
    }
  }
  const header = ["system", "figure", "cells", "median error", "worst", "worst identified"];
  if (process.argv.includes("--cells")) {
    for (const one of cells) if (!one.inside) console.log(JSON.stringify(one));
  }
  console.log(`| ${[...header, "inside", "median width"].join(" | ")} |`);
  console.log("|---|---|---|---|---|---|---|---|");
  const ordered = [...groups].sort(([a], [b]) => Number(a === "all") - Number(b === "all"));
  for (const [name, own] of ordered) {
    for (const quantity of ["X", "R", "P95"] as const) {
      const of = own.filter((cell) => cell.quantity === quantity);
      const worst = (list: readonly Cell[]) =>
        list.length === 0 ? "–" : percent(Math.max(...list.map(({ error }) => error)));
      const row = [
        name,
        quantity,
        `${of.length}`,
        percent(median(of.map(({ error }) => error))),
        worst(of),
        worst(of.filter(({ identified }) => identified)),
        `${Math.round((100 * of.filter(({ inside }) => inside).length) / of.length)} %`,
        median(of.map(({ width }) => width)).toFixed(3),
      ];
      console.log(`| ${row.join(" | ")} |`);
    }
  }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

function median(values: readonly number[]): number {
  return quantile(Float64Array.from(values).sort(), 0.5);
}
