import { readNumber } from "./read-number.ts";

const inSeconds: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  "\u00b5s": 1e-6,
  "\u03bcs": 1e-6,
  ms: 1e-3,
  s: 1,
  sec: 1,
  secs: 1,
  m: 60,
  min: 60,
  h: 3600,
};

/**
 * A duration with its unit, as wrk and Go write it: "78.43ms", "1m2.3s", "866.4µs". In seconds, or
 * undefined when a part has no known unit. A µ that was decoded in a wrong code page ("Âµs") passes.
 */
export function readDuration(text: string | undefined): number | undefined {
  const trimmed = (text ?? "").trim().replace("\u00c2", "");
  if (trimmed === "0") return 0;
  if (!/^(?:[\d.]+[a-z\u00b5\u03bc]+)+$/.test(trimmed)) return undefined;
  let total = 0;
  for (const [, number, unit = ""] of trimmed.matchAll(/([\d.]+)([a-z\u00b5\u03bc]+)/g)) {
    const value = readNumber(number);
    const scale = inSeconds[unit];
    if (value === undefined || scale === undefined) return undefined;
    total += value * scale;
  }
  return total;
}
