/** A simulation as a table for a spreadsheet: the time series of a profile, else the endpoints. */
import { causesIn, waitingOf } from "../../simulation/course/bucket-figures.ts";
import type { SimulatedFigure } from "../../simulation/result/simulation-result.ts";
import { csvCell } from "../../wording/csv-cell.ts";
import { roundResult } from "../../wording/round-result.ts";
import { visibleText } from "../../wording/visible-text.ts";
import type { SimulationReport } from "../simulation-report.ts";

type Cell = string | number | null;

export function simulationCsv(report: SimulationReport): string {
  const rows = "profile" in report.load ? seriesRows(report) : endpointRows(report);
  return rows.map((row) => row.map(cellText).join(",")).join("\n");
}

function seriesRows({ series }: SimulationReport): readonly (readonly Cell[])[] {
  const causes = causesIn(series[0]?.failures ?? {});
  const header = [
    "start_s",
    "end_s",
    "users",
    "throughput_rps",
    "goodput_rps",
    "mean_s",
    "p95_s",
    "under_way",
    "waiting",
    "retries_per_s",
    ...causes.map((cause) => `${cause}_per_s`),
  ];
  return [
    header,
    ...series.map((one) => [
      one.start,
      one.end,
      one.users,
      one.throughput,
      one.goodput,
      one.responseTime,
      one.p95,
      one.requestsUnderWay,
      waitingOf(one),
      one.retryRate,
      ...causes.map((cause) => one.failures[cause]),
    ]),
  ];
}

const figures = ["throughput", "responseTime", "p50", "p90", "p95", "p99", "errorRate"] as const;

function endpointRows({ endpoints, total }: SimulationReport): readonly (readonly Cell[])[] {
  const header = figures.flatMap((name) => [name, `${name}_low`, `${name}_high`]);
  const cells = (figure: SimulatedFigure | null) =>
    figure === null ? [null, null, null] : [figure.value, figure.low, figure.high];
  return [
    ["endpoint", ...header],
    ...[...endpoints, { ...total, name: "all" }].map((one) => [
      one.name,
      ...figures.flatMap((name) => cells(one[name])),
    ]),
  ];
}

function cellText(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(roundResult(cell));
  return csvCell(visibleText(cell));
}
