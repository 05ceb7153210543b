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
  /** By users. */
  readonly loads: Map<number, SolvedLoad>;
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
  const solved = known ?? { lightLoadCycle: platform.lightLoadCycle, loads: new Map() };
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

function pointOf({ loads }: SolvedLoads, users: number, solve: () => PlatformPoint): PlatformPoint {
  let made: PlatformPoint | undefined;
  const point = () => {
    made ??= solve();
    return made;
  };
  const load = loads.get(users) ?? { ...numbersOf(point()), percentiles: new Map() };
  loads.set(users, load);
  const { percentiles, ...numbers } = load;
  return {
    ...numbers,
    percentile: (name) => {
      const time = percentiles.get(name) ?? point().percentile(name);
      percentiles.set(name, time);
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
