/** The analytic answer and the simulated one beside each other. */
import type {
  JudgedCell,
  JudgedFigure,
  JudgedQuantity,
} from "../../simulation/course/judged-cell.ts";
import type { RoundedCount } from "../../simulation/course/whole-platform.ts";
import type { SimulationWarning } from "../../simulation/result/simulation-result.ts";
import type { Share } from "../../units.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatRelative, formatShare } from "../../wording/format-share.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatCount } from "../../wording/format-users.ts";
import { textTable } from "../../wording/text-table.ts";
import { roundedWords } from "../rounded-words.ts";
import { warningWords } from "../simulation-words.ts";

/** A platform that was judged: as it is, or after a scenario. */
export interface JudgedPlatform {
  /** "as it is", or the scenario's title. */
  readonly title: string;
  readonly rounded: readonly RoundedCount[];
  /** Levers that this platform has nothing for. */
  readonly without: readonly string[];
  readonly cells: readonly JudgedCell[];
  readonly warnings: readonly SimulationWarning[];
  /** Why it was not simulated; null where it was. */
  readonly refused: string | null;
}

export interface Judgment {
  readonly hypothesis: string;
  readonly weight: Share;
  /** The unknowns, at their posterior medians. */
  readonly values: Readonly<Record<string, number>>;
  readonly platforms: readonly JudgedPlatform[];
  /** Whether it was interrupted. */
  readonly partial: boolean;
}

/** Columns of a terminal's table: the others are in the data. */
const shown: readonly JudgedQuantity[] = ["throughput", "mean", "p50", "p95", "p99"];

const titles: Readonly<Record<JudgedQuantity, string>> = {
  throughput: "throughput",
  mean: "mean",
  p50: "P50",
  p90: "P90",
  p95: "P95",
  p99: "P99",
};

export function judgeText({ hypothesis, weight, values, platforms, partial }: Judgment): string {
  const listed = Object.entries(values).map(([name, value]) => `${name} ${formatNumber(value)}`);
  return [
    ...(partial ? ["PARTIAL: interrupted"] : []),
    `Judged by simulation: ${hypothesis} (${formatShare(weight)}), its unknowns at their posterior medians (SI units): ${listed.join(", ")}`,
    "Analytic → simulated (difference of the analytic from it); ± half of the 95 % interval",
    ...platforms.flatMap((platform) => ["", ...platformLines(platform)]),
  ].join("\n");
}

function platformLines(platform: JudgedPlatform): readonly string[] {
  const { title, rounded, without, cells, refused, warnings } = platform;
  return [
    title,
    ...(refused === null ? [] : [`  Not simulated: ${refused}`]),
    ...roundedWords(rounded).map((line) => `  ${line}`),
    ...(without.length > 0
      ? [`  Nothing to change here${cells.length > 0 ? "" : ", as it is"}: ${without.join(", ")}`]
      : []),
    ...(cells.length === 0 ? [] : table(cells).map((line) => `  ${line}`)),
    ...[...new Set(warnings)].map((code) => `  Warning: ${warningWords[code]}`),
  ];
}

function table(cells: readonly JudgedCell[]): readonly string[] {
  const rows = cells.map(({ users, figures }) => [
    formatCount(users),
    ...shown.map((quantity) => {
      const figure = figures.find((one) => one.quantity === quantity);
      return figure ? cellOf(figure) : "–";
    }),
  ]);
  return textTable(["users", ...shown.map((quantity) => titles[quantity])], rows).split("\n");
}

function cellOf({ quantity, analytic, simulated, difference }: JudgedFigure): string {
  const format = quantity === "throughput" ? formatThroughput : (t: number) => formatDuration(t);
  const { value, high } = simulated;
  const spread = high === null ? "" : ` ±${formatShare((high - value) / value)}`;
  return `${format(analytic)} → ${format(value)}${spread} (${formatRelative(difference)})`;
}
