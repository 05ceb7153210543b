/** M/M/c//N as a platform: the textbook's closed system, for tests that know its figures. */
import type { Discipline } from "../discipline.ts";
import type { Platform } from "../platform.ts";
import { plainPlatform } from "./plain-platform.ts";

export interface ClassicalOptions {
  readonly thinkTime?: number;
  readonly apiTime?: number;
  /** Connections c. */
  readonly poolSize?: number;
  readonly serviceTime?: number;
  /** Cores inside the pool, in order of arrival; so many that none is ever short without it. */
  readonly innerServers?: number;
  readonly discipline?: Discipline;
  readonly contention?: number;
  readonly overloadContention?: number;
  readonly backgroundErrorRate?: number;
  readonly timeOut?: number | null;
}

const NEVER_SHORT = 1e6;

/**
 * M/M/c//N: exponential holds of 50 ms in a pool of 20, one second of thinking, and nothing else
 * that slows, varies or fails.
 */
export function classicalModel(options: ClassicalOptions = {}): Platform {
  const { poolSize = 20, serviceTime = 0.05, innerServers = NEVER_SHORT } = options;
  const { discipline = "fifo", contention = 0, overloadContention = 0 } = options;
  const platform = plainPlatform({
    thinkTime: options.thinkTime ?? 1,
    apiTime: options.apiTime ?? 0,
    databaseTime: serviceTime,
    cores: innerServers,
    poolSize,
    queue: { discipline, contention, overloadContention },
  });
  return {
    ...platform,
    clientTimeOut: options.timeOut ?? null,
    backgroundErrorRate: options.backgroundErrorRate ?? 0,
  };
}
