/**
 * JMeter's result log as XML: `<testResults>` with one element a sample, of any name, its figures in
 * attributes (t elapsed ms, ts start, s success, lb label, rc/rm response, tn thread, na all threads).
 * Samples inside samples are parts of them and are not counted. Read by scanning tags, so that a
 * cut file, leading blanks and characters that XML 1.0 forbids do no harm.
 */
import type { Importer } from "../imported-run.ts";
import { type JmeterSample, jmeterRun } from "./jmeter-run.ts";
import { readCount, readMilliseconds } from "./read-number.ts";
import { rejections } from "./rejections.ts";
import { responseTimeOf } from "./response-time.ts";
import { unescapeMarkup } from "./unescape-markup.ts";
import { unixTime } from "./unix-time.ts";

const tag = /<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/g;
const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
/** Attributes of a tag by name, entities resolved. */
export function attributesOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = "", double, single] of text.matchAll(attribute)) {
    found.set(name, unescapeMarkup(double ?? single ?? ""));
  }
  return found;
}

export const importJmeterXml: Importer = (file, options) => {
  const rejected = rejections(file.name);
  const samples: JmeterSample[] = [];
  const open: string[] = [];
  let line = 1;
  let counted = 0;
  for (const match of file.text.matchAll(tag)) {
    const [, closing, name = "", raw = "", selfClosed] = match;
    if (closing === "/") {
      if (open.at(-1) === name) open.pop();
      continue;
    }
    const attributes = attributesOf(raw);
    if (!attributes.has("ts") || !attributes.has("t")) continue;
    const nested = open.length > 0;
    if (selfClosed !== "/") open.push(name);
    if (nested) continue;
    for (let at = counted; at < match.index; at++) if (file.text[at] === "\n") line++;
    counted = match.index;
    const get = (key: string) => attributes.get(key) ?? "";
    const start = unixTime(get("ts"));
    const elapsed = responseTimeOf(readMilliseconds(get("t")));
    if (start === undefined || elapsed === undefined) {
      rejected.add(line, 1, "the sample's ts or t cannot be read", "both are milliseconds");
      continue;
    }
    const message = `${get("rc")} ${get("rm")}`.trim();
    samples.push({
      end: start + elapsed,
      responseTime: elapsed,
      method: "",
      path: get("lb"),
      error: get("s") === "false" ? message || "failed" : "",
      thread: get("tn"),
      host: get("hn"),
      allThreads: readCount(get("na")) ?? null,
      transaction: /^Number of samples in transaction\s*:/.test(get("rm")),
    });
  }
  return jmeterRun("jmeter-xml", file.name, { samples, rejected, cut: false }, options);
};
