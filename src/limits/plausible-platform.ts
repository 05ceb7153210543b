/** A platform that could be the real one, whatever model it is a draw of. */

import { percentileShares } from "../platform/percentile-shares.ts";
import type { Platform, PlatformSolution } from "../platform/platform.ts";
import { type PreparedPlatform, preparePlatform } from "../platform/solve/prepare-platform.ts";
import {
  type ResponseTimeLaws,
  responseTimeLaws,
} from "../platform/solve/response/platform-response-times.ts";
import { inTheEnd } from "../platform/solve/response/told-apart.ts";
import { solvePrepared } from "../platform/solve/solve-platform.ts";
import { widestPreparation } from "../platform/solve/widest-preparation.ts";
import type { PerSecond, Seconds, Share } from "../units.ts";
import { type ModelError, noModelError, withModelError } from "./model-error.ts";
import { imbalanceFactor, linesAt } from "./replica-imbalance.ts";

/** Percentiles that limits and curves are drawn by. */
export type Percentile = "p50" | "p90" | "p95" | "p99";

/** The platform at one load. */
export interface PlatformPoint {
  readonly users: number;
  /** X of all that was let in, failed ones included. */
  readonly throughput: PerSecond;
  /** Of these the ones that did not wait in vain. */
  readonly answered: PerSecond;
  /** And those that users call successful. */
  readonly goodput: PerSecond;
  readonly mean: Seconds;
  readonly percentile: (name: Percentile) => Seconds;
  readonly errorRate: Share;
  readonly refusedShare: Share;
  /** Share of the time that a place is in use, by station and pool. */
  readonly utilization: Readonly<Record<string, Share>>;
  /** Station or pool with the highest utilization. */
  readonly bottleneck: string;
}

export interface PlausiblePlatform {
  /** Z + R_0: a user's cycle on an idle platform, from which the light-load line follows. */
  readonly lightLoadCycle: Seconds;
  /** Errors that do not depend on load. */
  readonly backgroundErrorRate: Share;
  /** Whether errors can grow with load. */
  readonly failsUnderLoad: boolean;
  readonly rateLimit: PerSecond | null;
  /** Solves the platform at loads up to the most. */
  readonly upTo: (maxUsers: number) => (users: number) => PlatformPoint;
}

/**
 * A platform of a hypothesis as a plausible platform.
 *
 * @param errorOf found before a load is solved
 */
export function plausiblePlatform(
  platform: Platform,
  errorOf: () => ModelError = () => noModelError,
): PlausiblePlatform {
  return new SolvedWhenAsked(platform, errorOf);
}

/** A class, since a getter of its own would make a shape of its own of each (see `uniform-records.ts`). */
class SolvedWhenAsked implements PlausiblePlatform {
  readonly backgroundErrorRate: Share;
  readonly failsUnderLoad: boolean;
  readonly rateLimit: PerSecond | null;
  readonly upTo: PlausiblePlatform["upTo"];
  private readonly platform: Platform;
  private solved: PlatformSolution | null = null;

  constructor(platform: Platform, errorOf: () => ModelError) {
    this.backgroundErrorRate = platform.backgroundErrorRate;
    this.failsUnderLoad = failsUnderLoad(platform);
    this.rateLimit = failed(platform) ? null : platform.rateLimit;
    this.upTo = (maxUsers) => {
      // First, since it looks at more users where a change is to be known.
      const error = errorOf();
      const ready = widestPreparation(platform, maxUsers);
      return (users) => pointOf(platform, ready, users, error, this.idle.responseTime);
    };
    this.platform = platform;
  }

  get lightLoadCycle(): Seconds {
    return 1 / this.idle.throughput;
  }

  private get idle(): PlatformSolution {
    this.solved ??= solvePrepared(unlimited(this.platform), 1);
    return this.solved;
  }
}

/** Whether errors can grow with load. */
function failsUnderLoad(platform: Platform): boolean {
  return (
    platform.clientTimeOut !== null ||
    platform.requestLimit !== undefined ||
    failed(platform) ||
    platform.pools.some(({ acquireTimeOut }) => acquireTimeOut !== null)
  );
}

function pointOf(
  platform: Platform,
  ready: PreparedPlatform,
  users: number,
  error: ModelError,
  idleTime: Seconds,
): PlatformPoint {
  const solution = solvePrepared(ready, users);
  let known: ResponseTimeLaws | undefined;
  const laws = () => {
    known ??= responseTimeLaws(ready, { users });
    return known;
  };
  const refusedAsErrors = failed(platform) ? solution.refusedShare : 0;
  const late = platform.clientTimeOut === null ? 0 : laws().clientTimeOutShare();
  const lined = linesAt(platform, solution.bottleneck) > 1;
  let even: ResponseTimeLaws | undefined;
  const together = () => {
    even ??= responseTimeLaws(ready, { users }, { ...inTheEnd, together: solution.bottleneck });
    return even;
  };
  const point = { ...solution, users };
  const seen = withModelError(point, idleTime, platform.thinkTime, error);
  const parts = [...solution.stations, ...solution.pools];
  return {
    users,
    throughput: seen.throughput / (1 - solution.acquireTimeOutShare),
    answered: seen.throughput,
    goodput: seen.throughput * (1 - platform.backgroundErrorRate) * (1 - late),
    mean: seen.responseTime,
    percentile: (name) => {
      const percentile = laws().all.percentile(percentileShares[name]);
      const balanced = lined && error.imbalance < 1;
      const factor = balanced
        ? imbalanceFactor(
            name,
            {
              apart: percentile,
              together: together().all.percentile(percentileShares[name]),
            },
            error.imbalance,
          )
        : 1;
      return percentile * factor * seen.percentileFactor(name);
    },
    errorRate: 1 - (1 - solution.errorRate) * (1 - late) * (1 - refusedAsErrors),
    refusedShare: failed(platform) ? 0 : solution.refusedShare,
    utilization: Object.fromEntries(parts.map((part) => [part.name, part.utilization])),
    bottleneck: solution.bottleneck,
  };
}

/** For one user at least, without a limit. */
const unlimited = (platform: Platform): PreparedPlatform =>
  platform.rateLimit === null
    ? widestPreparation(platform, 1)
    : preparePlatform({ ...platform, rateLimit: null }, 1);

/** Whether what its rate limit turns away counts as failed. */
const failed = ({ rateLimit, refusalsAreErrors }: Platform): boolean =>
  rateLimit !== null && refusalsAreErrors === true;
