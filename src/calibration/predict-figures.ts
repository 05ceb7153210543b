import { busyShare } from "../platform/busy-share.ts";
import type { Limiter } from "../platform/known-facts.ts";
import { percentileShares } from "../platform/percentile-shares.ts";
import type { Platform, PlatformSolution } from "../platform/platform.ts";
import { type PreparedPlatform, preparePlatform } from "../platform/solve/prepare-platform.ts";
import {
  type ResponseTimeLaw,
  responseTimeLaws,
} from "../platform/solve/response/platform-response-times.ts";
import { inTheEnd } from "../platform/solve/response/told-apart.ts";
import { solvePrepared } from "../platform/solve/solve-platform.ts";
import type { PerSecond, Seconds, Share } from "../units.ts";
import { errorsAt } from "./error-figures.ts";
import { type Figure, largestLoad, type MeasuredRun } from "./figures.ts";
import type { Quantity } from "./quantity.ts";
import { overtakenBy } from "./told-limiter.ts";
import { watchedAt } from "./watched-figures.ts";

/** Where nobody says how long a level was run. */
const USUAL_RUN: Seconds = 300;

/**
 * The figures of all runs as the platform would show them, in their order, run after run. A ramp
 * inside the measured window is part of what is predicted.
 */
export function predictFigures(platform: Platform, runs: readonly MeasuredRun[]): number[] {
  return predictCampaign(platform, runs).runs.flatMap(({ figures }) => figures);
}

/** What the platform would show in one run. */
export interface PredictedRun {
  readonly figures: readonly number[];
  /** Share of the response time that the idle platform does not have. */
  readonly busy: Share;
}

/** The same run by run, and how throughput goes on. */
export interface PredictedCampaign {
  readonly runs: readonly PredictedRun[];
  /** Throughput at the largest load over that at a load beyond all runs; 1 where none was asked for. */
  readonly fall: number;
  /** How far another resource is ahead of the limiter at the largest load (`overtakenBy`); 0 where none was named. */
  readonly overtaken: number;
}

/**
 * Where percentiles are looked for first: where they were measured, as a fit does that asks thousands of
 * times and ends there, or where nothing measured can move a last digit of what is predicted.
 */
export type PercentileSearch = "at the measured" | "anywhere";

/**
 * What the platform would show in each run, with how busy it is.
 *
 * @param beyond a load beyond all runs; null: it is not asked for
 * @param limiter what fills up first, as somebody knows; null: nobody does
 */
export function predictCampaign(
  platform: Platform,
  runs: readonly MeasuredRun[],
  beyond: number | null = null,
  limiter: Limiter | null = null,
  search: PercentileSearch = "anywhere",
): PredictedCampaign {
  const most = largestLoad(runs);
  const prepared = preparePlatform(platform, beyond ?? most, "graded");
  const solvedAt = solvedOnce(prepared);
  const idle = solvedAt(1).responseTime;
  return {
    runs: runs.map((run) => ({
      figures: withCounts(solvedAt, run, predictRun(prepared, solvedAt, run, search)),
      busy: busyShare(idle, solvedAt(run.users).responseTime),
    })),
    fall: beyond === null ? 1 : solvedAt(most).throughput / solvedAt(beyond).throughput,
    overtaken: limiter === null ? 0 : overtakenBy(solvedAt(most), platform, limiter),
  };
}

/** A platform at each number of users. */
type SolvedAt = (users: number) => PlatformSolution;

/** Several figures ask for the same load. */
function solvedOnce(prepared: PreparedPlatform): SolvedAt {
  const known = new Map<number, PlatformSolution>();
  return (users) => {
    const solution = known.get(users) ?? solvePrepared(prepared, users);
    known.set(users, solution);
    return solution;
  };
}

/** Telemetry and errors in their places; a ramp inside the window is left out of account there. */
function withCounts(
  solvedAt: SolvedAt,
  { users, figures }: MeasuredRun,
  predicted: readonly number[],
): readonly number[] {
  const beside = ({ watched, errors }: Figure) => watched !== undefined || errors !== undefined;
  if (!figures.some(beside)) return predicted;
  const solution = solvedAt(users);
  return predicted.map((value, i) => {
    const { watched, errors } = figures[i] as Figure;
    if (watched !== undefined) return watchedAt(solution, watched);
    return errors === undefined ? value : errorsAt(solution, errors);
  });
}

function predictRun(
  prepared: PreparedPlatform,
  solvedAt: SolvedAt,
  run: MeasuredRun,
  search: PercentileSearch,
): number[] {
  const solution = solvedAt(run.users);
  const { refusedShare, acquireTimeOutShare } = solution;
  // A load generator counts what a limit refuses or waits in vain among the requests.
  const throughput = solution.throughput / ((1 - acquireTimeOutShare) * (1 - refusedShare));
  const asksTimes = run.figures.some(({ quantity }) => quantity !== "throughput");
  if (!asksTimes && !rampShare(run)) return run.figures.map(() => throughput);
  // A run of minutes ends before the lines of replicas have drifted apart.
  const seconds = run.observation.duration ?? USUAL_RUN;
  const laws = responseTimeLaws(prepared, { users: run.users }, { ...inTheEnd, seconds });
  const ramp = rampOf(solvedAt, run, throughput);
  const refused = run.observation.timesOf === "successes" ? 0 : refusedShare;
  const fast = 1 - (1 - ramp.fast) * (1 - refused);
  return run.figures.map(({ quantity, endpoint, measured }: Figure) => {
    if (quantity === "throughput") return ramp.throughput;
    const times = endpoint === null ? laws.all : laws.ofEndpoint(endpoint);
    return overWindow(times, quantity, fast, search === "anywhere" ? undefined : measured);
  });
}

/** Share of the window during which users were still being started: twice the missing users. */
function rampShare({ users, observation }: MeasuredRun): Share {
  return Math.min(2 * (1 - observation.averageUsers / users), 1);
}

/**
 * Throughput over the window, and the share of its requests from the ramp. While the ramp lasts,
 * throughput is the smaller of light-load line and steady throughput (asymptotic bound, Lazowska et al.
 * 1984, §5.2), and its requests are faster than any percentile asked for.
 */
function rampOf(
  solvedAt: SolvedAt,
  run: MeasuredRun,
  throughput: PerSecond,
): { readonly throughput: PerSecond; readonly fast: Share } {
  const share = rampShare(run);
  if (share === 0) return { throughput, fast: 0 };
  const { users: N } = run;
  const cycle = 1 / solvedAt(1).throughput;
  const knee = Math.min(N, throughput * cycle);
  const during = ((knee * knee) / (2 * cycle) + (N - knee) * throughput) / N;
  const average = (1 - share) * throughput + share * during;
  return { throughput: average, fast: (share * during) / average };
}

/** A figure of a window of which a share of the requests is faster than all that is asked for. */
function overWindow(
  times: ResponseTimeLaw,
  quantity: Quantity,
  fast: Share,
  near: Seconds | undefined,
): Seconds {
  if (quantity === "throughput") throw new RangeError("quantity must be a time, got throughput");
  if (quantity === "mean") return times.mean * (1 - fast);
  const asked = percentileShares[quantity];
  if (fast === 0) return times.percentile(asked, near);
  const share = (asked - fast) / (1 - fast);
  return share <= 0 ? times.percentile(0.5) * 0.1 : times.percentile(share, near);
}
