import type { Platform } from "../../platform/platform.ts";
import type { PerSecond, Seconds, Share } from "../../units.ts";
import type { SimulationRun } from "../engine/simulation-run.ts";
import type { SimulatedPlatform } from "../stations/simulated-platform.ts";
import { bucketFor, type Profile } from "./profile.ts";
import type { ServiceLaw } from "./service-law.ts";
import { setControls } from "./set-controls.ts";
import { simulatedPlatformOf } from "./simulated-platform-of.ts";
import { stillPlatform } from "./still-platform.ts";

/** A platform on the simulator, and what is to be done to it. Plain data. */
export interface Experiment {
  readonly platform: SimulatedPlatform;
  readonly run: SimulationRun;
}

/** Who sends how much: a profile, or a steady load. */
export type ExperimentLoad =
  | { readonly profile: Profile }
  | { readonly users: number }
  | { readonly rate: PerSecond };

export interface ExperimentOptions {
  readonly seed: number;
  /** Simulated time of each replication; the profile's own, or 5 min. */
  readonly duration?: Seconds;
  /** Cut from the start of a steady load; found automatically without it. */
  readonly warmUp?: Seconds;
  /** Independent runs; 10 without it. */
  readonly replications?: number;
  /** Runs until half of the 95 % interval of the mean response time is below this share of it. */
  readonly precision?: Share;
  readonly law?: ServiceLaw;
  /** Whether a steady load gets a time series, too. */
  readonly series?: boolean;
}

/** Of a steady load: some hundred times the longest response time of a sound platform. */
const DURATION: Seconds = 300;

/** Enough for intervals from independent values, few enough for an answer within seconds. */
const REPLICATIONS = 10;

/** Where a precision asks for more than this, longer runs are the better way. */
const MOST_REPLICATIONS = 500;

/**
 * What to simulate.
 *
 * @throws RangeError naming what the simulator cannot do, or what is out of its range
 */
export function planExperiment(
  platform: Platform,
  load: ExperimentLoad,
  options: ExperimentOptions,
): Experiment {
  const { seed, law, warmUp, precision } = options;
  const profile = "profile" in load ? load.profile : null;
  const { platform: still, drifts } = stillPlatform(platform);
  const mapped = simulatedPlatformOf(still, {
    ...(law === undefined ? {} : { law }),
    ...(profile?.controls.caches ? { caches: profile.controls.caches } : {}),
  });
  const time = options.duration ?? profile?.duration ?? DURATION;
  const bucket = options.duration === undefined ? profile?.bucket : bucketFor(time);
  const replications = options.replications ?? REPLICATIONS;
  return {
    platform: profile ? setControls(mapped, profile.controls) : mapped,
    run: {
      seed,
      ...(Object.keys(drifts).length === 0 ? {} : { drifts }),
      load: loadOf(load),
      until: { time },
      ...(warmUp === undefined ? {} : { warmUp }),
      ...(precision === undefined
        ? { replications }
        : {
            ...(profile ? { replications: REPLICATIONS } : {}),
            precision: { relative: precision, mostReplications: MOST_REPLICATIONS },
          }),
      ...(profile || options.series ? { bucket: bucket ?? bucketFor(time) } : {}),
    },
  };
}

/** Most replications that a run may come to. */
export function mostReplications(run: SimulationRun): number {
  return run.precision?.mostReplications ?? run.replications ?? 1;
}

function loadOf(load: ExperimentLoad): SimulationRun["load"] {
  if ("users" in load) return { users: load.users };
  if ("rate" in load) return { arrivalRate: load.rate };
  const { unit, load: course } = load.profile;
  return unit === "users" ? { users: course } : { arrivalRate: course };
}
