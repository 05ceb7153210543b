/** Readers of parsed JSON that expect nothing: each gives a value of its kind or undefined. */
import type { Parsed } from "../../problem.ts";
import { readNumber } from "./read-number.ts";

/** The value under a path of keys, or undefined where the path ends early. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, key)) {
      return undefined;
    }
    current = (current as Record<string, unknown>)[key];
  }
  return current;
}

/** A finite number, 0 or more, also when written as a string (OTLP and Prometheus do so). */
export function numberAt(value: unknown, ...path: readonly string[]): number | undefined {
  const found = at(value, ...path);
  if (typeof found === "string") return readNumber(found);
  return typeof found === "number" && Number.isFinite(found) && found >= 0 ? found : undefined;
}

export function countAt(value: unknown, ...path: readonly string[]): number | undefined {
  const found = numberAt(value, ...path);
  return found !== undefined && Number.isSafeInteger(found) ? found : undefined;
}

/** A time given in units of which `perSecond` make a second. */
export function secondsAt(
  value: unknown,
  perSecond: number,
  ...path: readonly string[]
): number | undefined {
  const found = numberAt(value, ...path);
  return found === undefined ? undefined : found / perSecond;
}

export function textAt(value: unknown, ...path: readonly string[]): string {
  const found = at(value, ...path);
  return typeof found === "string" ? found : typeof found === "number" ? String(found) : "";
}

export function entriesAt(
  value: unknown,
  ...path: readonly string[]
): readonly (readonly [string, unknown])[] {
  const found = at(value, ...path);
  return typeof found === "object" && found !== null && !Array.isArray(found)
    ? Object.entries(found)
    : [];
}

export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** No report nests deeper; a file that does is refused before anything recurses into it. */
const deepest = 200;

function tooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (quoted) {
      if (code === 92) i++;
      else if (code === 34) quoted = false;
    } else if (code === 34) quoted = true;
    else if (code === 91 || code === 123) {
      if (++depth > deepest) return true;
    } else if (code === 93 || code === 125) depth--;
  }
  return false;
}

/** JSON text as a value; the problem of malformed text tells the line where it broke off. */
export function parseJson(file: string, text: string): Parsed<unknown> {
  if (tooDeep(text)) {
    const message = `JSON nested deeper than ${deepest} levels`;
    const hint = "no load-test report is; check that this is the right file";
    return { ok: false, problems: [{ file, line: 1, column: 1, message, hint }] };
  }
  try {
    return { ok: true, value: JSON.parse(text.replace(/^\uFEFF/, "")) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const position = /position (\d+)/.exec(reason)?.[1];
    const before = text.slice(0, position === undefined ? 0 : Number(position));
    return {
      ok: false,
      problems: [
        {
          file,
          line: before.split("\n").length,
          column: before.length - before.lastIndexOf("\n"),
          message: `not valid JSON: ${reason}`,
          hint: "the file may be cut off or edited; write it again with the load generator",
        },
      ],
    };
  }
}
