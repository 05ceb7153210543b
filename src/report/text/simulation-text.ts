/** `headroom simulate` for people: the findings of a course, or the figures of a steady load. */
import { backlogOf, causesIn, failuresOf } from "../../simulation/course/bucket-figures.ts";
import type {
  SimulatedFigure,
  SimulatedFigures,
} from "../../simulation/result/simulation-result.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatShare } from "../../wording/format-share.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatCount, formatUsers } from "../../wording/format-users.ts";
import { textTable } from "../../wording/text-table.ts";
import { roundedWords } from "../rounded-words.ts";
import type { SimulationReport } from "../simulation-report.ts";
import { causeWords } from "../simulation-words.ts";

/** Rows of a time series that a terminal is shown. */
const ROWS = 16;

export function simulationText(report: SimulationReport): string {
  const { findings, warnings, partial } = report;
  return [
    ...(partial ? [`PARTIAL: interrupted ${interruption(report)}`] : []),
    ...settingLines(report),
    ...section(findings.map(({ message }) => message)),
    ...section(report.series.length > 0 && "profile" in report.load ? [seriesTable(report)] : []),
    "",
    endpointTable(report),
    ...section(failureLines(report)),
    "",
    stationTable(report),
    "",
    eventLine(report),
    ...warnings.map(({ message }) => `Warning: ${message}`),
  ].join("\n");
}

const section = (lines: readonly string[]): readonly string[] =>
  lines.length > 0 ? ["", ...lines] : [];

function settingLines(report: SimulationReport): readonly string[] {
  const { model, load, duration, warmUp, seed } = report;
  const what =
    "profile" in load
      ? load.profile.title
      : "users" in load
        ? formatUsers(load.users)
        : `${formatThroughput(load.rate)} of arrivals`;
  const cut = "profile" in load ? "" : `, the first ${formatDuration(warmUp)} cut`;
  return [
    `${model.title} (${model.file}): ${what}`,
    `${runsOf(report)} of ${formatDuration(duration)}${cut}; work ${model.law}; seed ${seed}${report.total.throughput.high === null ? "" : "; ± half of the 95 % interval"}`,
    ...modelLines(model),
  ];
}

export type ModelWords = SimulationReport["model"];

/** What a model's unknowns are set to, its levers, what was made whole, and what each replication has of its own. */
export function modelLines(model: ModelWords): readonly string[] {
  const values = Object.entries(model.values).map(
    ([name, value]) => `${name} ${formatNumber(value)}`,
  );
  const drifts = Object.entries(model.drifts ?? {}).map(
    ([name, drift]) => `${name} ±${formatShare(Math.expm1(drift))}`,
  );
  return [
    ...(model.levers.length > 0 ? [`Levers: ${model.levers.join(", ")}`] : []),
    ...(model.basis === "known" ? [] : [`${basisWords(model)} (SI units): ${values.join(", ")}`]),
    ...roundedWords(model.rounded),
    ...(drifts.length > 0
      ? [`Replications stand above and below a capacity that drifts in turn: ${drifts.join(", ")}`]
      : []),
  ];
}

function basisWords({ basis, weight }: ModelWords): string {
  if (basis === "prior medians") return "Not fitted: unknowns at their prior medians";
  const weighed = weight === null ? "" : `The likeliest explanation, ${formatShare(weight)}; `;
  return `${weighed}fitted to the measurements: unknowns at their posterior medians`.replace(
    /^f/,
    "F",
  );
}

function interruption(report: SimulationReport): string {
  const { brokenOff } = report;
  if (brokenOff === null) return `after ${runsOf(report)}`;
  return `${formatDuration(brokenOff)} into the first replication`;
}

const runsOf = ({ replications }: SimulationReport) =>
  replications === 1 ? "1 replication" : `${formatCount(replications)} replications`;

function seriesTable({ series }: SimulationReport): string {
  const step = Math.ceil(series.length / ROWS);
  const shown = series.filter((_, i) => i % step === 0);
  return textTable(
    ["at", "users", "req/s", "P95", "under way", "failures/s"],
    shown.map((bucket) => [
      `${formatCount(bucket.start)} s`,
      formatCount(bucket.users),
      formatNumber(bucket.throughput),
      bucket.p95 === null ? "–" : formatDuration(bucket.p95),
      formatCount(backlogOf(bucket)),
      formatNumber(failuresOf(bucket)),
    ]),
  );
}

function endpointTable({ endpoints, total }: SimulationReport): string {
  const row = (name: string, figures: SimulatedFigures) => [
    name,
    uncertain(figures.throughput, formatThroughput),
    ...[figures.responseTime, figures.p50, figures.p90, figures.p95, figures.p99].map((figure) =>
      figure === null ? "–" : uncertain(figure, (value) => formatDuration(value)),
    ),
    formatShare(figures.errorRate.value),
  ];
  return textTable(
    ["endpoint", "throughput", "mean", "P50", "P90", "P95", "P99", "errors"],
    [
      ...(endpoints.length > 1 ? endpoints.map((one) => row(one.name, one)) : []),
      row("all", total),
    ],
  );
}

/** "154 req/s ±0.4 %". */
function uncertain(figure: SimulatedFigure, format: (value: number) => string): string {
  const { value, high } = figure;
  if (high === null || value === 0) return format(value);
  return `${format(value)} ±${formatShare((high - value) / value)}`;
}

function failureLines({ total, retryRate }: SimulationReport): readonly string[] {
  const lines = causesIn(total.failures)
    .filter((cause) => total.failures[cause] > 0)
    .map((cause) => `Failed, ${causeWords[cause]}: ${formatCount(total.failures[cause])}`);
  const retries = retryRate > 0 ? [`Sent again: ${formatThroughput(retryRate)}`] : [];
  return [...lines, ...retries];
}

function stationTable({ stations }: SimulationReport): string {
  return textTable(
    ["station", "servers", "utilization", "in service", "waiting", "req/s"],
    stations.map((station) => [
      station.name,
      Number.isInteger(station.servers)
        ? formatCount(station.servers)
        : formatNumber(station.servers),
      formatShare(station.utilization, 3),
      formatNumber(station.inService),
      formatNumber(station.waiting),
      formatNumber(station.throughput),
    ]),
  );
}

function eventLine({ requests, events, eventsPerRequest }: SimulationReport): string {
  return `${formatCount(requests)} requests, ${formatCount(events)} events: ${formatNumber(eventsPerRequest)} for each request (arrivals, service starts and ends at stations)`;
}
