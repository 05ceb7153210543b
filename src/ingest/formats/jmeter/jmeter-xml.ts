/**
 * JMeter's result log as XML: `<testResults>` with one element a sample, of any name, its figures in
 * attributes (t elapsed ms, ts start, s success, lb label, rc/rm response, tn thread, na all threads).
 * Samples inside a request are parts of it and are not counted; those inside a transaction that was made
 * their parent are the requests, and the transaction is not. Read by scanning tags, so that a
 * cut file, leading blanks and characters that XML 1.0 forbids do no harm.
 */
import type { Importer } from "../../imported-run.ts";
import { rejections } from "../rejections.ts";
import { responseTimeOf } from "../response-time.ts";
import { readCount, readMilliseconds } from "../text/read-number.ts";
import { unescapeMarkup } from "../text/unescape-markup.ts";
import { unixTime } from "../text/unix-time.ts";
import { jmeterRun } from "./jmeter-run.ts";
import { type JmeterSample, transactionMessage, transactionOf } from "./jmeter-sample.ts";

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

/** A sample whose element is still open, and its place among those counted. */
interface OpenSample {
  readonly name: string;
  readonly transaction: boolean;
  at: number | null;
}

export const importJmeterXml: Importer = (file, options) => {
  const rejected = rejections(file.name);
  const samples: JmeterSample[] = [];
  const open: OpenSample[] = [];
  let line = 1;
  let passed = 0;
  const parents = new Set<number>();
  for (const match of file.text.matchAll(tag)) {
    const [, closing, name = "", raw = "", selfClosed] = match;
    if (closing === "/") {
      if (open.at(-1)?.name === name) open.pop();
      continue;
    }
    const attributes = attributesOf(raw);
    if (!attributes.has("ts") || !attributes.has("t")) continue;
    const transaction = transactionMessage.test(attributes.get("rm") ?? "");
    const within = open.at(-1);
    // In a request stand its parts; in a transaction that was made the parent stand its requests.
    const counted = open.every((one) => one.transaction);
    const entry: OpenSample = { name, transaction, at: null };
    if (selfClosed !== "/") open.push(entry);
    if (!counted) continue;
    if (within?.at != null) {
      parents.add(within.at);
      within.at = null;
    }
    for (let at = passed; at < match.index; at++) if (file.text[at] === "\n") line++;
    passed = match.index;
    const get = (key: string) => attributes.get(key) ?? "";
    const start = unixTime(get("ts"));
    const elapsed = responseTimeOf(readMilliseconds(get("t")));
    if (start === undefined || elapsed === undefined) {
      rejected.add(line, 1, "the sample's ts or t cannot be read", "both are milliseconds");
      continue;
    }
    const message = `${get("rc")} ${get("rm")}`.trim();
    entry.at = samples.length;
    samples.push({
      end: start + elapsed,
      responseTime: elapsed,
      method: "",
      path: get("lb"),
      error: get("s") === "false" ? message || "failed" : "",
      thread: get("tn"),
      host: get("hn"),
      allThreads: readCount(get("na")) ?? null,
      transaction: transaction ? transactionOf(get("rm"), readMilliseconds(get("it")) ?? 0) : null,
    });
  }
  const kept = samples.filter((_, at) => !parents.has(at));
  const log = { samples: kept, rejected, cut: false, parents: parents.size };
  return jmeterRun("jmeter-xml", file.name, log, options);
};
