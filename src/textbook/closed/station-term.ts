/**
 * What one station contributes to the normalizing constants of a closed network: the weights f(j) of
 * j users there, convolved with the constants of all others.
 */
import { at, countAt } from "../element.ts";
import type { NetworkStation } from "./network-station.ts";
import { readRates } from "./rate-law.ts";
import { type ScaledSeries, ScaledSum, scaledSeries } from "./scaled-series.ts";

/** What the convolution needs of a station, in units of the whole demand. */
export interface StationTerm {
  /** f(0)…f(m-1): weights of j users at the station. */
  readonly head: ScaledSeries;
  readonly meanHead: Float64Array;
  /** f(m), and the ratio of every later weight to the one before. */
  readonly tail: ScaledSum;
  readonly ratio: number;
}

/** The step f(j)/f(j-1) of the weight of j users, and from which j on it stays equal. */
function stepsOf(
  station: NetworkStation,
  demand: number,
  unit: number,
  visits: number,
  N: number,
): { readonly step: (j: number) => number; readonly constantFrom: number } {
  if (station.kind === "loadDependent") {
    const { rates, constantFrom } = readRates(station.rates, N);
    return { step: (j) => visits / (at(rates, j) * unit), constantFrom };
  }
  const c = station.kind === "delay" ? Number.POSITIVE_INFINITY : (station.servers ?? 1);
  return { step: (j) => demand / Math.min(j, c), constantFrom: Math.min(c, N) };
}

export function weightsOf(
  station: NetworkStation,
  demand: number,
  unit: number,
  visits: number,
  N: number,
): ScaledSeries {
  const { step } = stepsOf(station, demand, unit, visits, N);
  return scaledSeries(N, (element, j) => {
    if (j === 0) element.set(1, 0);
    else element.scale(step(j));
  });
}

export function termOf(
  station: NetworkStation,
  demand: number,
  unit: number,
  visits: number,
  N: number,
): StationTerm {
  const { step, constantFrom: m } = stepsOf(station, demand, unit, visits, N);
  const head = scaledSeries(m - 1, (element, j) => {
    if (j === 0) element.set(1, 0);
    else element.scale(step(j));
  });
  const meanHead = head.mantissas.map((mantissa, j) => mantissa * j);
  const tail = new ScaledSum().set(at(head.mantissas, m - 1), countAt(head.blocks, m - 1));
  return { head, meanHead, tail: tail.scale(step(m)), ratio: step(m) };
}

/** g ⊕ f of one server: h(n) = g(n) + D·h(n-1). */
export function addSingleServer(g: ScaledSeries, ratio: number, N: number): ScaledSeries {
  return scaledSeries(N, (element, n) => {
    element.scale(ratio);
    element.add(at(g.mantissas, n), countAt(g.blocks, n));
    element.normalize();
  });
}

/**
 * g ⊕ f where f becomes geometric from m on: the head by its definition, the tail by
 * T(n) = r·T(n-1) + f(m)·g(n-m), so the cost is O(N·m) and no sum holds a negative term.
 */
export function addTerm(g: ScaledSeries, term: StationTerm, N: number): ScaledSeries {
  const { head, tail, ratio } = term;
  const m = head.mantissas.length;
  const rest = new ScaledSum();
  return scaledSeries(N, (element, n) => {
    rest.scale(ratio);
    if (n >= m) {
      rest.add(tail.mantissa * at(g.mantissas, n - m), tail.block + blockOf(g, n - m));
    }
    element.mantissa = 0;
    element.addProducts(head.mantissas, head, g, n, Math.min(n, m - 1));
    element.add(rest.mantissa, rest.block);
    element.normalize();
  });
}

export function blockOf(series: ScaledSeries, index: number): number {
  return countAt(series.blocks, index);
}
