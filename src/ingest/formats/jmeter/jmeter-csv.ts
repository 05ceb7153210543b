/**
 * JMeter's result log as CSV (JTL), also written by Azure Load Testing (an engine a file), Taurus
 * (`kpi.jtl`) and BlazeMeter. Columns are optional and found by name; the delimiter may be a comma,
 * semicolon, tab or bar. `timeStamp` is the START of a sample, in epoch milliseconds or as a date,
 * `elapsed` is milliseconds; rows stand in the order of completion.
 */
import type { Importer, SourceText } from "../../imported-run.ts";
import { swallowedRows, swallowing } from "../log/swallowed-rows.ts";
import { rejections } from "../rejections.ts";
import { responseTimeOf } from "../response-time.ts";
import { readCount, readMilliseconds } from "../text/read-number.ts";
import { readTable } from "../text/table.ts";
import { unixTime } from "../text/unix-time.ts";
import { type JmeterLog, jmeterRun } from "./jmeter-run.ts";
import { type JmeterSample, transactionOf } from "./jmeter-sample.ts";

/** JMeter's default columns, for a log whose header was switched off. */
export const defaultHeader =
  "timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect";
/** How such a log begins. */
export const headless = /^\s*\d{13}([,;\t|])/;
/** Distributed runs put the address of the engine before the name of the thread. */
const engine = /^(\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?)-/;

export function readJmeterCsv(file: SourceText): JmeterLog {
  const text = file.text.replace(/^\uFEFF/, "");
  const [start, delimiter = ","] = headless.exec(text) ?? [];
  const bare = start !== undefined;
  const table = bare
    ? readTable(`${defaultHeader.replaceAll(",", delimiter)}\n${text}`, delimiter)
    : readTable(text);
  const timeFirst = table.column("timeStamp") === 1;
  const rejected = rejections(file.name);
  const samples: JmeterSample[] = [];
  let cut = false;
  for (const [index, row] of table.rows.entries()) {
    const lost = timeFirst ? swallowedRows(row, "jmeter-csv") : 0;
    if (lost > 0) {
      rejected.add(row.line - (bare ? 1 : 0), 1, ...swallowing(lost), 1 + lost);
      continue;
    }
    const cell = (name: string) => (table.cell(row, name) ?? "").trim();
    const start = unixTime(cell("timeStamp"));
    const elapsed = responseTimeOf(readMilliseconds(cell("elapsed")));
    const success = cell("success").toLowerCase();
    const code = cell("responseCode");
    const told = success === "true" || success === "false" || !table.has("success");
    if (start === undefined || elapsed === undefined || !told) {
      if (index === table.rows.length - 1 && table.source.openEnd) cut = true;
      else {
        const column =
          start === undefined ? "timeStamp" : elapsed === undefined ? "elapsed" : "success";
        rejected.add(
          row.line - (bare ? 1 : 0),
          table.column(column),
          ...unreadable(column, cell(column)),
        );
      }
      continue;
    }
    const failed = success === "false" || (success === "" && !/^[123]\d\d$/.test(code));
    const message = cell("responseMessage");
    const thread = cell("threadName");
    samples.push({
      end: start + elapsed,
      responseTime: elapsed,
      method: cell("method"),
      path: cell("label"),
      error: failed ? cell("failureMessage") || `${code} ${message}`.trim() || "failed" : "",
      thread,
      host: cell("Hostname") || (engine.exec(thread)?.[1] ?? ""),
      allThreads: readCount(cell("allThreads")) ?? null,
      transaction: transactionOf(message, readMilliseconds(cell("IdleTime")) ?? 0),
    });
  }
  return { samples, rejected, cut };
}

/** Why a row is rejected, and its remedy. */
export const unreadable = (column: string, cell: string) =>
  [
    `${column} cannot be read: "${cell.slice(0, 60)}"`,
    "timeStamp is epoch milliseconds or a date, elapsed milliseconds, success true or false",
  ] as const;

export const importJmeterCsv: Importer = (file, options) =>
  jmeterRun("jmeter-csv", file.name, readJmeterCsv(file), options);
