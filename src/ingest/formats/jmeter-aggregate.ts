/**
 * The table of JMeter's Aggregate Report, Aggregate Graph or Summary Report, saved from the GUI. The
 * header is in the language of the GUI, so the columns of an Aggregate Report are taken by their fixed
 * order; `Average` is truncated to whole milliseconds, `Throughput` is per second, `Error %` a share
 * with its sign, decimals with the comma of the locale.
 *
 * Source: apache/jmeter, visualizers/StatVisualizer.java and SummaryReport.java.
 */
import type { ResponseTimes } from "../../measurement/campaign.ts";
import { emptyRun, type Figures, type ImportedEndpoint, type Importer } from "../imported-run.ts";
import { finding } from "./finding.ts";
import { nameOfRun } from "./name-of-run.ts";
import { present } from "./present.ts";
import { readCount, readMilliseconds, readNumber } from "./read-number.ts";
import { refused, rejections } from "./rejections.ts";
import { readTable } from "./table.ts";
import { usersKnown } from "./users-known.ts";

const aggregateColumns = {
  requests: 1,
  mean: 2,
  p50: 3,
  p90: 4,
  p95: 5,
  p99: 6,
  max: 8,
  errors: 9,
  throughput: 10,
} as const;
const summaryColumns = { requests: 1, mean: 2, max: 4, errors: 6, throughput: 7 } as const;

export const importJmeterAggregate: Importer = (file, options) => {
  const table = readTable(file.text);
  const rejected = rejections(file.name);
  const header = table.header.cells;
  const percentiles = header.filter((name) => /\d\s?%/.test(name)).length >= 3;
  const columns: Partial<Record<keyof typeof aggregateColumns, number>> = percentiles
    ? aggregateColumns
    : summaryColumns;
  const endpoints: ImportedEndpoint[] = [];
  let total: Figures | undefined;
  for (const row of table.rows) {
    const cell = (key: keyof typeof aggregateColumns) => {
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
    const time = (key: keyof typeof aggregateColumns) => readMilliseconds(cell(key));
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
    if (/^(?:TOTAL|Total)$/.test(label.trim())) total = figures;
    else endpoints.push({ method: "", path: label, ...figures });
  }
  if (!total?.requests) {
    return refused(
      file.name,
      "the report has no TOTAL row with samples",
      "save the whole table from the Aggregate Report, or import the result log (JTL)",
    );
  }
  const known = usersKnown(file.name, options.users);
  const { requests, throughput } = total;
  return {
    ok: true,
    value: [
      {
        ...emptyRun("jmeter-aggregate", nameOfRun(file.name)),
        loadModel: "closed",
        usersFrom: known.from,
        wholeRun: total,
        levels: [
          {
            users: known.users,
            arrivalRate: null,
            start: null,
            duration: throughput ? requests / throughput : null,
            warmUpCut: 0,
            covers: "whole run",
            ...total,
            endpoints,
            note: "whole run, ramp included; failures from a rounded share",
          },
        ],
        percentiles: percentiles ? { method: "exact, over all samples", resolution: "1 ms" } : null,
        findings: [
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

/** "12.5", "12.5/sec", "3.4/min", "20.1/hour": the GUI's cells carry a unit, its files do not. */
function perSecond(text: string | undefined): number | undefined {
  const match = /^\s*([\d.,]+)\s*(?:\/\s*(sec|s|min|hour|h))?/.exec(text ?? "");
  const value = readNumber(match?.[1]);
  const unit = match?.[2] ?? "s";
  if (value === undefined) return undefined;
  return unit.startsWith("min") ? value / 60 : unit.startsWith("h") ? value / 3600 : value;
}
