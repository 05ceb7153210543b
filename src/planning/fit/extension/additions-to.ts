/** What a planner's model may lack: the same platform with one law or one resource more. */

import { plainQueue } from "../../../platform/plain-queue.ts";
import type { Hypothesis, PoolOf, QueueOf, StationOf } from "../../../platform/platform.ts";
import type { Prior, Quantity } from "../../../platform/quantity.ts";
import type { Seconds } from "../../../units.ts";
import { logNormal } from "../rounded-prior.ts";

/** What the priors of additions are scaled by. */
export interface AdditionScale {
  /** Response time at the lightest load. */
  readonly lightLoad: Seconds;
  readonly maxUsers: number;
}

/** The names of numbers that additions bring; where one is taken, nothing is added. */
const added = {
  drift: "addedDrift",
  overload: "addedOverload",
  contention: "addedContention",
  lock: "addedLock",
} as const;

/**
 * A hypothesis with one addition each, in the words of a planner: a capacity that drifts, one that
 * falls with all that are present, queries that disturb one another, a lock that writes or all
 * requests take one at a time. What the hypothesis says already is not added.
 */
export function additionsTo(hypothesis: Hypothesis, scale: AdditionScale): readonly Hypothesis[] {
  const queues = hypothesis.platform.stations.filter((station) => station.kind === "queue");
  const none = (key: "drift" | "overloadContention" | "contention") =>
    queues.length > 0 && queues.every((station) => station[key] === 0);
  const { endpoints } = hypothesis.platform;
  const writes = endpoints.filter(({ kind }) => kind === "write").map(({ name }) => name);
  const everyone = endpoints.map(({ name }) => name);
  const { maxUsers } = scale;
  return [
    ...(none("drift")
      ? [lawAdded(hypothesis, "a capacity that drifts", added.drift, logNormal(0.1, 1), "drift")]
      : []),
    ...(none("overloadContention")
      ? [
          lawAdded(
            hypothesis,
            "a capacity that falls as more are present",
            added.overload,
            logNormal(1 / maxUsers, 2),
            "overloadContention",
          ),
        ]
      : []),
    ...(none("contention")
      ? [
          lawAdded(
            hypothesis,
            "requests that slow one another down at work",
            added.contention,
            logNormal(0.01, 2),
            "contention",
          ),
        ]
      : []),
    ...(writes.length > 0 && writes.length < everyone.length
      ? [lockAdded(hypothesis, "a lock that writes take one at a time", writes, scale)]
      : []),
    lockAdded(hypothesis, "a lock that all requests take one at a time", everyone, scale),
  ].filter((one) => one !== null);
}

function lawAdded(
  hypothesis: Hypothesis,
  words: string,
  number: string,
  prior: Prior,
  law: "drift" | "overloadContention" | "contention",
): Hypothesis | null {
  const { numbers, platform } = hypothesis;
  if (number in numbers) return null;
  const stations = platform.stations.map(
    (station): StationOf<Quantity> =>
      station.kind === "queue" ? { ...station, [law]: { of: number, times: 1 } } : station,
  );
  return {
    ...hypothesis,
    name: `${hypothesis.name}+${law}`,
    numbers: { ...numbers, [number]: prior },
    platform: { ...platform, title: `${platform.title}; and ${words}`, stations },
  };
}

/** Held inside the connection: who waits for a lock keeps it. */
function lockAdded(
  hypothesis: Hypothesis,
  words: string,
  visitors: readonly string[],
  { lightLoad }: AdditionScale,
): Hypothesis | null {
  const { numbers, platform } = hypothesis;
  const taken = [...platform.stations, ...platform.pools].some(({ name }) => name === LOCK);
  if (added.lock in numbers || taken) return null;
  const lock: QueueOf<Quantity> = {
    ...plainQueue,
    name: LOCK,
    role: "other",
    discipline: "fifo",
    servers: 1,
    work: visitors.map((endpoint) => ({
      endpoint,
      demand: { of: added.lock, times: 1 },
      visits: 1,
      variation: 1,
    })),
  };
  const holdsDatabase = ({ around }: PoolOf<Quantity>) =>
    platform.stations.some(({ name, role }) => role === "database" && around.includes(name));
  const pools = platform.pools.map((pool) =>
    pool.held === "request" && holdsDatabase(pool)
      ? { ...pool, around: [...pool.around, LOCK] }
      : pool,
  );
  const holders = pools.filter(({ around }) => around.includes(LOCK));
  return {
    ...hypothesis,
    name: `${hypothesis.name}+lock${visitors.length}`,
    numbers: { ...numbers, [added.lock]: logNormal(0.1 * lightLoad, 1.5) },
    platform: {
      ...platform,
      title: `${platform.title}; and ${words}`,
      stations: [...platform.stations, lock],
      // A lock is in one pool at most: the others hold what they held.
      pools: holders.length > 1 ? platform.pools : pools,
    },
  };
}

const LOCK = "lock";
