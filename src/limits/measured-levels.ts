/** What was measured, as far as a limit may be held against it. */
import type { Observation } from "../measurement/observations.ts";
import { admittedPart } from "../measurement/refusals/admitted-part.ts";
import type { Share } from "../units.ts";
import { reachesKnee } from "./reaches-knee.ts";

export interface MeasuredLevels {
  /**
   * Trusted levels without an incident, ascending in users: what was let in there, for limits are of
   * that.
   */
  readonly trusted: readonly Observation[];
  /**
   * The same levels with the throughput of what was answered, which ceiling, saturation and rate
   * limit are of: where platforms have a time-out, curves count what it ends, too.
   */
  readonly answered: readonly Observation[];
  /**
   * Whether they reach the limits: enough loads, and one of them clearly off the light-load line.
   * Where they do not, what lies above the heaviest is known from below only.
   */
  readonly reachLimits: boolean;
}

/**
 * A level must be trusted more than this: a half says that its figures belong to another load or
 * moment (see `levelTrust`), and then they contradict nothing at this one.
 */
const TRUSTED: Share = 0.5;

/** Two loads make a line, which fits anything: the third is the first that can disagree. */
const LEAST_LOADS = 3;

/** @param timeOuts the background errors of platforms that have a time-out; null without one */
export function measuredLevels(
  observations: readonly Observation[],
  timeOuts: { readonly background: Share } | null = null,
): MeasuredLevels {
  const trusted = observations
    .filter(({ trust, incident }) => trust > TRUSTED && !incident)
    .toSorted((a, b) => a.users - b.users);
  // Thinness is of the campaign: a level that is not trusted was reached all the same.
  const timed = observations.filter(
    ({ mean, p50, p95 }) => mean !== undefined || p50 !== undefined || p95 !== undefined,
  );
  const loads = new Set(timed.map(({ users }) => users)).size;
  const admitted = trusted.map(admittedPart);
  return {
    trusted: admitted,
    answered:
      timeOuts === null
        ? admitted
        : admitted.map((level) => answeredPart(level, timeOuts.background)),
    // Whom a rate limit turns away is sent back to think: such levels stay on the light-load line.
    reachLimits:
      loads >= LEAST_LOADS &&
      reachesKnee((trusted.length > 0 ? trusted : observations).map(withLimitedTimes)),
  };
}

/** X·(1 − e)/(1 − b): background errors b are answers, too, and the others e timed out. */
function answeredPart(level: Observation, background: Share): Observation {
  const { requests, failures, throughput } = level;
  if (requests === undefined || failures === undefined || throughput === undefined) return level;
  if (requests === 0 || background >= 1) return level;
  const answered = Math.min(1, (1 - failures / requests) / (1 - background));
  return { ...level, throughput: throughput * answered };
}

/** All that was sent and how long answers took, but what a full server turned away. */
function withLimitedTimes(level: Observation): Observation {
  const { limited, throughput } = level;
  if (limited === undefined) return admittedPart(level);
  const { throughput: _, ...times } = admittedPart(level);
  return { ...times, ...(throughput === undefined ? {} : { throughput }) };
}
