/** One platform under one steady load, solved and simulated: the figures and their differences. */
import type { Platform } from "../../platform/platform.ts";
import { preparePlatform } from "../../platform/solve/prepare-platform.ts";
import { platformResponseTimes } from "../../platform/solve/response/platform-response-times.ts";
import { solvePrepared } from "../../platform/solve/solve-platform.ts";
import type { SimulatedFigure, SimulationResult } from "../result/simulation-result.ts";

/** The figures that are judged: answers per second, and times in seconds. */
export const judgedQuantities = ["throughput", "mean", "p50", "p90", "p95", "p99"] as const;
export type JudgedQuantity = (typeof judgedQuantities)[number];

export interface JudgedFigure {
  readonly quantity: JudgedQuantity;
  /** What the analytic solver says. */
  readonly analytic: number;
  /** What the simulator found, with its 95 % interval. */
  readonly simulated: SimulatedFigure;
  /** Analytic over simulated, less 1. */
  readonly difference: number;
}

export interface JudgedCell {
  readonly users: number;
  readonly replications: number;
  readonly requests: number;
  /** Those that the simulator has an answer for: none where nothing was answered. */
  readonly figures: readonly JudgedFigure[];
}

/**
 * @param platform with whole servers and places, as it was simulated
 * @throws RangeError if a number of the platform is out of range
 */
export function judgedCell(
  platform: Platform,
  users: number,
  { total, replications, requests }: SimulationResult,
): JudgedCell {
  const prepared = preparePlatform(platform, users);
  const { throughput } = solvePrepared(prepared, users);
  const { all } = platformResponseTimes(prepared, users, "all");
  const analytic = { throughput, ...all };
  const simulated = {
    throughput: total.goodput,
    mean: total.responseTime,
    p50: total.p50,
    p90: total.p90,
    p95: total.p95,
    p99: total.p99,
  };
  const figures = judgedQuantities.flatMap((quantity): JudgedFigure[] => {
    const figure = simulated[quantity];
    if (figure === null || !(figure.value > 0)) return [];
    const difference = analytic[quantity] / figure.value - 1;
    return [{ quantity, analytic: analytic[quantity], simulated: figure, difference }];
  });
  return { users, replications, requests, figures };
}
