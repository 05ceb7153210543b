/** A stability map in words: the load that tips the platform, and the one it recovers at. */
import type { LoadUnit } from "../../simulation/course/profile.ts";
import type { Bracket, StabilityMap } from "../../simulation/result/stability-map.ts";
import type { Seconds } from "../../units.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatNumber } from "../../wording/format-number.ts";
import { formatShare } from "../../wording/format-share.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatCount, formatUsers } from "../../wording/format-users.ts";
import { textTable } from "../../wording/text-table.ts";
import { type ModelWords, modelLines } from "./simulation-text.ts";

export interface StabilityReport {
  readonly schema: 1;
  readonly program: string;
  readonly seed: number;
  readonly model: ModelWords;
  /** Title of the profile whose clients and limits it has. */
  readonly profile: string;
  readonly unit: LoadUnit;
  readonly from: number;
  readonly to: number;
  /** Simulated time of each run, and runs of each load and start at most. */
  readonly time: Seconds;
  readonly replications: number;
  readonly map: StabilityMap;
  readonly sentences: readonly string[];
  readonly inputs: Readonly<Record<string, string>>;
}

type Searched = Pick<StabilityReport, "unit" | "from" | "to" | "map">;

/** What the map says to a planner. */
export function stabilitySentences({ unit, from, to, map }: Searched): readonly string[] {
  const load = (value: number) => (unit === "users" ? formatUsers(value) : formatThroughput(value));
  const { tips, recovers, twoStates } = map;
  if (tips === "always") return [`It is overloaded at any load from ${load(from)} to ${load(to)}.`];
  const tipping =
    tips === "never"
      ? `Without a spike it stays healthy up to ${load(to)}, the highest load looked at.`
      : `From ${load(tips.high)} on it tips by itself; at ${load(tips.low)} it stays healthy.`;
  if (twoStates === null || !spans(twoStates, unit)) {
    return [
      tipping,
      `Once overloaded it recovers ${asSoon(recovers, load)}: one state at any load.`,
    ];
  }
  const below =
    recovers === "never"
      ? `it does not recover even at ${load(from)}`
      : `it recovers only when the load falls to ${load((recovers as Bracket).low)}`;
  return [
    `Above ${load(twoStates.low)} a spike tips it for good: ${below}.`,
    `Between ${load(twoStates.low)} and ${load(twoStates.high)} it has two steady states, and what came before decides which.`,
    tipping,
  ];
}

/** One load that runs of two starts judge differently by chance is no range. */
function spans({ low, high }: Bracket, unit: LoadUnit): boolean {
  return high - low > (unit === "users" ? Math.max(1, NEAR * high) : NEAR * high);
}

/** Twice the resolution of the brackets. */
const NEAR = 0.04;

function asSoon(recovers: StabilityMap["recovers"], load: (value: number) => string): string {
  if (recovers === "always") return "at any load looked at";
  return recovers === "never" ? "at none" : `at ${load(recovers.low)}`;
}

export function stabilityText(report: StabilityReport): string {
  const { model, profile, map, unit, time, replications, seed, sentences } = report;
  const rows = map.points.map(({ load, start, overloaded, goodput, answeredShare }) => [
    unit === "users" ? formatCount(load) : formatNumber(load),
    start === "empty" ? "empty" : "overloaded",
    overloaded > 0.5 ? "overloaded" : "healthy",
    formatThroughput(goodput),
    formatShare(answeredShare),
  ]);
  return [
    `${model.title} (${model.file}), clients of "${profile}"`,
    `Runs of ${formatDuration(time)}, up to ${replications} of each; work ${model.law}; seed ${seed}`,
    ...modelLines(model),
    "",
    ...sentences,
    "",
    textTable([unit, "begins", "ends", "answers", "of all requests"], rows),
  ].join("\n");
}
