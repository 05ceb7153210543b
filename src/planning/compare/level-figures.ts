/** The figures of a campaign by load, several runs of one load pooled, with the noise of each. */

import { type MeasuredRun, measuredRuns } from "../../calibration/figures.ts";
import type { Audit } from "../../measurement/audit.ts";
import type { Campaign } from "../../measurement/campaign.ts";
import { endpointName } from "../../measurement/endpoint-name.ts";
import type { Share } from "../../units.ts";

export type ComparedQuantity = "throughput" | "mean" | "p95";

/** The logarithm of a figure, and the parts of its variance. */
export interface NoisyLog {
  readonly log: number;
  /** Variance by counting and rounding, which is known. */
  readonly known: number;
  /** Variance from one run to the next, at the usual repeatability. */
  readonly repeat: number;
}

export interface PooledLevel {
  readonly users: number;
  readonly runs: number;
  readonly figures: Readonly<Partial<Record<ComparedQuantity, NoisyLog>>>;
  /** Mean response time of each endpoint. */
  readonly endpoints: ReadonlyMap<string, NoisyLog>;
  /** Failed requests of all; absent where none were counted, or an incident caused them. */
  readonly errors?: { readonly share: Share; readonly requests: number };
}

/** One figure of one run, for telling how much runs of this system differ. */
export interface RunFigure extends NoisyLog {
  /** Load, quantity and endpoint: figures with one key are repetitions. */
  readonly key: string;
  readonly quantity: ComparedQuantity;
}

export interface LevelFigures {
  /** Ascending in users. */
  readonly levels: readonly PooledLevel[];
  readonly runs: readonly RunFigure[];
}

const COMPARED: readonly ComparedQuantity[] = ["throughput", "mean", "p95"];

/**
 * Levels that the audit trusts in nothing are left out. Throughput is of successful requests, so
 * that refusing quickly is no gain; failures of an incident, which load did not cause, are not
 * taken off.
 */
export function levelFigures(campaign: Campaign, audit: Audit): LevelFigures {
  const names = new Set(campaign.endpoints.map(endpointName));
  const totals = measuredRuns(campaign, audit, new Set());
  const byEndpoint = measuredRuns(campaign, audit, names);
  const runs = totals.flatMap(figuresOf);
  const ofEndpoints = byEndpoint.flatMap(endpointsOf);
  const loads = [...new Set(totals.map(({ users }) => users))].toSorted((a, b) => a - b);
  const levels = loads.map((users): PooledLevel => {
    const here = totals.filter((run) => run.users === users);
    const figures = COMPARED.flatMap((quantity) => {
      const own = runs.filter(({ key }) => key === keyOf(users, quantity));
      return own.length === 0 ? [] : [[quantity, pooled(own)] as const];
    });
    const endpoints = [...names].flatMap((name) => {
      const own = ofEndpoints.filter(({ key }) => key === keyOf(users, name));
      return own.length === 0 ? [] : [[name, pooled(own)] as const];
    });
    return {
      users,
      runs: here.length,
      figures: Object.fromEntries(figures),
      endpoints: new Map(endpoints),
      ...errorsOf(here),
    };
  });
  return { levels, runs };
}

/** Geometric mean of equally good values, with the variance of their mean. */
export function pooled(values: readonly NoisyLog[]): NoisyLog {
  const n = values.length;
  const sum = (of: (value: NoisyLog) => number) => values.reduce((s, one) => s + of(one), 0);
  return {
    log: sum(({ log }) => log) / n,
    known: sum(({ known }) => known) / (n * n),
    repeat: sum(({ repeat }) => repeat) / (n * n),
  };
}

const keyOf = (users: number, name: string) => `${users} ${name}`;

function figuresOf({ users, figures, observation }: MeasuredRun): readonly RunFigure[] {
  const { requests, failures, incident } = observation;
  const counted = requests !== undefined && requests > 0 && failures !== undefined && !incident;
  const good = counted ? 1 - failures / requests : 1;
  return figures.flatMap(({ endpoint, measured, known, repeat, ...figure }) => {
    const quantity = COMPARED.find((one) => one === figure.quantity);
    if (quantity === undefined || endpoint !== null) return [];
    const value = quantity === "throughput" ? measured * good : measured;
    if (!(value > 0)) return [];
    const noise = { log: Math.log(value), known: known ** 2, repeat: repeat ** 2 };
    return [{ ...noise, key: keyOf(users, quantity), quantity }];
  });
}

function endpointsOf({ users, figures }: MeasuredRun): readonly RunFigure[] {
  return figures.flatMap(({ quantity, endpoint, measured, known, repeat }) => {
    if (quantity !== "mean" || endpoint === null) return [];
    const noise = { log: Math.log(measured), known: known ** 2, repeat: repeat ** 2 };
    return [{ ...noise, key: keyOf(users, endpoint), quantity }];
  });
}

function errorsOf(runs: readonly MeasuredRun[]): Pick<PooledLevel, "errors"> {
  const counted = runs.flatMap(({ observation: { requests, failures, incident } }) =>
    requests === undefined || failures === undefined || incident ? [] : [{ requests, failures }],
  );
  const requests = counted.reduce((sum, one) => sum + one.requests, 0);
  if (requests === 0) return {};
  const failures = counted.reduce((sum, one) => sum + one.failures, 0);
  return { errors: { share: failures / requests, requests } };
}
