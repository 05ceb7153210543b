/** A platform that solves each load once, however many questions ask for it. */
import type { Seconds } from "../../units.ts";
import type { Percentile, PlatformPoint, PlausiblePlatform } from "../plausible-platform.ts";

/** What a platform does at one load, in numbers. */
export interface SolvedLoad extends Omit<PlatformPoint, "percentile"> {
  /** Those that were asked for. */
  readonly percentiles: Map<Percentile, Seconds>;
}

/** All that is known of one platform, which others can take up again. */
export interface SolvedLoads {
  /** Of the same platform. */
  readonly lightLoadCycle: Seconds;
  readonly loads: LoadTable;
  /** Loads and percentiles that have been solved since this was made or taken up. */
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
  const solved = known ?? {
    lightLoadCycle: platform.lightLoadCycle,
    loads: new Map(),
    added: 0,
  };
  const { backgroundErrorRate, failsUnderLoad, rateLimit } = platform;
  return {
    solved,
    platform: {
      ...{ lightLoadCycle: solved.lightLoadCycle, backgroundErrorRate, failsUnderLoad, rateLimit },
      upTo: (maxUsers) =>
        maxUsers > most
          ? platform.upTo(maxUsers)
          : (users) => pointOf(solved, users, () => platform.upTo(most)(users)),
    },
  };
}

function pointOf(
  solved: SolvedLoads,
  users: number,
  solve: () => PlatformPoint,
): PlatformPoint {
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
  const { percentiles, ...numbers } = solved.loads.get(users) ?? added();
  return {
    ...numbers,
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
