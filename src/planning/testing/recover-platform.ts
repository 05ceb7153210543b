/** Whether a fit finds again what a platform was measured at, and what it was not measured at. */
import { calibrateHypothesis } from "../../calibration/calibrate-hypothesis.ts";
import { measuredRuns } from "../../calibration/figures.ts";
import { fitErrors } from "../../calibration/fit-errors.ts";
import { findLimits } from "../../limits/find-limits.ts";
import { estimateOf } from "../../limits/summarize-draws.ts";
import { audit } from "../../measurement/audit.ts";
import { observations } from "../../measurement/observations.ts";
import type { Platform } from "../../platform/platform.ts";
import { preparePlatform } from "../../platform/solve/prepare-platform.ts";
import { platformResponseTimes } from "../../platform/solve/response/platform-response-times.ts";
import { solvePrepared } from "../../platform/solve/solve-platform.ts";
import { RandomStream } from "../../random/random-stream.ts";
import { drawnPlatforms, plausible } from "../what-if/drawn-platform.ts";
import { noisyCampaign, type TruePoint } from "./noisy-campaign.ts";
import { type Bound, randomPlatform } from "./random-platform.ts";

/** Where a prediction stands to what was measured. */
export type Place = "measured" | "between" | "beyond";

/** One predicted figure against the truth. */
export interface RecoveredFigure {
  readonly figure: "throughput" | "p95" | "breakingPoint";
  readonly place: Place;
  /** ln(prediction/truth). */
  readonly error: number;
  /** ln(upper end/lower end) of the 90 % interval. */
  readonly width: number;
  /** −1: the truth lies below the interval, 0: within, 1: above. */
  readonly side: -1 | 0 | 1;
}

export interface Recovery {
  readonly seed: number;
  readonly bound: Bound;
  readonly breakingPoint: number;
  readonly ended: "converged" | "stalled";
  readonly solved: number;
  readonly rHat: number;
  readonly noiseScale: number;
  readonly unknowns: number;
  readonly figures: readonly RecoveredFigure[];
}

type Measure = (platform: Platform, loads: readonly number[], seed: number) => TruePoint[];

export interface RecoveryOptions {
  readonly draws?: number;
  /** What a platform truly does at some loads; from the platform solver without it. */
  readonly measure?: Measure;
}

const LEVELS = [0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 1];

/** Times the largest measured load. */
const BEYOND = [1.25, 1.5];

/** A platform drawn at random, and a load test of it. */
export function recoveryCase(seed: number, measure: Measure = solvedPoints) {
  const random = RandomStream.fromSeed(seed);
  const drawn = randomPlatform(random);
  const largest = drawn.breakingPoint * (0.8 + 0.8 * random.uniform());
  const loads = [...new Set(LEVELS.map((share) => Math.max(Math.round(share * largest), 1)))];
  const top = loads.at(-1) as number;
  const between = loads.slice(1).map((load, i) => Math.round(Math.sqrt(load * (loads[i] ?? 1))));
  const places = new Map<number, Place>([
    ...BEYOND.map((factor) => [Math.round(factor * top), "beyond"] as const),
    ...between.map((users) => [users, "between"] as const),
    ...loads.map((users) => [users, "measured"] as const),
  ]);
  const points = measure(drawn.truth, [...places.keys()], seed);
  const seen = points
    .filter(({ users }) => places.get(users) === "measured")
    .sort((a, b) => a.users - b.users);
  const campaign = noisyCampaign(`synthetic ${seed}`, seen, random);
  return { ...drawn, campaign, points, places, top, random };
}

/** Fits a platform's hypothesis to its load test, and holds predictions against the truth. */
export function recoverPlatform(seed: number, options: RecoveryOptions = {}): Recovery {
  const { bound, truth, hypothesis, policy, breakingPoint, ...test } = recoveryCase(
    seed,
    options.measure,
  );
  const { campaign, points, places, top, random } = test;
  const checked = audit(campaign);
  const known = new Set(truth.endpoints.map(({ name }) => name));
  const posterior = calibrateHypothesis(hypothesis, measuredRuns(campaign, checked, known), {
    seed,
    ...(options.draws === undefined ? {} : { draws: options.draws }),
  });
  const errors = fitErrors(observations(campaign, checked));
  const draws = drawnPlatforms(posterior, errors, random).map(plausible);
  const solvers = draws.map(({ upTo }) => upTo(Math.max(...places.keys())));
  const figures = points.flatMap(({ users, throughput, all }): RecoveredFigure[] => {
    const place = places.get(users) ?? "between";
    const there = solvers.map((solve) => solve(users));
    const X = estimateOf(
      there.map((point) => point.throughput),
      "measured",
    );
    const P = estimateOf(
      there.map((point) => point.percentile("p95")),
      "measured",
    );
    return [
      { figure: "throughput", place, ...against(throughput, X) },
      { figure: "p95", place, ...against(all.p95, P) },
    ];
  });
  const search = { maxUsers: Math.ceil(4 * breakingPoint), basisAt: () => "measured" as const };
  const broken = findLimits(draws, policy, search).limits.breakingPoint;
  const { value, low, high } = broken;
  const end = search.maxUsers;
  const place = breakingPoint <= top ? "between" : "beyond";
  const found = { value: value ?? end, low: low ?? end, high: high ?? end };
  return {
    seed,
    bound,
    breakingPoint,
    ended: posterior.ended,
    solved: posterior.solved,
    rHat: posterior.rHat,
    noiseScale: posterior.fit.noiseScale,
    unknowns: posterior.unknowns.length,
    figures: [...figures, { figure: "breakingPoint", place, ...against(breakingPoint, found) }],
  };
}

/** The truth by the platform solver itself: what is tested is the calibration, not the solver. */
function solvedPoints(platform: Platform, loads: readonly number[]): TruePoint[] {
  const prepared = preparePlatform(platform, Math.max(...loads));
  const total = platform.endpoints.reduce((sum, { weight }) => sum + weight, 0);
  return loads.map((users) => {
    const { all, endpoints } = platformResponseTimes(prepared, users, "endpoints");
    return {
      users,
      throughput: solvePrepared(prepared, users).throughput,
      all,
      endpoints: endpoints.map((times, i) => ({
        ...times,
        share: (platform.endpoints[i]?.weight ?? 0) / total,
      })),
    };
  });
}

function against(
  truth: number,
  { value, low, high }: { readonly value: number; readonly low: number; readonly high: number },
): Pick<RecoveredFigure, "error" | "width" | "side"> {
  const side = truth < low ? -1 : truth > high ? 1 : 0;
  return { error: Math.log(value / truth), width: Math.log(high / low), side };
}
