/** A limit for each user beside the one for all: far from what a user of the test sends, near to what one client may not. */
import type { PerSecond, Seconds, Share } from "../../units.ts";

export interface PerUserLimit {
  /** What a user sends where nobody waits. */
  readonly sends: PerSecond;
  readonly rate: PerSecond;
  /** Requests that may come at once. */
  readonly burst: number;
}

/** Of what a user of the test sends at most. */
const ROOM = 2;

/** More at once is no burst of one person's. */
const MOST_BURST = 1000;

/**
 * Twice the mean rate of a user whom nothing slows down, and as many at once as leave at most the share
 * refused of one whose requests come by chance: a bucket filled at ρ = ½ of its rate is a queue M/D/1
 * with room for `burst`, which refuses less than M/M/1 does, (1 − ρ)·ρ^K / (1 − ρ^(K + 1)). A user who
 * waits for each answer comes more evenly than by chance.
 *
 * @param cycle think time and response time of a user where nobody waits
 * @param refused above 0, below 1
 * @throws RangeError unless both are above 0
 */
export function perUserLimit(cycle: Seconds, refused: Share): PerUserLimit {
  if (!(cycle > 0)) throw new RangeError(`cycle must be above 0, got ${cycle}`);
  if (!(refused > 0)) throw new RangeError(`refused must be above 0, got ${refused}`);
  const sends = 1 / cycle;
  const load = 1 / ROOM;
  const lost = (burst: number) => ((1 - load) * load ** burst) / (1 - load ** (burst + 1));
  let burst = 1;
  while (lost(burst) > refused && burst < MOST_BURST) burst++;
  return { sends, rate: ROOM * sends, burst };
}
