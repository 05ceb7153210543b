/** A platform that solves each load once, however many questions ask for it. */
import type { PerSecond, Seconds, Share } from "../../units.ts";
import type { Percentile, PlatformPoint, PlausiblePlatform } from "../plausible-platform.ts";

/** What a platform does at one load, in numbers. */
export interface SolvedLoad extends Omit<PlatformPoint, "percentile"> {
  /** Those that were asked for. */
  readonly percentiles: Map<Percentile, Seconds>;
}

/** What a platform can carry, without a limit on its rate. */
export interface Carried {
  /** R of one user. */
  readonly idle: Seconds;
  /** X where it can do no more. */
  readonly carried: PerSecond;
}

/** All that is known of one platform, which others can take up again. */
export interface SolvedLoads {
  /** Null where it was not asked for. */
  lightLoadCycle: Seconds | null;
  /** By users; null where it was not asked for. */
  carried: (Carried & { readonly users: number }) | null;
  readonly loads: LoadTable;
  /** Numbers that have been found since this was made or taken up. */
  added: number;
}

/** By users. */
export interface LoadTable {
  readonly get: (users: number) => SolvedLoad | undefined;
  readonly set: (users: number, load: SolvedLoad) => unknown;
  readonly values: () => Iterable<SolvedLoad>;
}

export interface SolvedPlatform {
  /** Answers from what is known, and adds to it what is not. */
  readonly platform: PlausiblePlatform;
  readonly solved: SolvedLoads;
}

/**
 * Loads up to `most` are all solved by one preparation for so many, so that a figure does not hang on
 * which question came first. Only numbers are remembered, not the laws of the response times.
 *
 * @param known of the same platform and `most`, from before
 */
export function solvedPlatform(
  platform: PlausiblePlatform,
  most: number,
  known?: SolvedLoads,
): SolvedPlatform {
  const solved = known ?? { lightLoadCycle: null, carried: null, loads: new Map(), added: 0 };
  return { solved, platform: new SolvedOnce(platform, most, solved) };
}

/** A class for the same reason as that of the platform itself. */
class SolvedOnce implements PlausiblePlatform {
  readonly backgroundErrorRate: Share;
  readonly failsUnderLoad: boolean;
  readonly rateLimit: PerSecond | null;
  readonly upTo: PlausiblePlatform["upTo"];
  private readonly whole: PlausiblePlatform;
  private readonly solved: SolvedLoads;

  constructor(whole: PlausiblePlatform, most: number, solved: SolvedLoads) {
    this.backgroundErrorRate = whole.backgroundErrorRate;
    this.failsUnderLoad = whole.failsUnderLoad;
    this.rateLimit = whole.rateLimit;
    this.upTo = (maxUsers) =>
      maxUsers > most
        ? whole.upTo(maxUsers)
        : (users) => pointOf(solved, users, () => whole.upTo(most)(users));
    this.whole = whole;
    this.solved = solved;
  }

  get lightLoadCycle(): Seconds {
    const { solved } = this;
    if (solved.lightLoadCycle === null) {
      solved.lightLoadCycle = this.whole.lightLoadCycle;
      solved.added++;
    }
    return solved.lightLoadCycle;
  }
}

function pointOf(solved: SolvedLoads, users: number, solve: () => PlatformPoint): PlatformPoint {
  let made: PlatformPoint | undefined;
  const point = () => {
    made ??= solve();
    return made;
  };
  const added = (): SolvedLoad => {
    const load = { ...numbersOf(point()), percentiles: new Map<Percentile, Seconds>() };
    solved.loads.set(users, load);
    solved.added++;
    return load;
  };
  const load = solved.loads.get(users) ?? added();
  const { percentiles } = load;
  // Field by field, since a short question asks for thousands.
  return {
    users: load.users,
    throughput: load.throughput,
    answered: load.answered,
    goodput: load.goodput,
    mean: load.mean,
    errorRate: load.errorRate,
    refusedShare: load.refusedShare,
    utilization: load.utilization,
    bottleneck: load.bottleneck,
    percentile: (name) => {
      const before = percentiles.get(name);
      if (before !== undefined) return before;
      const time = point().percentile(name);
      percentiles.set(name, time);
      solved.added++;
      return time;
    },
  };
}

function numbersOf({
  percentile: _,
  ...numbers
}: PlatformPoint): Omit<PlatformPoint, "percentile"> {
  return numbers;
}
