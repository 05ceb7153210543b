import { numberAt } from "../entry-at.ts";
import { noModelError } from "../limits/model-error.ts";
import { type PlausiblePlatform, plausiblePlatform } from "../limits/plausible-platform.ts";
import { plausibleAfter } from "../planning/what-if/drawn-platform.ts";
import { solveOpen } from "../platform/solve/solve-open.ts";
import type { PerSecond } from "../units.ts";
import type { ChangedPlatform } from "./changed-platform.ts";
import type { AnalyticTask, SweptPlatform } from "./sweep-study.ts";

/** Figures of a cell, a list for each with one number a load; null where there is no answer. */
export interface AnalyticFigures {
  /** Users, or requests per second that arrive. */
  readonly loads: readonly number[];
  readonly throughput: readonly (number | null)[];
  readonly mean: readonly (number | null)[];
  readonly p50?: readonly (number | null)[];
  readonly p90?: readonly (number | null)[];
  readonly p95?: readonly (number | null)[];
  readonly p99?: readonly (number | null)[];
  readonly errorRate: readonly (number | null)[];
  readonly refusedShare: readonly (number | null)[];
  /** Station or pool that is busiest at the heaviest load that has an answer; null without one. */
  readonly bottleneck: string | null;
}

/** One load solved. */
interface Solved {
  readonly throughput: number;
  readonly mean: number;
  readonly percentiles: readonly number[];
  readonly errorRate: number;
  readonly refusedShare: number;
  readonly bottleneck: string;
}

/**
 * A platform at every load of the task, by formulas. Draws carry what the model itself may be off
 * by, as in `what-if`: their figures scatter as far as what is predicted may lie from the truth.
 *
 * @throws RangeError if a number of the platform is out of range
 */
export function analyticFigures(
  task: AnalyticTask,
  swept: SweptPlatform,
  changed: ChangedPlatform,
): AnalyticFigures {
  const solve =
    task.unit === "users" ? closedSolver(task, swept, changed) : openSolver(task, swept, changed);
  const solved = task.loads.map(solve);
  const list = (of: (one: Solved) => number) =>
    solved.map((one) => (one === null ? null : of(one)));
  return {
    loads: task.loads,
    throughput: list((one) => one.throughput),
    mean: list((one) => one.mean),
    ...Object.fromEntries(
      task.percentiles.map((name, i) => [
        name,
        list(({ percentiles }) => numberAt(percentiles, i)),
      ]),
    ),
    errorRate: list((one) => one.errorRate),
    refusedShare: list((one) => one.refusedShare),
    bottleneck: solved.findLast((one) => one !== null)?.bottleneck ?? null,
  };
}

function closedSolver(
  { loads, percentiles }: AnalyticTask,
  swept: SweptPlatform,
  changed: ChangedPlatform,
): (users: number) => Solved {
  const most = loads.reduce((a, b) => Math.max(a, b), 1);
  const at = plausibleOf(swept, changed).upTo(most);
  return (users) => {
    const { throughput, mean, percentile, errorRate, refusedShare, bottleneck } = at(users);
    const times = percentiles.map(percentile);
    return { throughput, mean, percentiles: times, errorRate, refusedShare, bottleneck };
  };
}

function plausibleOf(
  swept: SweptPlatform,
  { platform, changed }: ChangedPlatform,
): PlausiblePlatform {
  const { drawn } = swept;
  if (drawn === null) return plausiblePlatform(platform);
  if (!changed) return plausiblePlatform(platform, () => drawn.modelError);
  return plausibleAfter({ ...drawn, platform: swept.platform }, platform, drawn.largestLoad);
}

/** Requests that come at a rate; null at or beyond the capacity, where queues have no end. */
function openSolver(
  { percentiles }: AnalyticTask,
  { drawn }: SweptPlatform,
  { platform }: ChangedPlatform,
): (rate: PerSecond) => Solved | null {
  const { time } = drawn?.modelError ?? noModelError;
  return (rate) => {
    try {
      const { throughput, times, errorRate, refusedShare, bottleneck } = solveOpen(
        platform,
        rate,
        "all",
      );
      return {
        throughput,
        mean: times.all.mean * time,
        percentiles: percentiles.map((name) => times.all[name] * time),
        errorRate: 1 - (1 - errorRate) * (1 - times.clientTimeOutShare),
        refusedShare,
        bottleneck,
      };
    } catch (error) {
      if (!(error instanceof RangeError) || !error.message.startsWith("arrivalRate")) throw error;
      return null;
    }
  };
}
