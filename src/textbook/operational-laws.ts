/**
 * The operational laws: exact for any measured interval that ends as it began, whatever the
 * distributions. Each solves for the quantity it is named by.
 *
 * Source: Denning & Buzen, "The Operational Analysis of Queueing Network Models", ACM Computing
 * Surveys 10(3) (1978) 225–261; Lazowska, Zahorjan, Graham & Sevcik, Quantitative System
 * Performance (Prentice Hall, 1984), ch. 3.
 */
import { requireCount, requireNonNegative, requirePositive } from "../require.ts";
import type { PerSecond, Seconds } from "../units.ts";

/**
 * Throughput X = C/T of C completions in a window of length T.
 *
 * @throws RangeError unless completions are 0 or more and the duration is above 0
 */
export function throughputOf(completions: number, duration: Seconds): PerSecond {
  return requireNonNegative("completions", completions) / requirePositive("duration", duration);
}

/**
 * Utilization law: U = X·D/c, the mean share of busy servers. Above 1 the figures contradict
 * one another; that is for the caller to see, so the value is returned as it is.
 *
 * @throws RangeError unless throughput and demand are 0 or more and c is a whole number ≥ 1
 */
export function utilization(throughput: PerSecond, demand: Seconds, servers = 1): number {
  const X = requireNonNegative("throughput", throughput);
  return (X * requireNonNegative("demand", demand)) / requireCount("servers", servers);
}

/**
 * Little's law: Q = X·R, the mean number in a system, by throughput and time spent in it.
 *
 * @throws RangeError unless both are 0 or more
 */
export function meanNumber(throughput: PerSecond, time: Seconds): number {
  return requireNonNegative("throughput", throughput) * requireNonNegative("time", time);
}

/**
 * Little's law the other way: R = Q/X, the mean time spent in a system.
 *
 * @throws RangeError unless the number is 0 or more and the throughput above 0
 */
export function meanTime(number: number, throughput: PerSecond): Seconds {
  return requireNonNegative("number", number) / requirePositive("throughput", throughput);
}

/**
 * Forced-flow law: X_k = V_k·X, the throughput of a station by its visits for each request.
 *
 * @throws RangeError unless both are 0 or more
 */
export function stationThroughput(throughput: PerSecond, visits: number): PerSecond {
  return requireNonNegative("throughput", throughput) * requireNonNegative("visits", visits);
}

/**
 * Interactive response-time law: R = N/X − Z for N users who think for Z. Loses the digits of
 * an R far below Z; where Q is known take R = Q/X.
 *
 * @throws RangeError unless N and X are above 0, Z is 0 or more, and N/X is at least Z: else
 *   the figures contradict one another
 */
export function interactiveResponseTime(
  users: number,
  throughput: PerSecond,
  thinkTime: Seconds,
): Seconds {
  const N = requirePositive("users", users);
  const X = requirePositive("throughput", throughput);
  const Z = requireNonNegative("thinkTime", thinkTime);
  const R = N / X - Z;
  if (R < 0) {
    throw new RangeError(`thinkTime must be at most users/throughput = ${N / X}, got ${Z}`);
  }
  return R;
}

/**
 * The same law for the think time: Z = N/X − R. Below 0 where measured figures contradict one
 * another; that is for an audit to see, so the value is returned as it is.
 *
 * @throws RangeError unless X is above 0 and N and R are 0 or more
 */
export function interactiveThinkTime(
  users: number,
  throughput: PerSecond,
  responseTime: Seconds,
): Seconds {
  const N = requireNonNegative("users", users);
  const X = requirePositive("throughput", throughput);
  return N / X - requireNonNegative("responseTime", responseTime);
}
