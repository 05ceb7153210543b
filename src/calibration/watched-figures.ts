/** Telemetry as figures that a platform model is held against: how full its parts are. */
import type { Campaign } from "../measurement/campaign.ts";
import type { Hypothesis, PlatformSolution } from "../platform/platform.ts";
import type { Share } from "../units.ts";

const watches = ["utilization", "inUse", "waiting", "mean"] as const;

/** What was watched, at which station or pool. */
export interface Watched {
  readonly what: string;
  readonly watch: (typeof watches)[number];
}

export interface WatchedFigure {
  /** Like throughput it does not move with the response times of a slow run. */
  readonly quantity: "throughput";
  readonly endpoint: null;
  readonly watched: Watched;
  readonly measured: number;
  readonly known: number;
  readonly repeat: number;
}

/** Monitoring reads 5 % off: by its own sampling, and from run to run. */
const SAMPLING = 0.03;
const REPEATABILITY = 0.04;

/** A pool that is hardly used is measured worse than by a share of itself. */
const LEAST = 0.005;

/** Monitoring rounds: what is this little above full is full. */
const FULL = 1.02;

/** A figure that a model puts at nothing must stay one whose logarithm can be taken. */
const NOTHING = 1e-4;

/** Stations and pools that every hypothesis has: all must be judged by the same figures. */
export function partsOfAll(hypotheses: readonly Hypothesis[]): ReadonlySet<string> {
  const names = hypotheses.map(
    ({ platform }) => new Set([...platform.stations, ...platform.pools].map(({ name }) => name)),
  );
  const [first = new Set<string>()] = names;
  return new Set([...first].filter((name) => names.every((some) => some.has(name))));
}

/**
 * The telemetry of one level as figures. Left out: what stands in no model, what is above capacity, and
 * what is next to nothing.
 *
 * @param trust divides the variance of the noise
 */
export function watchedFigures(
  { telemetry = [] }: Pick<Campaign, "telemetry">,
  level: { readonly users: number; readonly run: string },
  parts: ReadonlySet<string>,
  trust: Share,
): readonly WatchedFigure[] {
  const weight = 1 / Math.sqrt(trust);
  return telemetry
    .filter(({ users, run, what }) => users === level.users && run === level.run && parts.has(what))
    .flatMap((row) =>
      watches.flatMap((watch): readonly WatchedFigure[] => {
        const seen = row[watch];
        if (seen === undefined || !(seen > 0)) return [];
        if (watch !== "mean" && seen < LEAST) return [];
        if (watch === "utilization" && seen > FULL) return [];
        return [
          {
            quantity: "throughput",
            endpoint: null,
            watched: { what: row.what, watch },
            measured: watch === "utilization" ? Math.min(seen, 1) : seen,
            known: SAMPLING * weight,
            repeat: REPEATABILITY * weight,
          },
        ];
      }),
    );
}

/**
 * What a solved platform shows there. A mean is the time that requests spend at the part, over all
 * requests (Little's law): at a station with waiting, in a pool without.
 */
export function watchedAt(solution: PlatformSolution, { what, watch }: Watched): number {
  const { throughput } = solution;
  const pool = solution.pools.find(({ name }) => name === what);
  if (pool !== undefined) {
    const { utilization, used, waiting } = pool;
    const seen = { utilization, inUse: used, waiting, mean: used / throughput };
    return Math.max(seen[watch], NOTHING);
  }
  const station = solution.stations.find(
    ({ name }) => name === what || name === `${what} (primary)`,
  );
  if (station === undefined) {
    throw new RangeError(`what must be a station or pool of the model, got ${what}`);
  }
  const { utilization, queueLength } = station;
  const seen = { utilization, inUse: queueLength, waiting: 0, mean: queueLength / throughput };
  return Math.max(seen[watch], NOTHING);
}
