/** JMeter's result log in SQL, row by row as `readJmeterCsv` reads it. */
import { literal } from "./engine.ts";
import type { Columns } from "./read-cells.ts";
import { longestMs, type SampleSelect } from "./sample-select.ts";

/** Distributed runs put the address of the engine before the name of the thread. */
const engineAddress = String.raw`^(\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?)-`;

/**
 * @param host what tells this file's load machine from those of the run's other files
 * @param withMachine whether a thread may be called after its load machine
 * @param counted whether the table has the column `swallowed`
 * @param withThread whether names of threads are kept too: they cost a third more time and space
 */
export function jmeterSelect(
  columns: Columns,
  table: string,
  host: string,
  withThread: boolean,
  counted: boolean,
  withMachine: boolean,
): SampleSelect {
  const success = columns.text("success");
  const code = columns.text("responseCode");
  const message = columns.text("responseMessage");
  const failure = columns.text("failureMessage");
  const hostname = columns.text("Hostname");
  const rawMessage = columns.raw("responseMessage");
  const rawThread = columns.raw("threadName");
  // Cells are looked at as they stand, and cut to their text only where that may matter.
  const failed = columns.has("success")
    ? `CASE ${columns.raw("success")} WHEN 'true' THEN false WHEN 'false' THEN true
        ELSE CASE lower(${success}) WHEN 'true' THEN false WHEN 'false' THEN true END END`
    : `NOT regexp_matches(${code}, '^[123][0-9][0-9]$')`;
  const byAddress = `CASE WHEN ${rawThread} < ':'
    THEN regexp_extract(${columns.text("threadName")}, '${engineAddress}', 1) ELSE '' END`;
  const machine = columns.has("Hostname")
    ? `CASE WHEN ${hostname} <> '' THEN ${hostname} ELSE ${byAddress} END`
    : byAddress;
  const users = columns.has("allThreads") ? columns.number("allThreads") : "NULL::DOUBLE";
  // Few cells begin so: only these are cut to their text.
  const speaksOfSamples = `(${rawMessage} > 'Number o' AND ${rawMessage} < 'Number p' OR ${rawMessage} < '!')
        AND regexp_matches(${message}, '^Number of samples in transaction\\s*:')`;
  const idle = columns.has("IdleTime") ? `coalesce(${columns.number("IdleTime")}, 0)` : "0::DOUBLE";
  const method = `${columns.raw("method")} AS method`;
  const thread = `${withThread ? columns.text("threadName") : "''"} AS thread`;
  const written = [...(columns.has("method") ? [method] : []), ...(withThread ? [thread] : [])];
  const constant = [method, thread].filter((column) => !written.includes(column));
  return {
    judged: `SELECT *, CASE ${counted ? "WHEN swallowed > 0 THEN 'quote'" : ""} WHEN start IS NULL THEN 'timeStamp'
        WHEN ms IS NULL OR ms > ${longestMs} THEN 'elapsed'
        WHEN failed IS NULL THEN 'success' END AS reason
      FROM (SELECT *, ${columns.time("timeStamp")} AS start, ${columns.number("elapsed")} AS ms,
        ${failed} AS failed FROM ${table})`,
    fields: `CASE WHEN reason IS NULL THEN start + ms / 1000 END AS ends,
      CASE WHEN reason IS NULL THEN ms END AS ms,
      ${columns.raw("label")} AS path,
      CASE WHEN failed THEN coalesce(nullif(${failure}, ''),
        nullif(trim(${code} || ' ' || ${message}), ''), 'failed') END AS error,
      ${withMachine ? `${host === "" ? machine : `${literal(host)} || ${machine}`} AS host,` : ""}
      ${wholeOrNull(users)} AS users,
      CASE WHEN ${speaksOfSamples} THEN coalesce(try_cast(regexp_extract(${message}, '[0-9]+') AS DOUBLE), 0)
        END AS controller,
      CASE WHEN ${speaksOfSamples}
        THEN try_cast(regexp_extract(${message}, '[0-9]+[^0-9]+([0-9]+)', 1) AS DOUBLE) END AS controller_failures,
      CASE WHEN ${speaksOfSamples} THEN ${idle} END AS controller_idle${counted ? ", swallowed" : ""}${written.map((column) => `, ${column}`).join("")}`,
    constants: [
      "NULL::DOUBLE AS dropped",
      ...(withMachine ? [] : [`${literal(host)} AS host`]),
      ...constant,
    ].join(", "),
    where: "true",
    shown: `CASE reason WHEN 'timeStamp' THEN ${columns.text("timeStamp")}
      WHEN 'elapsed' THEN ${columns.text("elapsed")} ELSE ${columns.text("success")} END`,
  };
}

/** A count that a double holds exactly; anything else is no number of threads. */
const wholeOrNull = (number: string) =>
  `CASE WHEN ${number} = floor(${number}) AND ${number} <= ${Number.MAX_SAFE_INTEGER} THEN ${number} END`;
