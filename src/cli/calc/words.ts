/** Shares and rows of figures in words, as the models of the calculator use them. */
import type { OpenSolution } from "../../textbook/open/open-solution.ts";
import type { Seconds, Share } from "../../units.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatShare } from "../../wording/format-share.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import type { Table } from "./calc-model.ts";

/** Fractions that people say, as numerator and denominator. */
const fractions: readonly (readonly [number, string, number, string])[] = [
  [1, "one", 10, "ten"],
  [1, "one", 5, "five"],
  [1, "one", 4, "four"],
  [3, "three", 10, "ten"],
  [1, "one", 3, "three"],
  [1, "one", 2, "two"],
  [2, "two", 3, "three"],
  [7, "seven", 10, "ten"],
  [3, "three", 4, "four"],
  [4, "four", 5, "five"],
  [9, "nine", 10, "ten"],
];

/** A share this near to a simple fraction is told as one, in relation to the nearer end. */
const near = 0.05;

/**
 * "one request in four waits", "two requests in three wait", "37 % of requests wait",
 * "hardly any request waits".
 *
 * @param verb for one and for several: ["waits", "wait"]
 */
export function requestsThat(share: Share, [one, several]: readonly [string, string]): string {
  if (share < 5e-4) return `hardly any request ${one}`;
  if (share >= 0.995) return `practically every request ${one}`;
  for (const [count, few, of, many] of fractions) {
    const fraction = count / of;
    if (Math.abs(share - fraction) <= near * Math.min(fraction, 1 - fraction)) {
      return count === 1
        ? `one request in ${many} ${one}`
        : `${few} requests in ${many} ${several}`;
    }
  }
  return `${formatShare(share)} of requests ${several}`;
}

/** "91 % busy"; "practically always busy" where rounding would say 100 %. */
export function busyFor(utilization: Share): string {
  if (utilization >= 0.995) return "practically always busy";
  return utilization < 5e-4 ? "hardly ever busy" : `${formatShare(utilization)} busy`;
}

/** The shares for which percentiles are told. */
export const percentileShares = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const;

export type Percentiles = Readonly<Record<keyof typeof percentileShares, Seconds>>;

export function percentilesOf(percentile: (share: Share) => Seconds): Percentiles {
  const { p50, p90, p95, p99 } = percentileShares;
  return { p50: percentile(p50), p90: percentile(p90), p95: percentile(p95), p99: percentile(p99) };
}

export function percentileRows(name: string, percentiles: Percentiles): string[][] {
  return Object.entries(percentiles).map(([key, value]) => [
    `${name}, ${key.toUpperCase()}`,
    formatDuration(value),
  ]);
}

/** Name and value. */
export function figures(rows: readonly (readonly [string, string] | readonly string[])[]): Table {
  return { header: ["quantity", "value"], rows };
}

export function openRows(solution: OpenSolution): string[][] {
  return [
    ["throughput X", formatThroughput(solution.throughput)],
    ["response time R, mean", formatDuration(solution.responseTime)],
    ["waiting time W, mean", formatDuration(solution.waitingTime)],
    ["requests in the system L", formatNumber(solution.queueLength)],
    ["requests waiting Lq", formatNumber(solution.waiting)],
    ["utilization U", formatShare(solution.utilization, 4)],
    ["requests that wait", formatShare(solution.probabilityOfWait, 4)],
  ];
}

/** "at 140 req/s a pool of 10": how sentences on one station begin. */
export function poolAt(arrivalRate: number, servers: number): string {
  const place = servers === 1 ? "one server" : `a pool of ${formatNumber(servers, 1)}`;
  return `At ${formatThroughput(arrivalRate)} ${place}`;
}
