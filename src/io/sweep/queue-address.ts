/** Connecting to Redis or Valkey: optional packages, loaded only where a queue is asked for. */
import type { Queue, Worker } from "bullmq";
import type { Redis } from "ioredis";
import { InputError } from "../../workspace/input-error.ts";
import { errorCode } from "../read-text.ts";
import { sha256Key } from "./sha256-key.ts";

export interface QueuePackages {
  readonly Queue: typeof Queue;
  readonly Worker: typeof Worker;
  readonly Redis: typeof Redis;
}

/** Names and versions, as a planner installs them. */
const packages = "bullmq@6.7.0 ioredis@5.11.1";

/** The address without its password, for messages. */
export function shownAddress(address: string): string {
  return address.replace(/\/\/[^@/]*@/, "//…@");
}

function fault(address: string, message: string, hint: string): InputError {
  return new InputError([{ file: shownAddress(address), line: 1, column: 1, message, hint }]);
}

/** @throws InputError where they are not installed */
export async function queuePackages(address: string): Promise<QueuePackages> {
  try {
    const [{ Queue, Worker }, { Redis }] = await Promise.all([import("bullmq"), import("ioredis")]);
    return { Queue, Worker, Redis };
  } catch (error) {
    const reason = `needs BullMQ and ioredis, which are not installed here (${errorCode(error) ?? error})`;
    throw fault(address, reason, `npm install ${packages}`);
  }
}

/** A connection tries again as long as it takes; only the first must come about at once. */
const FIRST_TRY = 5000;

/** @throws InputError where nobody answers there */
export async function connectTo(address: string, { Redis }: QueuePackages): Promise<Redis> {
  const first = new Redis(address, {
    lazyConnect: true,
    connectTimeout: FIRST_TRY,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  let said: unknown;
  first.on("error", (error) => {
    said = error;
  });
  try {
    await first.connect();
    await first.ping();
  } catch (error) {
    const reason = errorCode(said ?? error) ?? said ?? error;
    const hint = "start it (redis-server --appendonly yes), or check the address and the password";
    throw fault(address, `does not answer (${reason})`, hint);
  } finally {
    first.disconnect();
  }
  return new Redis(address, {
    maxRetriesPerRequest: null, // what a worker needs: its commands wait for the server to return
    retryStrategy: (tries) => Math.min(100 * tries, 1000),
  });
}

/** Workers of another version never see what this one asks for. */
export const queueName = (program: string): string =>
  `headroom-sweep-${sha256Key(program).slice(0, 12)}`;

/** Where a sweep itself lies, for its workers. */
export const studyKey = (sweep: string): string => `headroom:sweep:${sweep}`;

/** Where the lines of a sweep lie by number of cell, for who merges them. */
export const cellsKey = (sweep: string): string => `headroom:cells:${sweep}`;

/** A sweep that nobody has asked for or worked on this long is forgotten, s. */
export const KEPT = 7 * 24 * 3600;

/** A batch of cells, as it is queued. */
export interface CellJob {
  readonly sweep: string;
  readonly batch: string;
  readonly cells: readonly number[];
  /** The list that its lines are to be put on. */
  readonly results: string;
}
