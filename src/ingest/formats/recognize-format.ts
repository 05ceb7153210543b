import type { FirstRow, Signs } from "./load-test-format.ts";
import { loadTestFormats } from "./load-test-formats.ts";
import { at } from "./text/json-value.ts";
import { readRows } from "./text/read-rows.ts";

/** Enough of a file to tell its format; the rest may be gigabytes. */
const head = 65_536;

/** Name of the first format in the table one of whose signs of this kind is seen. */
function first<K extends keyof Signs>(
  kind: K,
  seen: (sign: NonNullable<Signs[K]>) => boolean,
): string | undefined {
  return loadTestFormats.find(({ signs }) => {
    const sign = signs[kind];
    return sign !== undefined && seen(sign as NonNullable<Signs[K]>);
  })?.name;
}

/**
 * Tells a load-test file's format by what is in it; the name plays no part, since people call a raw
 * JMeter log "aggregate.csv". Looks at the first 64 KiB, and parses JSON wholly when it is not one
 * object a line. "unknown" when nothing fits.
 */
export function recognizeFormat(text: string): string {
  const start = text.slice(0, head).replace(/^\uFEFF/, "");
  const binary = first("magic", (sign) => sign(start.slice(0, 4), start));
  if (binary !== undefined) return binary;
  const trimmed = start.trimStart();
  if (trimmed.startsWith("{") || trimmed.startsWith("[")) return recognizeJson(text);
  if (trimmed.startsWith("<")) {
    return first("markup", (sign) => sign(text.slice(0, head), text)) ?? "unknown";
  }
  const row = firstRow(start);
  return (
    first("text", (sign) => sign(start)) ??
    first("columns", (sign) => sign(row)) ??
    first("headless", (sign) => sign(row)) ??
    // Locust's --json prints log lines before and a table after the array.
    first("embedded", (sign) => sign(text.slice(0, head))) ??
    // Console output may be long before its summary comes.
    (text.length > head ? first("text", (sign) => sign(text.slice(-head))) : undefined) ??
    "unknown"
  );
}

function firstRow(start: string): FirstRow {
  const cells = readRows(start).rows[0]?.cells ?? [];
  const names = cells.map((cell) => cell.trim().toLowerCase());
  return { cells, names, has: (...wanted) => wanted.every((name) => names.includes(name)) };
}

function recognizeJson(text: string): string {
  const trimmed = text.replace(/^\uFEFF/, "").trimStart();
  const firstLine = trimmed.slice(0, trimmed.search(/[\r\n]|$/)).trim();
  const line = parsed(firstLine);
  const byLine = line === undefined ? undefined : first("line", (sign) => sign(line));
  if (byLine !== undefined) return byLine;
  const value = line ?? parsed(trimmed);
  if (value === undefined) {
    const start = trimmed.slice(0, head);
    return first("brokenJson", (sign) => sign.test(start)) ?? "unknown";
  }
  return recognizeValue(value) ?? "unknown";
}

/** `autocannon` and others may stand in an array of several runs. */
function recognizeValue(value: unknown): string | undefined {
  const own = first("json", (sign) => sign((...path) => at(value, ...path) !== undefined, value));
  if (own !== undefined || !Array.isArray(value)) return own;
  const [element] = value;
  return typeof element === "object" && element !== null && !Array.isArray(element)
    ? recognizeValue(element)
    : undefined;
}

function parsed(text: string): unknown {
  if (text === "") return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
