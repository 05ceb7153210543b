/** A limit for each user beside the one for all: far from what a user of the test sends, near to what one client may not. */
import { meets } from "../../textbook/open/least-count.ts";
import { mmck } from "../../textbook/open/mmck.ts";
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
 * with room for `burst`, which refuses less than M/M/1/K does. A user who waits for each answer comes more
 * evenly than by chance.
 *
 * @param cycle think time and response time of a user where nobody waits
 * @param refused above 0, below 1
 * @throws RangeError unless both are above 0
 */
export function perUserLimit(cycle: Seconds, refused: Share): PerUserLimit {
  if (!(cycle > 0)) throw new RangeError(`cycle must be above 0, got ${cycle}`);
  if (!(refused > 0)) throw new RangeError(`refused must be above 0, got ${refused}`);
  const sends = 1 / cycle;
  const bucket = { arrivalRate: 1 / ROOM, serviceTime: 1, servers: 1 };
  const lost = (capacity: number) => mmck({ ...bucket, capacity }).probabilityOfLoss;
  let burst = 1;
  while (!meets(lost(burst), refused) && burst < MOST_BURST) burst++;
  return { sends, rate: ROOM * sends, burst };
}
