import { readFileSync } from "node:fs";
import type { TimeLaw } from "../engine/time-law.ts";
import type { SimulationResult } from "../result/simulation-result.ts";
import { simulateTiered } from "./simulate-tiered.ts";
import type { TieredPlatform } from "./tiered-platform.ts";

/** The two known platforms of data/simulated and what another simulator says of them. */

interface KnownParameters {
  readonly thinkTime: number;
  readonly workers: number;
  readonly pool: number;
  readonly cores: number;
  readonly classes: readonly {
    readonly name: string;
    readonly weight: number;
    readonly kind: "read" | "write";
    readonly apiDist: "lognormal" | "exponential";
    readonly apiMean: number;
    readonly apiCv: number;
    readonly dbDist: "lognormal" | "exponential";
    readonly dbMean: number;
    readonly dbCv: number;
  }[];
  readonly cacheClass: string;
  readonly halveClass: string;
}

export interface KnownRun {
  readonly users: number;
  readonly throughput: number;
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly ci95: { readonly throughput: number; readonly mean: number; readonly p95: number };
  readonly endpoints: readonly { readonly mean: number; readonly p95: number }[];
}

export interface KnownSystem {
  readonly name: string;
  readonly parameters: KnownParameters;
  readonly runs: Readonly<Record<string, readonly KnownRun[]>>;
}

export function knownSystems(): readonly KnownSystem[] {
  const file = new URL("../../../data/simulated/known-systems.json", import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")).systems;
}

/** The platform of one of the changes, or of the baseline. */
export function knownPlatform({ parameters: p }: KnownSystem, change: string): TieredPlatform {
  const factor = (name: string, by: number) => (change === name ? by : 1);
  const law = (kind: "lognormal" | "exponential", mean: number, variation: number): TimeLaw =>
    kind === "lognormal" ? { law: kind, mean, variation } : { law: kind, mean };
  return {
    thinkTime: { law: "exponential", mean: p.thinkTime },
    api: {
      discipline: "fifo",
      servers: p.workers * factor("workers_x2", 2) * factor("workers_x3", 3),
    },
    pool: { size: p.pool * factor("pool_x2", 2) * factor("pool_x5", 5) },
    database: {
      discipline: "ps",
      servers: p.cores,
      readReplicas: change === "replicas_plus1" ? 1 : change === "replicas_plus2" ? 2 : 0,
    },
    endpoints: p.classes.map((one) => ({
      name: one.name,
      weight: one.weight,
      kind: one.kind,
      apiTime: law(one.apiDist, one.apiMean, one.apiCv),
      databaseTime: law(
        one.dbDist,
        one.dbMean * (one.name === p.halveClass ? factor("demand_half", 0.5) : 1),
        one.dbCv,
      ),
      ...(change === "cache60" && one.name === p.cacheClass
        ? { cache: { hitShare: 0.6, time: { law: "constant" as const, mean: 0.001 } } }
        : {}),
    })),
  };
}

/** One figure here beside the other simulator's, with the half-width of 95 % of both together. */
export interface Comparison {
  readonly figure: string;
  readonly ours: number;
  readonly theirs: number;
  /** Null where the other gives none: then within 5 %. */
  readonly noise: number | null;
}

export function compareWithKnown(
  system: KnownSystem,
  change: string,
  known: KnownRun,
  run: { readonly seed: number; readonly requests: number; readonly warmUp: number },
): { readonly result: SimulationResult; readonly comparisons: readonly Comparison[] } {
  const result = simulateTiered(knownPlatform(system, change), {
    seed: run.seed,
    load: { users: known.users },
    until: { requests: run.requests },
    warmUp: run.warmUp,
  });
  const { total } = result;
  const compare = (
    figure: string,
    ours: { value: number; high: number | null } | null,
    theirs: number,
    halfWidth?: number,
  ): Comparison => {
    if (!ours || ours.high === null) throw new Error(`${figure}: no interval`);
    const noise = halfWidth === undefined ? null : Math.hypot(ours.high - ours.value, halfWidth);
    return { figure, ours: ours.value, theirs, noise };
  };
  return {
    result,
    comparisons: [
      compare("X", total.throughput, known.throughput, known.ci95.throughput),
      compare("R", total.responseTime, known.mean, known.ci95.mean),
      compare("p50", total.p50, known.p50),
      compare("p90", total.p90, known.p90),
      compare("p95", total.p95, known.p95, known.ci95.p95),
      compare("p99", total.p99, known.p99),
      ...result.endpoints.flatMap((endpoint, i) => [
        compare(`${endpoint.name} R`, endpoint.responseTime, known.endpoints[i]?.mean ?? 0),
        compare(`${endpoint.name} p95`, endpoint.p95, known.endpoints[i]?.p95 ?? 0),
      ]),
    ],
  };
}
