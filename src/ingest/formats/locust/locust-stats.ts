/**
 * Locust's `<prefix>_stats.csv`: totals of a run, one row an endpoint and one "Aggregated" ("Total"
 * up to 0.12; both in the file of a 0.8 … 2.46). Times are milliseconds; `Request Count` includes
 * failures; means, minima and maxima are exact, percentiles come from times rounded to two digits.
 * The file does not hold the number of users.
 *
 * Source: locustio/locust, locust/stats.py, tags 0.8 to 2.46.3.
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import type { Figures, ImportedEndpoint, SourceText } from "../../imported-run.ts";
import type { Parsed } from "../../problem.ts";
import { present } from "../present.ts";
import { type Rejections, refused, rejections } from "../rejections.ts";
import { readCount, readMilliseconds, readNumber } from "../text/read-number.ts";
import type { Row } from "../text/read-rows.ts";
import { readTable, type Table } from "../text/table.ts";
import { withoutThousands } from "../text/without-thousands.ts";

export interface LocustStats {
  readonly version: string;
  readonly total: Figures;
  readonly endpoints: readonly ImportedEndpoint[];
  readonly rejected: Rejections;
  /** The last record lacked cells and was left out. */
  readonly cut: boolean;
}

const countNames = ["Request Count", "# requests"];
const failureNames = ["Failure Count", "# failures"];
const rateNames = ["Requests/s"];

/** Percentiles under Locust's own column names, the whole run's or a row's of the history. */
export function locustPercentiles(table: Table, row: Row): ResponseTimes {
  const time = (...names: string[]) => readMilliseconds(table.cell(row, ...names));
  return present<ResponseTimes>({
    p50: time("50%", "Median Response Time"),
    p90: time("90%"),
    p95: time("95%"),
    p99: time("99%"),
  });
}

export function readLocustStats(file: SourceText): Parsed<LocustStats> {
  const table = readTable(file.text);
  const rejected = rejections(file.name);
  const endpoints: ImportedEndpoint[] = [];
  let total: Figures | null = null;
  let cut = false;

  const rows = withoutThousands(table.rows, table.column(...countNames) - 1);
  for (const [at, row] of rows.entries()) {
    const cell = (...names: string[]) => table.cell(row, ...names);
    const path = cell("Name") ?? "";
    const requests = readCount(cell(...countNames));
    const failures = readCount(cell(...failureNames));
    if (requests === undefined || failures === undefined || failures > requests) {
      if (at === rows.length - 1 && table.source.openEnd) cut = true;
      else {
        const names = requests === undefined ? countNames : failureNames;
        rejected.add(
          row.line,
          table.column(...names),
          `${names[0]} of "${path}" must be a whole number${names === failureNames ? ", at most the request count" : ""}, got "${cell(...names) ?? ""}"`,
          "write the file again with Locust, or correct the row",
        );
      }
      continue;
    }
    const mean = readMilliseconds(cell("Average Response Time"));
    const figures: Figures = {
      ...present({ requests, failures, throughput: readNumber(cell(...rateNames)) }),
      // With no request the means read 0 and say nothing.
      responseTime:
        requests === 0
          ? {}
          : {
              ...locustPercentiles(table, row),
              ...present({ mean, max: readMilliseconds(cell("Max Response Time")) }),
            },
    };
    const method = (cell("Type", "Method") ?? "").trim();
    const isTotal = (method === "" || method === "None") && /^(?:Aggregated|Total)$/.test(path);
    if (isTotal) total = figures;
    else endpoints.push({ method, path, ...figures });
  }
  if (total === null && endpoints.length === 0) {
    return refused(
      file.name,
      "the statistics hold no row that can be read",
      "the run may have been stopped before Locust wrote its first statistics",
    );
  }
  return {
    ok: true,
    value: {
      version: versionOf(table),
      total: total ?? sumOf(endpoints),
      endpoints,
      rejected,
      cut,
    },
  };
}

function versionOf(table: Table): string {
  if (table.has("Requests Failed/s")) return "0.13–0.14";
  if (table.has("# requests")) return "0.8–0.12";
  return table.has("99.999%") ? "1.0–1.2" : "1.3 or later";
}

/** A file cut before its last row: counts and the mean add up exactly, percentiles do not. */
function sumOf(endpoints: readonly ImportedEndpoint[]): Figures {
  let requests = 0;
  let failures = 0;
  let throughput = 0;
  let totalTime = 0;
  for (const endpoint of endpoints) {
    requests += endpoint.requests ?? 0;
    failures += endpoint.failures ?? 0;
    throughput += endpoint.throughput ?? 0;
    totalTime += (endpoint.requests ?? 0) * (endpoint.responseTime.mean ?? 0);
  }
  return {
    ...present({ requests, failures, throughput }),
    responseTime: present({ mean: totalTime / requests }),
  };
}
