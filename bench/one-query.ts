/**
 * One query of DuckDB on two threads over a JMeter log, the yardstick of large-file.bench.ts: counts, failures and
 * exact percentiles for each endpoint and number of users. Prints the number of groups.
 *
 *   node --import tsx bench/one-query.ts log.jtl
 */
import { DuckDBInstance } from "@duckdb/node-api";

const [log = ""] = process.argv.slice(2);
const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
const connection = await instance.connect();
const reader = await connection.runAndReadAll(`
  SELECT label, allThreads, count(*), count(*) FILTER (NOT success), avg(elapsed),
    quantile_cont(elapsed, [0.5, 0.9, 0.95, 0.99]), min(timeStamp), max(timeStamp + elapsed)
  FROM read_csv('${log.replaceAll("'", "''")}', header = true)
  GROUP BY ALL`);
console.log(reader.getRows().length);
connection.closeSync();
