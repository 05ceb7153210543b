import type { HypothesisPosterior } from "../../calibration/calibrate-hypothesis.ts";
import { largestLoad } from "../../calibration/figures.ts";
import type { ErrorFit, LoadDrivenErrors } from "../../calibration/fit-errors.ts";
import { entryAt } from "../../entry-at.ts";
import type { ModelError } from "../../limits/model-error.ts";
import { type PlausiblePlatform, plausiblePlatform } from "../../limits/plausible-platform.ts";
import {
  type Carried,
  type SolvedLoads,
  solvedPlatform,
} from "../../limits/solved/solved-loads.ts";
import { FEWEST_READS, type Platform } from "../../platform/platform.ts";
import { SHAPE_TERMS } from "../../platform/shape-discrepancy.ts";
import { preparePlatform } from "../../platform/solve/prepare-platform.ts";
import { platformPercentile } from "../../platform/solve/response/platform-response-times.ts";
import { normal } from "../../random/normal.ts";
import type { RandomStream } from "../../random/random-stream.ts";
import type { Share } from "../../units.ts";
import { fillingRequests } from "./filling-requests.ts";
import { likelierErrors } from "./likelier-errors.ts";
import {
  beyondMeasured,
  carriedBy,
  changedModelError,
  type ErrorDraw,
  errorDraw,
  modelErrorOf,
} from "./model-error-of.ts";

/** A platform of a posterior, with what the model itself may be off by. */
export interface DrawnPlatform {
  readonly platform: Platform;
  /** The unknowns that it was filled with, in prior deviations. */
  readonly position: readonly number[];
  readonly modelError: ModelError;
  /** What the error after a change is made of. */
  readonly changeError: ErrorDraw;
}

/** The draws of a posterior, each with its errors. */
export function drawnPlatforms(
  { platforms, draws, unknowns, fit, runs }: HypothesisPosterior,
  errors: ErrorFit,
  random: RandomStream,
): DrawnPlatform[] {
  const largest = largestLoad(runs);
  return platforms.map((platform, i) => {
    const draw = entryAt(draws, i);
    const position = draw.slice(0, unknowns.length);
    const shape = draw.slice(unknowns.length, unknowns.length + SHAPE_TERMS);
    const origin = { noiseScale: fit.noiseScale, position, shape, largestLoad: largest };
    return drawnPlatform(withUnsaid(platform, i), origin, grown(errors, i), random);
  });
}

/** What nobody has said and no measurement tells, one way on some draws and another way on the others. */
function withUnsaid(platform: Platform, i: number): Platform {
  return withPoolOwners(withReadShares(withReads(platform, i), i), i);
}

/**
 * A pool of which nobody has said whose it is: one that all share, on every other two draws one of each
 * API replica, where it has a connection for each of them.
 */
function withPoolOwners(platform: Platform, i: number): Platform {
  if (!platform.pools.some(({ perReplicaUnsaid }) => perReplicaUnsaid)) return platform;
  const { apiReplicas } = platform;
  const pools = platform.pools.map((pool): Platform["pools"][number] => {
    if (!pool.perReplicaUnsaid) return pool;
    const perReplica = i % 4 >= 2 && pool.size >= apiReplicas;
    return perReplica ? { ...pool, perReplica, ...partOf(pool, apiReplicas) } : pool;
  });
  return { ...platform, pools };
}

/** A pool that was meant for all replicas, as each has its part of it. */
function partOf({ size, overflow }: Platform["pools"][number], replicas: number) {
  const each = { size: size / replicas };
  return overflow === undefined ? each : { ...each, overflow: overflow / replicas };
}

/**
 * Where reads go once the first replica is there, nobody knows of a database that had none, unless
 * the model says so: to the replicas alone on every other draw, to the primary as well on the rest.
 */
function withReads(platform: Platform, i: number): Platform {
  const isUnsaid = (station: Platform["stations"][number]) =>
    station.kind === "queue" &&
    station.role === "database" &&
    station.readReplicas === 0 &&
    station.primaryReads === undefined;
  if (!platform.stations.some(isUnsaid)) return platform;
  const stations = platform.stations.map((station) =>
    isUnsaid(station) ? { ...station, primaryReads: i % 2 === 1 } : station,
  );
  return { ...platform, stations };
}

/** Of so many draws one takes errors that a single level shows for a fault that more load does not feed. */
const NOT_FED = 3;

/** A larger share that light load lacks is that of something full. */
const SMALL: Share = 0.02;

/** Few errors of one level, of which nobody says what they are, may grow with load or not. */
function grown(errors: ErrorFit, i: number): ErrorFit {
  const { loadDriven } = errors;
  if (loadDriven === null || !loadDriven.isSingle || !isUnnamed(loadDriven)) return errors;
  if (loadDriven.errorRate > SMALL) return errors;
  return i % NOT_FED === NOT_FED - 1 ? { ...errors, loadDriven: null } : errors;
}

const isUnnamed = ({ cause }: LoadDrivenErrors) => cause === undefined || cause === "other";

/** Multiples of it spread over (0, 1) evenly, however many there are, and none repeats another's pattern. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** How many requests only read where neither method nor model says: anything between the fewest and all. */
function withReadShares(platform: Platform, i: number): Platform {
  const isUnsaid = ({ kind, readShare }: Platform["endpoints"][number]) =>
    kind === "mixed" && readShare === undefined;
  if (!platform.endpoints.some(isUnsaid)) return platform;
  const readShare = FEWEST_READS + (1 - FEWEST_READS) * (((i + 0.5) * GOLDEN) % 1);
  const endpoints = platform.endpoints.map((one) =>
    isUnsaid(one) ? { ...one, readShare, readShareUnsaid: true as const } : one,
  );
  return { ...platform, endpoints };
}

/** What a platform is a draw of. */
interface DrawOrigin {
  readonly noiseScale: number;
  readonly position: readonly number[];
  /** Terms of the shape of its response times. */
  readonly shape: readonly number[];
  /** Users of the largest measured load. */
  readonly largestLoad: number;
}

function drawnPlatform(
  platform: Platform,
  { noiseScale, position, shape, largestLoad }: DrawOrigin,
  errors: ErrorFit,
  random: RandomStream,
): DrawnPlatform {
  const made = withErrors(platform, errors, random);
  const measured = modelErrorOf(errorDraw(random), platform, noiseScale, shape);
  const changeError = errorDraw(random);
  return {
    platform: made,
    position,
    // No level shows what more load does, nor what a change does: one number stands for both.
    modelError: { ...measured, beyond: beyondMeasured(largestLoad, changeError) },
    changeError,
  };
}

const made = new WeakMap<DrawnPlatform, PlausiblePlatform>();

/** The same one each time, so that what is found of it is found once. */
export function plausible(drawn: DrawnPlatform): PlausiblePlatform {
  const before = made.get(drawn);
  if (before !== undefined) return before;
  const one = plausiblePlatform(drawn.platform, () => drawn.modelError);
  made.set(drawn, one);
  return one;
}

/**
 * From here on `plausible` of this draw solves each load once.
 *
 * @param most the loads that are remembered
 * @param known of the same draw, from before
 */
export function solveOnce(drawn: DrawnPlatform, most: number, known?: SolvedLoads): SolvedLoads {
  const whole = plausiblePlatform(drawn.platform, () => drawn.modelError);
  const { platform, solved } = solvedPlatform(whole, most, known);
  made.set(drawn, platform);
  solvedOf.set(drawn, solved);
  return solved;
}

const solvedOf = new WeakMap<DrawnPlatform, SolvedLoads>();

/** What the draw carries as it is: the same for every change. */
function carriedAsItIs(drawn: DrawnPlatform, users: number): Carried {
  const solved = solvedOf.get(drawn);
  if (solved === undefined) return carriedBy(drawn.platform, users);
  if (solved.carried?.users !== users) {
    solved.carried = { users, ...carriedBy(drawn.platform, users) };
    solved.added++;
  }
  return solved.carried;
}

/** @param users the largest measured load */
export function plausibleAfter(
  drawn: DrawnPlatform,
  changed: Platform,
  users: number,
): PlausiblePlatform {
  const { platform, modelError, changeError } = drawn;
  let error: ModelError | undefined;
  return plausiblePlatform(changed, () => {
    error ??= changedModelError(modelError, changeError, platform, changed, users, () =>
      carriedAsItIs(drawn, users),
    );
    return error;
  });
}

/**
 * A platform that names no limit which makes errors gets the error law of the measurements: a
 * background drawn from its posterior, and as many errors at the level that shows them as were
 * counted: by a limit of requests where a server that was full refused them, else by a time-out, which is
 * the client's own where the figures show it; where nobody says which, by the one that lighter levels contradict less.
 * Few errors that one level alone shows, and of which nobody says what they are, grow with load on two draws of three.
 */
function withErrors(platform: Platform, fit: ErrorFit, random: RandomStream): Platform {
  const z = normal(random);
  if (platform.backgroundErrorRate > 0 || fit.requests === 0) return platform;
  // √rate of a binomial count has the standard deviation 1/(2√n).
  const root = Math.sqrt(fit.background) + z / (2 * Math.sqrt(fit.requests + 1));
  const backgroundErrorRate = Math.min(Math.max(root, 0) ** 2, 1);
  const fails =
    platform.clientTimeOut !== null ||
    platform.requestLimit !== undefined ||
    platform.pools.some(({ acquireTimeOut }) => acquireTimeOut !== null);
  const late = (fit.loadDriven?.errorRate ?? 0) - fit.background;
  if (fails || fit.loadDriven === null || late <= 0) return { ...platform, backgroundErrorRate };
  const { users, cause, timeOut, lighter } = fit.loadDriven;
  const full = () => ({
    ...platform,
    backgroundErrorRate,
    requestLimit: fillingRequests(platform, users, late),
  });
  const slow = () => {
    const clientTimeOut =
      timeOut ?? platformPercentile(preparePlatform(platform, users), users, 1 - late);
    return { ...platform, backgroundErrorRate, clientTimeOut };
  };
  if (cause === "refusal") return full();
  // What is not listed, or says only that it failed, may be either.
  return isUnnamed(fit.loadDriven) ? likelierErrors([slow(), full()], lighter) : slow();
}
