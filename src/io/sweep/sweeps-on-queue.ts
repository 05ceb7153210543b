/** Sweeps whose cells lie in Redis: what workers computed, whoever asked for it and is gone. */
import type { Redis } from "ioredis";
import { type ResultsHeader, resultsHeader } from "../../sweep/results-header.ts";
import type { SweepStudy } from "../../sweep/sweep-study.ts";
import { InputError } from "../../workspace/input-error.ts";
import { cellsKey, shownAddress, studyKey } from "./queue-address.ts";
import { sha256Key } from "./sha256-key.ts";

export interface QueuedResults {
  readonly study: SweepStudy;
  readonly header: ResultsHeader;
  /** Cells that lie there. */
  readonly count: number;
}

/** Signs of a sweep's name that are shown. */
const SHOWN = 12;

/** Sweeps that are told apart in one message. */
const MOST_SHOWN = 10;

/**
 * The only sweep on a queue, or the one that is named.
 *
 * @param wanted its title, or how its name begins; undefined: there is only one
 * @throws InputError where there is none, or more than one
 */
export async function sweepOnQueue(
  redis: Redis,
  address: string,
  wanted: string | undefined,
): Promise<QueuedResults> {
  const all = await sweepsOnQueue(redis);
  const found = all.filter(
    ({ header }) =>
      wanted === undefined || header.title === wanted || header.sweep.startsWith(wanted),
  );
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  const fault = (message: string, hint: string) =>
    new InputError([{ file: shownAddress(address), line: 1, column: 1, message, hint }]);
  if (all.length === 0) {
    const hint = "what workers computed lies there for a week: headroom sweep grid.yaml --queue …";
    throw fault("holds no results of a sweep", hint);
  }
  const message =
    only === undefined
      ? `holds no sweep named "${wanted}"`
      : `holds ${found.length} sweeps${wanted === undefined ? "" : ` named "${wanted}"`}`;
  throw fault(message, `name one with --sweep: ${listed(only === undefined ? all : found)}`);
}

async function sweepsOnQueue(redis: Redis): Promise<readonly QueuedResults[]> {
  const keys = new Set<string>();
  for (let cursor = "0"; ; ) {
    const [next, some] = await redis.scan(cursor, "MATCH", studyKey("*"), "COUNT", 1000);
    for (const key of some) keys.add(key);
    if (next === "0") break;
    cursor = next;
  }
  const sweeps: QueuedResults[] = [];
  for (const key of [...keys].toSorted()) {
    const text = await redis.get(key);
    const count = await redis.hlen(cellsKey(key.slice(studyKey("").length)));
    if (text === null || count === 0) continue;
    const study: SweepStudy = JSON.parse(text);
    sweeps.push({ study, header: resultsHeader(study, null, sha256Key), count });
  }
  return sweeps;
}

function listed(sweeps: readonly QueuedResults[]): string {
  const shown = sweeps.slice(0, MOST_SHOWN).map(({ header, count }) => {
    const { sweep, title, cells, program } = header;
    return `${sweep.slice(0, SHOWN)} ("${title}", ${count} of ${cells} cells, by ${program})`;
  });
  const more = sweeps.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
