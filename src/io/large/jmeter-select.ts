/** JMeter's result log in SQL, row by row as `readJmeterCsv` reads it. */
import type { Columns } from "./read-cells.ts";
import { longestMs, type SampleSelect } from "./sample-select.ts";

/** Distributed runs put the address of the engine before the name of the thread. */
const engineAddress = String.raw`^(\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?)-`;

/**
 * @param host SQL of what tells this file's load machine from those of the run's other files
 * @param withThread whether names of threads are kept too: they cost a third more time and space
 */
export function jmeterSelect(
  columns: Columns,
  table: string,
  host: string,
  withThread: boolean,
): SampleSelect {
  const success = columns.text("success");
  const outcome = columns.has("success")
    ? `CASE ${success} WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE lower(${success}) END`
    : "''";
  const told = columns.has("success") ? "outcome IN ('true', 'false')" : "true";
  const code = columns.text("responseCode");
  const message = columns.text("responseMessage");
  const failure = columns.text("failureMessage");
  const thread = columns.text("threadName");
  const failed = columns.has("success")
    ? "outcome = 'false'"
    : `NOT regexp_matches(${code}, '^[123][0-9][0-9]$')`;
  const users = columns.has("allThreads") ? columns.number("allThreads") : "NULL::DOUBLE";
  return {
    judged: `SELECT *, CASE WHEN start IS NULL THEN 'timeStamp'
        WHEN ms IS NULL OR ms > ${longestMs} THEN 'elapsed'
        WHEN NOT (${told}) THEN 'success' END AS reason
      FROM (SELECT *, ${columns.time("timeStamp")} AS start, ${columns.number("elapsed")} AS ms,
        ${outcome} AS outcome FROM ${table})`,
    fields: `CASE WHEN reason IS NULL THEN start + ms / 1000 END AS ends,
      CASE WHEN reason IS NULL THEN ms END AS ms,
      ${columns.text("method")} AS method, ${columns.text("label")} AS path,
      CASE WHEN ${failed} THEN coalesce(nullif(${failure}, ''),
        nullif(trim(${code} || ' ' || ${message}), ''), 'failed') END AS error,
      ${host} || CASE WHEN ${columns.text("Hostname")} <> '' THEN ${columns.text("Hostname")}
        WHEN ${thread} < ':' THEN regexp_extract(${thread}, '${engineAddress}', 1) ELSE '' END AS host,
      ${wholeOrNull(users)} AS users,
      NULL::DOUBLE AS dropped,
      starts_with(${message}, 'Number of samples in transaction')
        AND regexp_matches(${message}, '^Number of samples in transaction\\s*:') AS controller,
      ${withThread ? thread : "''"} AS thread`,
    where: "true",
    shown: `CASE reason WHEN 'timeStamp' THEN ${columns.text("timeStamp")}
      WHEN 'elapsed' THEN ${columns.text("elapsed")} ELSE ${columns.text("success")} END`,
  };
}

/** A count that a double holds exactly; anything else is no number of threads. */
const wholeOrNull = (number: string) =>
  `CASE WHEN ${number} = floor(${number}) AND ${number} <= ${Number.MAX_SAFE_INTEGER} THEN ${number} END`;
