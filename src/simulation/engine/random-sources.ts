import { entryAt } from "../../entry-at.ts";
import { RandomStream } from "../../random/random-stream.ts";
import { recordOf } from "../../record.ts";

/** What randomness is drawn for. The order is the stream's number: add new ones at the end. */
const perEndpoint = [
  "requestClass",
  "backgroundError",
  "cacheKey",
  "shard",
  "deadlock",
  "commitTime",
] as const;
const shared = ["thinkTime", "mix", "arrivals", "backOff", "phase"] as const;

/** Streams kept free for each, so that a new source shifts no other. */
const STRIDE = 16;

/**
 * The streams of one replication: one for each source, and for each endpoint's sources one of
 * its own, 2^64 draws apart, and those of the work at each station. What one source draws never
 * shifts another: two scenarios of one seed see the same pauses and mix and, at stations that both
 * have, series of the same work (common random numbers).
 */
export interface RandomSources {
  readonly shared: Readonly<Record<(typeof shared)[number], RandomStream>>;
  readonly endpoints: readonly Readonly<Record<(typeof perEndpoint)[number], RandomStream>>[];
  /** Of the work at each station or pool, in the order of the tree, by endpoint. */
  readonly work: readonly (readonly RandomStream[])[];
}

/**
 * Cost some microseconds for each source.
 *
 * @throws RangeError unless seed and replication are whole numbers, 0 or more
 */
export function randomSources(
  seed: number,
  replication: number,
  endpoints: number,
  places: number,
): RandomSources {
  const base = RandomStream.fromSeed(replicationSeed(seed, replication));
  const next = () => {
    const stream = new RandomStream(base.state());
    base.jump();
    return stream;
  };
  const block = <Name extends string>(names: readonly Name[]) => {
    const streams = Array.from({ length: STRIDE }, next);
    return recordOf(names, (_, i) => entryAt(streams, i));
  };
  return {
    shared: block(shared),
    endpoints: Array.from({ length: endpoints }, () => block(perEndpoint)),
    work: Array.from({ length: places }, () => Array.from({ length: endpoints }, next)),
  };
}

/**
 * The seed of one replication: the r-th pair of numbers of the user's seed, 53 bits. Seeds 1
 * and 2 share no replication, as seed + r would have them do.
 */
function replicationSeed(seed: number, replication: number): number {
  const stream = RandomStream.fromSeed(seed);
  for (let i = 0; i < 2 * replication; i++) stream.next();
  return (stream.next() >>> 11) * 2 ** 32 + stream.next();
}
