/**
 * The table of JMeter's Aggregate Report, Aggregate Graph or Summary Report, saved from the GUI or by
 * the command-line plugin. The header is in the language of the GUI, so that columns which no English
 * name tells are taken by their fixed order; `Average` is truncated to whole milliseconds, `Throughput` is per second, `Error %` a share
 * with its sign, decimals with the comma of the locale.
 *
 * Source: apache/jmeter, visualizers/StatVisualizer.java and SummaryReport.java.
 */
import type { ResponseTimes } from "../../../measurement/campaign.ts";
import {
  emptyRun,
  type Figures,
  type ImportedEndpoint,
  type Importer,
} from "../../imported-run.ts";
import { eachTable } from "../each-report.ts";
import { failuresOfShares } from "../failures-of-shares.ts";
import { finding } from "../finding.ts";
import { usersKnown } from "../log/users-known.ts";
import { nameOfRun } from "../name-of-run.ts";
import { present } from "../present.ts";
import { refused, rejections } from "../rejections.ts";
import { readCount, readMilliseconds, readNumber } from "../text/read-number.ts";
import type { Row } from "../text/read-rows.ts";
import { readTable } from "../text/table.ts";
import { withoutThousands } from "../text/without-thousands.ts";
import { partsTakenOff, withoutParts } from "./redirect-parts.ts";

type Column = "requests" | "mean" | "p50" | "p90" | "p95" | "p99" | "max" | "errors" | "throughput";
type Columns = Readonly<Partial<Record<Column, number>>>;

/** English names, and what the command-line plugin writes after `aggregate_report_`. */
const english: Readonly<Record<string, Column>> = {
  "# samples": "requests",
  count: "requests",
  average: "mean",
  median: "p50",
  max: "max",
  "error %": "errors",
  "error%": "errors",
  throughput: "throughput",
  rate: "throughput",
};
const ranks: Readonly<Record<string, Column>> = {
  "50": "p50",
  "90": "p90",
  "95": "p95",
  "99": "p99",
};

const rankOf = (name: string) => /^(\d+(?:[.,]\d+)?)\s?%/.exec(name)?.[1];

/**
 * Where each figure stands: by name where the names are English, else by the order, which is the
 * same in every language. How many percentiles there are, and which, is set in jmeter.properties.
 */
function columnsOf(header: readonly string[]): Columns {
  const names = header.map((name) =>
    name
      .trim()
      .toLowerCase()
      .replace(/^aggregate_report_/, ""),
  );
  const found: Partial<Record<Column, number>> = {};
  const set = (column: Column | undefined, place: number) => {
    if (column !== undefined && found[column] === undefined) found[column] = place;
  };
  for (const [place, name] of names.entries())
    set(english[name] ?? ranks[rankOf(name) ?? ""], place);
  if ((["requests", "mean", "errors"] as const).every((name) => found[name] !== undefined)) {
    return found;
  }
  const lines = names.filter((name) => rankOf(name) !== undefined).length;
  // Label, count, mean, then median and percentiles or nothing, min, max.
  const max = lines > 0 ? 5 + lines : 4;
  const ordered: Partial<Record<Column, number>> = { requests: 1, mean: 2, max };
  for (const [place, name] of names.entries()) {
    const rank = ranks[rankOf(name) ?? ""];
    if (rank) ordered[rank] = place;
  }
  // A Summary Report has the standard deviation between the maximum and the errors.
  const errors = lines > 0 ? max + 1 : max + 2;
  return { ...ordered, ...(lines > 0 ? { p50: 3 } : {}), errors, throughput: errors + 1 };
}

/** The row named TOTAL; in other languages the last one, if it counts what the others add up to. */
function isTotal(row: Row, at: number, rows: readonly Row[], count: (row: Row) => number): boolean {
  if (/^total$/i.test((row.cells[0] ?? "").trim())) return true;
  if (at === 0 || at < rows.length - 1) return false;
  return count(row) === rows.slice(0, -1).reduce((sum, other) => sum + count(other), 0);
}

const readReport: Importer = (file, options) => {
  const table = readTable(file.text);
  const rejected = rejections(file.name);
  const columns = columnsOf(table.header.cells);
  const percentiles = columns.p90 !== undefined || columns.p95 !== undefined;
  const rows = withoutThousands(table.rows, columns.requests ?? 1);
  const countOf = (row: Row) => readCount(row.cells[columns.requests ?? 1]) ?? 0;
  const endpoints: ImportedEndpoint[] = [];
  let total: Figures | undefined;
  let step = 1;
  for (const [at, row] of rows.entries()) {
    const cell = (key: Column) => {
      const place = columns[key];
      return place === undefined ? undefined : row.cells[place];
    };
    const requests = readCount(cell("requests"));
    const errors = readNumber(cell("errors"));
    if (requests === undefined || errors === undefined || errors > 100) {
      rejected.add(
        row.line,
        (columns.requests ?? 0) + 1,
        "the row lacks its number of samples or its share of errors",
        "save the table again, or correct the row",
      );
      continue;
    }
    // Old versions wrote the share itself, new ones per cent with the sign.
    const share = (cell("errors") ?? "").includes("%") || errors > 1 ? errors / 100 : errors;
    const time = (key: Column) => readMilliseconds(cell(key));
    const figures: Figures = {
      ...present({
        requests,
        failures: Math.round(requests * share),
        throughput: perSecond(cell("throughput")),
      }),
      responseTime:
        requests > 0
          ? present<ResponseTimes>({
              mean: time("mean"),
              p50: time("p50"),
              p90: time("p90"),
              p95: time("p95"),
              p99: time("p99"),
              max: time("max"),
            })
          : {},
    };
    const label = row.cells[0] ?? "";
    // Of all rows the finest, since "0%" tells of no digits.
    step = Math.min(step, (share === errors ? 1 : 0.01) * lastDigit(cell("errors") ?? ""));
    if (isTotal(row, at, rows, countOf)) total = figures;
    else endpoints.push({ method: "", path: label, ...figures });
  }
  // A table of one label whose total was not kept.
  const [only, ...others] = endpoints;
  if (total === undefined && only && others.length === 0) {
    const { method: _method, path: _path, ...figures } = only;
    total = figures;
  }
  if (!total?.requests) {
    return refused(
      file.name,
      "the report has no TOTAL row with samples",
      "save the whole table from the Aggregate Report, or import the result log (JTL)",
    );
  }
  const known = usersKnown(file.name, options.users);
  const failures = failuresOfShares(total, endpoints, step);
  const counted = { ...total, ...present({ failures }) };
  const { total: whole, endpoints: labels, parts } = withoutParts(counted, endpoints);
  const { requests = 0, throughput } = whole;
  return {
    ok: true,
    value: [
      {
        ...emptyRun("jmeter-aggregate", nameOfRun(file.name)),
        loadModel: "closed",
        usersFrom: known.from,
        wholeRun: whole,
        levels: [
          {
            users: known.users,
            arrivalRate: null,
            start: null,
            duration: throughput ? requests / throughput : null,
            warmUpCut: 0,
            covers: "whole run",
            ...whole,
            endpoints: labels,
            note: "whole run, ramp included; failures from a rounded share",
          },
        ],
        percentiles: percentiles ? { method: "exact, over all samples", resolution: "1 ms" } : null,
        findings: [
          ...(parts.length > 0 ? [partsTakenOff(known.users, parts)] : []),
          finding(
            "mean-truncated",
            "note",
            known.users,
            "Means are truncated to whole milliseconds, so the mean is up to 1 ms too low.",
            "the report's Average is an integer",
            "import the result log (JTL) where times are below some 50 ms",
          ),
        ],
        rejected: { count: rejected.count, first: rejected.first },
      },
    ],
  };
};

/** What one more in the last place is worth: 0.01 of "1.95%". */
const lastDigit = (text: string) => 10 ** -(/[.,](\d+)/.exec(text)?.[1]?.length ?? 0);

/** Any number of tables in one file. */
export const importJmeterAggregate: Importer = eachTable(readReport);

/** "12.5", "12.5/sec", "3.4/min", "20.1/hour": the GUI's cells carry a unit, its files do not. */
function perSecond(text: string | undefined): number | undefined {
  const match = /^\s*([\d.,]+)\s*(?:\/\s*(sec|s|min|hour|h))?/.exec(text ?? "");
  const value = readNumber(match?.[1]);
  const unit = match?.[2] ?? "s";
  if (value === undefined) return undefined;
  return unit.startsWith("min") ? value / 60 : unit.startsWith("h") ? value / 3600 : value;
}
