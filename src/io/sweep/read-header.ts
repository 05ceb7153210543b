import type { ResultsHeader } from "../../sweep/results-header.ts";
import { InputError } from "../../workspace/input-error.ts";
import { errorCode } from "../read-text.ts";
import { type PlacedLine, resultsLines } from "./results-lines.ts";

/** What is not as a file of results has to be. */
export function resultsFault(
  file: string,
  line: number,
  message: string,
  hint: string,
): InputError {
  return new InputError([{ file, line, column: 1, message, hint }]);
}

/**
 * The first line of a file of results; null where it was cut off while it was begun.
 *
 * @throws InputError where there is no file of results
 */
export function readHeader(path: string, shown: string): ResultsHeader | null {
  const first = firstLine(path, shown);
  if (first === undefined || (!first.whole && begins(first.text))) return null;
  const header = parseHeader(first.text);
  if (header !== null) return header;
  const hint = "name another file with -o, or move this one away";
  throw resultsFault(shown, 1, "holds no results of a sweep", hint);
}

const BEGIN = '{"schema":1,"sweep":"';

const begins = (text: string) => BEGIN.startsWith(text.slice(0, BEGIN.length));

function firstLine(path: string, shown: string): PlacedLine | undefined {
  try {
    for (const line of resultsLines(path)) return line;
    return undefined;
  } catch (error) {
    const code = errorCode(error);
    const reason = code === "EISDIR" ? "is a folder, expected a file" : `cannot be read (${code})`;
    throw resultsFault(shown, 1, reason, "check the name, the rights and the disk");
  }
}

function parseHeader(text: string): ResultsHeader | null {
  if (!text.startsWith(BEGIN)) return null;
  try {
    const data: unknown = JSON.parse(text);
    return isHeader(data) ? data : null;
  } catch {
    return null;
  }
}

function isHeader(data: unknown): data is ResultsHeader {
  if (typeof data !== "object" || data === null) return false;
  const { cells, program, sweep, axes, models, shard, method } = data as Partial<ResultsHeader>;
  const counts = Number.isSafeInteger(cells) && Number(cells) >= 1;
  const texts = [program, sweep, method].every((one) => typeof one === "string");
  return counts && texts && Array.isArray(axes) && Array.isArray(models) && isShard(shard);
}

function isShard(shard: unknown): boolean {
  if (shard === null) return true;
  if (typeof shard !== "object") return false;
  const { index = 0, of = 0 } = shard as { index?: number; of?: number };
  return Number.isSafeInteger(index) && Number.isSafeInteger(of) && index >= 1 && index <= of;
}
