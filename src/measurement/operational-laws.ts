/**
 * Operational laws: relations between measured averages that hold for any system over
 * any window in which about as many requests end as begin. They assume nothing about
 * distributions, so a table that breaks them is wrong, whatever the system.
 *
 * Source: Lazowska, Zahorjan, Graham & Sevcik, Quantitative System Performance
 * (Prentice-Hall, 1984), ch. 3; Denning & Buzen, "The Operational Analysis of Queueing
 * Network Models", ACM Computing Surveys 10(3), 1978.
 */
import { requireNonNegative, requirePositive } from "../require.ts";
import type { PerSecond, Seconds } from "../units.ts";

/** Throughput X = C/T of C completions in a window T. */
export function throughputOf(completions: number, duration: Seconds): PerSecond {
  const C = requireNonNegative("completions", completions);
  const T = requirePositive("duration", duration);
  return C / T;
}

/** Utilization law: U = X·D, the mean number of busy servers; above 1 there is more than one. */
export function utilizationLaw(throughput: PerSecond, demand: Seconds): number {
  const X = requireNonNegative("throughput", throughput);
  const D = requireNonNegative("demand", demand);
  return X * D;
}

/** Little's law: Q = X·R, the mean number of requests in the system. */
export function littlesLaw(throughput: PerSecond, responseTime: Seconds): number {
  const X = requireNonNegative("throughput", throughput);
  const R = requireNonNegative("responseTime", responseTime);
  return X * R;
}

/** Forced flow law: X_k = V_k·X, the visits per second to a station that each request visits V_k times. */
export function forcedFlowLaw(throughput: PerSecond, visits: number): PerSecond {
  const X = requireNonNegative("throughput", throughput);
  const V = requireNonNegative("visits", visits);
  return X * V;
}

/**
 * Response-time law of an interactive system: R = N/X − Z. Below 0 when the three figures
 * cannot belong together.
 */
export function interactiveResponseTime(
  users: number,
  throughput: PerSecond,
  thinkTime: Seconds,
): Seconds {
  const N = requireNonNegative("users", users);
  const X = requirePositive("throughput", throughput);
  const Z = requireNonNegative("thinkTime", thinkTime);
  return N / X - Z;
}

/** The same law solved for Z = N/X − R. Below 0 when the three figures cannot belong together. */
export function interactiveThinkTime(
  users: number,
  throughput: PerSecond,
  responseTime: Seconds,
): Seconds {
  const N = requireNonNegative("users", users);
  const X = requirePositive("throughput", throughput);
  const R = requireNonNegative("responseTime", responseTime);
  return N / X - R;
}
