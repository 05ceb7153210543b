/**
 * Errors of two kinds: a background that does not depend on load, and those that load causes:
 * requests that take longer than a time-out, or that a full platform refuses. Incidents belong to
 * neither and are left out, as is what a rate limit turns away: the platforms have that limit.
 */

import type { FailureCause } from "../measurement/failure-cause.ts";
import type { Observation } from "../measurement/observations.ts";
import { countedErrors } from "../measurement/refusals/admitted-part.ts";
import type { Seconds, Share } from "../units.ts";

export interface ErrorFit {
  /** Median background error rate. */
  readonly background: Share;
  /** Errors counted at all levels that take part, and their requests. */
  readonly failures: number;
  readonly requests: number;
  /**
   * Level whose errors grow with load, from which each draw reads its time-out or how many requests
   * fill it; null if none.
   */
  readonly loadDriven: LoadDrivenErrors | null;
}

export interface LoadDrivenErrors {
  readonly users: number;
  readonly errorRate: Share;
  /** What most of them are, where that was listed. */
  readonly cause?: FailureCause;
  /** The time-out that cut off the slowest there, where the figures show it. */
  readonly timeOut?: Seconds;
  /** Requests and failures of lighter levels, by which the causes are told apart where it was not. */
  readonly lighter: readonly CountedLevel[];
  /** No other level has more errors than light load has: nothing shows that they go on growing. */
  readonly isSingle: boolean;
}

export interface CountedLevel {
  readonly users: number;
  readonly requests: number;
  readonly failures: number;
}

/**
 * How many times the errors of all lighter levels together a level's errors must be, counted
 * with their uncertainty, before they are called load-driven.
 */
const RISE = 3;

/** Errors at fewer than this share of requests are background whatever their order along N. */
const NEGLIGIBLE_RATE = 0.001;

/** Without a level that counts both requests and failures the background is 0: nothing was seen. */
export function fitErrors(observations: readonly Observation[]): ErrorFit {
  const counted = observations
    .flatMap((observation) => {
      const { users, incident, failureCause, cutOffAt } = observation;
      const { requests, failures } = countedErrors(observation);
      return incident || requests === undefined || requests === 0 || failures === undefined
        ? []
        : [{ users, requests, failures, failureCause, cutOffAt }];
    })
    .sort((a, b) => a.users - b.users);
  const total = (levels: typeof counted) =>
    levels.reduce(
      (sum, level) => ({
        failures: sum.failures + level.failures,
        requests: sum.requests + level.requests,
      }),
      { failures: 0, requests: 0 },
    );
  const heaviest = counted.reduce<(typeof counted)[number] | null>(
    (worst, level) =>
      worst === null || level.failures / level.requests > worst.failures / worst.requests
        ? level
        : worst,
    null,
  );
  const below = counted.filter(({ users }) => heaviest !== null && users < heaviest.users);
  // Of several levels past where errors begin most are lighter than the worst: the lighter half is asked.
  const lighter = total(below.slice(0, Math.ceil(below.length / 2)));
  const backgroundOfLighter = (lighter.failures + 0.5) / (lighter.requests + 1);
  const rate = heaviest === null ? 0 : heaviest.failures / heaviest.requests;
  const rises =
    heaviest !== null && lighter.requests > 0 && isRaised(heaviest, backgroundOfLighter);
  const background = rises
    ? total(counted.filter(({ users }) => users <= (counted[0]?.users ?? 0)))
    : total(counted);
  if (background.requests === 0) {
    return { background: 0, failures: 0, requests: 0, loadDriven: null };
  }
  return {
    background: (background.failures + 0.5) / (background.requests + 1),
    failures: background.failures,
    requests: background.requests,
    loadDriven:
      rises && heaviest !== null
        ? {
            users: heaviest.users,
            errorRate: rate,
            ...causeOf(heaviest),
            lighter: below.map(({ users, requests, failures }) => ({ users, requests, failures })),
            isSingle: counted.filter((level) => isRaised(level, backgroundOfLighter)).length === 1,
          }
        : null,
  };
}

function isRaised({ failures, requests }: Omit<CountedLevel, "users">, background: Share): boolean {
  const rate = failures / requests;
  return rate > NEGLIGIBLE_RATE && rate > RISE * background;
}

/** A wall of the response times is a time-out, unless other errors were listed. */
function causeOf({
  failureCause = undefined,
  cutOffAt = undefined,
}: {
  readonly failureCause?: FailureCause | undefined;
  readonly cutOffAt?: Seconds | undefined;
}): Pick<LoadDrivenErrors, "cause" | "timeOut"> {
  const cause = failureCause ?? (cutOffAt === undefined ? undefined : "time-out");
  const timeOut = cause === "time-out" ? cutOffAt : undefined;
  return {
    ...(cause === undefined ? {} : { cause }),
    ...(timeOut === undefined ? {} : { timeOut }),
  };
}
