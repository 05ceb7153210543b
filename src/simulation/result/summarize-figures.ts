import { studentQuantile } from "../../stats/student-t.ts";
import { histogramPercentile } from "../engine/histogram-percentile.ts";
import type { EndpointWindow } from "../engine/window.ts";
import {
  everyCause,
  type FailureCause,
  type FaultCause,
  type SimulatedPlatform,
} from "../stations/simulated-platform.ts";
import type { FailuresByCause, SimulatedFigure, SimulatedFigures } from "./simulation-result.ts";

/** Confidence of the intervals. */
const CONFIDENCE = 0.95;

/** One of the parts whose scatter gives the intervals: a replication or a batch of one. */
export interface Part {
  readonly seconds: number;
  readonly endpoint: EndpointWindow;
}

/**
 * Throughput, response times and errors of an endpoint, or of all together.
 *
 * Values are of all parts pooled; intervals are Student's over the parts' own values, so the
 * parts must be independent or nearly: replications, or batches that are long compared with
 * the memory of the queues.
 */
export function summarizeFigures(
  parts: readonly Part[],
  whole: Part,
  causes: readonly (FailureCause | FaultCause)[],
): SimulatedFigures {
  const figure = (read: (part: Part) => number | null): SimulatedFigure | null => {
    const value = read(whole);
    if (value === null) return null;
    const values = parts.map(read).filter((part) => part !== null);
    const halfWidth = intervalHalfWidth(values);
    if (halfWidth === null) return { value, low: null, high: null };
    return { value, low: Math.max(0, value - halfWidth), high: value + halfWidth };
  };
  const certain = (read: (part: Part) => number) => figure(read) as SimulatedFigure;
  const percentile = (share: number) =>
    figure(({ endpoint }) => histogramPercentile(endpoint, share));
  return {
    throughput: certain(
      ({ seconds, endpoint }) => (endpoint.answered + failed(endpoint)) / seconds,
    ),
    goodput: certain(({ seconds, endpoint }) => endpoint.answered / seconds),
    responseTime: figure(({ endpoint }) =>
      endpoint.answered > 0 ? endpoint.responseTime / endpoint.answered : null,
    ),
    p50: percentile(0.5),
    p90: percentile(0.9),
    p95: percentile(0.95),
    p99: percentile(0.99),
    errorRate: certain(({ endpoint }) =>
      share(failed(endpoint), endpoint.answered + failed(endpoint)),
    ),
    refusedShare: certain(({ endpoint }) =>
      share(refused(endpoint), endpoint.answered + failed(endpoint) + refused(endpoint)),
    ),
    failures: failuresByCause(whole.endpoint, 1, causes),
  };
}

/** Failures by cause, over a number; the causes that are asked for. */
export function failuresByCause(
  { failures }: EndpointWindow,
  over: number,
  causes: readonly (FailureCause | FaultCause)[],
): FailuresByCause {
  return Object.fromEntries(
    everyCause.flatMap((cause, i) =>
      causes.includes(cause) ? [[cause, (failures[i] ?? 0) / over]] : [],
    ),
  ) as unknown as FailuresByCause;
}

/** Causes that a platform may have. */
export function causesOf(platform: SimulatedPlatform): readonly (FailureCause | FaultCause)[] {
  return everyCause.filter((cause) => {
    if (cause === "unavailable") return (platform.incidents ?? []).length > 0;
    if (cause === "deadlock") return platform.endpoints.some(({ deadlock }) => deadlock);
    return true;
  });
}

/** Failures of requests that were let in. */
export function failed({ failures }: EndpointWindow): number {
  return everyCause.reduce(
    (sum, cause, i) => (isRefusal(cause) ? sum : sum + (failures[i] ?? 0)),
    0,
  );
}

function refused({ failures }: EndpointWindow): number {
  return everyCause.reduce(
    (sum, cause, i) => (isRefusal(cause) ? sum + (failures[i] ?? 0) : sum),
    0,
  );
}

const isRefusal = (cause: FailureCause | FaultCause) =>
  cause === "refused" || cause === "circuitOpen";

const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0);

/** Half of Student's interval for the mean of independent values; null for fewer than two. */
function intervalHalfWidth(values: readonly number[]): number | null {
  const n = values.length;
  if (n < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const factor = studentFactor(n - 1);
  return factor * Math.sqrt(squares / (n - 1) / n);
}

const factors = new Map<number, number>();

function studentFactor(degrees: number): number {
  const known = factors.get(degrees);
  if (known !== undefined) return known;
  const factor = studentQuantile((1 + CONFIDENCE) / 2, degrees);
  factors.set(degrees, factor);
  return factor;
}
