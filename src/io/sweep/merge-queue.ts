/** A sweep that workers of a queue computed, as one file, in the order of its cells. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { Redis } from "ioredis";
import { cellAt } from "../../sweep/cell-at.ts";
import { cellKeys } from "../../sweep/cell-key.ts";
import type { ResultsHeader } from "../../sweep/results-header.ts";
import { InputError } from "../../workspace/input-error.ts";
import { errorCode } from "../read-text.ts";
import type { NamedResults } from "./merge-results.ts";
import { cellsKey, connectTo, queuePackages, shownAddress } from "./queue-address.ts";
import { resultsFault } from "./read-header.ts";
import { cellOfLine } from "./results-lines.ts";
import { sha256Key } from "./sha256-key.ts";
import { type QueuedResults, sweepOnQueue } from "./sweeps-on-queue.ts";

/** Cells that are asked for at once. */
const AT_ONCE = 1000;

/**
 * Writes one file of what lies on a queue. Nothing is written unless every cell is there; what
 * lies there stays until it is forgotten.
 *
 * @param wanted title of the sweep, or how its name begins; undefined: the only one
 * @returns the header of the whole
 * @throws InputError where a cell is missing or of another sweep, or nobody answers
 */
export async function mergeQueue(
  address: string,
  wanted: string | undefined,
  output: NamedResults,
): Promise<ResultsHeader> {
  const redis = await connectTo(address, await queuePackages(address));
  redis.on("error", () => {}); // it comes back by itself
  try {
    const sweep = await sweepOnQueue(redis, address, wanted);
    await writeWhole(redis, address, sweep, output);
    return sweep.header;
  } finally {
    redis.disconnect();
  }
}

async function writeWhole(
  redis: Redis,
  address: string,
  sweep: QueuedResults,
  { path, shown }: NamedResults,
): Promise<void> {
  const temporary = `${path}.new`;
  let descriptor: number | null = null;
  try {
    descriptor = openSync(temporary, "w");
    writeFileSync(descriptor, `${JSON.stringify(sweep.header)}\n`);
    for await (const lines of linesOf(redis, address, sweep)) {
      writeFileSync(descriptor, `${lines.join("\n")}\n`);
    }
    fsyncSync(descriptor);
    renameSync(temporary, path);
  } catch (error) {
    if (error instanceof InputError) throw error;
    const message = `cannot be written (${errorCode(error) ?? error})`;
    throw resultsFault(shown, 1, message, "check the folder, its rights and the free space");
  } finally {
    if (descriptor !== null) {
      closeSync(descriptor);
      rmSync(temporary, { force: true });
    }
  }
}

/** In the order of the cells. */
async function* linesOf(
  redis: Redis,
  address: string,
  { study, header, count }: QueuedResults,
): AsyncGenerator<readonly string[]> {
  const keys = cellKeys(study, sha256Key);
  const fault = (message: string, hint: string) =>
    resultsFault(shownAddress(address), 1, message, hint);
  for (let from = 0; from < header.cells; from += AT_ONCE) {
    const cells = Array.from(
      { length: Math.min(AT_ONCE, header.cells - from) },
      (_, i) => from + i,
    );
    const lines = await redis.hmget(cellsKey(header.sweep), ...cells.map(String));
    yield cells.map((cell, i) => {
      const line = lines[i] ?? null;
      if (line === null) {
        const message = `holds ${count} of ${header.cells} cells: cell ${cell} is missing`;
        const hint =
          "wait for its workers, or run its sweep again: only what is missing is computed";
        throw fault(message, hint);
      }
      const found = cellOfLine(line);
      if (found?.cell === cell && found.key === keys(cellAt(study, cell))) return line;
      const hint = `take it out: redis-cli HDEL ${cellsKey(header.sweep)} ${cell}`;
      throw fault(`cell ${cell} is no result of this sweep`, hint);
    });
  }
}
