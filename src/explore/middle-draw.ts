import { entryAt } from "../entry-at.ts";
import type { PlatformLimits } from "../limits/platform-limits.ts";
import { intervalOf } from "../limits/summarize-draws.ts";
import type { DrawnPlatform } from "../planning/what-if/drawn-platform.ts";
import type { ScenarioBase } from "../planning/what-if/run-scenario.ts";
import type { ConnectionRoom } from "../platform/levers/change/wanted-connections.ts";

/** One plausible platform that stands for all of them until they have answered. */
export interface MiddleDraw {
  readonly drawn: DrawnPlatform;
  /** Users of the largest measured load. */
  readonly largestLoad: number;
  /** What the database accepts, as far as known beside the model. */
  readonly room?: ConnectionRoom;
}

/** The draw whose breaking point and ceiling lie nearest to the medians of all, as ratios. */
export function middleDraw({ groups, picks, found, search }: ScenarioBase): MiddleDraw {
  const breaks = ({ breakingPoint }: PlatformLimits) => breakingPoint ?? search.maxUsers;
  const middleBreak = intervalOf(found.ofDraws.map(breaks)).value;
  const middlePeak = intervalOf(found.ofDraws.map(({ peakThroughput }) => peakThroughput)).value;
  const far = (limits: PlatformLimits) =>
    Math.abs(Math.log(breaks(limits) / middleBreak)) +
    Math.abs(Math.log(limits.peakThroughput / middlePeak));
  const distances = found.ofDraws.map(far);
  const nearest = distances.indexOf(Math.min(...distances));
  const { group, draw } = entryAt(picks, nearest);
  const { drawn, largestLoad, room } = entryAt(groups, group);
  const known = room === undefined ? {} : { room };
  return { drawn: entryAt(drawn, draw), largestLoad, ...known };
}
