/** How far off an approximation was over random networks: see scripts/measure-approximations.ts. */
import { type MeasuredError, measuredErrors } from "../../textbook/closed/measured-errors.ts";
import type { MulticlassNetwork } from "../../textbook/closed/multiclass-network.ts";

/** The widest ratio of service times at a first-come-first-served queue; 1 where all are equal. */
export function fifoRatio({ stations }: MulticlassNetwork): number {
  const ratios = stations
    .filter(({ kind, discipline }) => kind === "queue" && discipline === "fifo")
    .map(({ demands }) => demands.filter((demand) => demand > 0))
    .map((demands) => Math.max(...demands) / Math.min(...demands));
  const widest = Math.max(1, ...ratios.filter(Number.isFinite));
  return widest > 1 + SAME ? widest : 1;
}

/** Relative difference of two demands that are the same number, typed or computed. */
const SAME = 1e-12;

const single = "1 to 4 classes of up to 20 users at 1 to 4 single servers, demands up to 100 : 1";
const fifo = (ratio: number) =>
  `2 classes of up to 5 users, first come, first served at 1 to 3 servers, service times up to ${ratio} : 1`;

/**
 * The error in words.
 *
 * @param ratio of service times at queues that are first come, first served
 * @returns undefined where service times are further apart than was measured
 */
export function measuredError(method: "schweitzer" | "linearizer"): string;
export function measuredError(method: "multiserver", ratio: number): string | undefined;
export function measuredError(
  method: "schweitzer" | "linearizer" | "multiserver",
  ratio = 1,
): string | undefined {
  if (method !== "multiserver") return words(measuredErrors[method], single);
  const measured = ([3, 10, 50] as const).find((most) => ratio <= most * (1 + SAME));
  return measured === undefined
    ? undefined
    : words(measuredErrors[`fifo ${measured}`], fifo(measured));
}

function words({ networks, responseTime, throughput }: MeasuredError, over: string): string {
  const { mean, low, high, least, most } = responseTime;
  return (
    `over ${networks.toLocaleString("en-US")} random networks (${over}) response times were off by ` +
    `${percent(mean)} on average, 95 of 100 by ${signed(low)} to ${signed(high)}, the worst by ` +
    `${signed(least)} and ${signed(most)}; throughputs by ${signed(throughput.least)} and ` +
    `${signed(throughput.most)} at worst`
  );
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const signed = (share: number) => `${share < 0 ? "−" : "+"}${percent(Math.abs(share))}`;
