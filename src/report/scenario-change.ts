import type { ScenarioResult } from "../planning/plan/plan-result.ts";
import type { Interval } from "../stats/estimate.ts";
import { formatRange, formatWithEnds } from "../wording/format-interval.ts";
import { formatSigned } from "../wording/format-number.ts";
import { formatOpenRange } from "../wording/format-open-estimate.ts";
import { formatThresholdRange } from "../wording/format-threshold.ts";
import { formatThroughput } from "../wording/format-throughput.ts";
import { formatUsersChange } from "../wording/format-users.ts";
import { limitsCells } from "./limits-cells.ts";

/** A change of the ceiling below this share of it is the rounding of the solver. */
const NOTHING = 5e-4;

export const changeHeader = ["safe limit", "breaking point", "ceiling (req/s)"] as const;

/** The changes of one scenario with their 90 % intervals; no single figure where the data do not tell. */
export function changeCells({ change, verdict, limits }: ScenarioResult): string[] {
  const told = verdict !== "cannot tell";
  const least = NOTHING * (limits.peak.throughput.value ?? 0);
  const rate = (value: number) => formatSigned(Math.abs(value) < least ? 0 : value);
  return [
    told ? formatUsersChange(change.safeLimit) : "cannot tell",
    change.breakingPoint === null
      ? "not within the predicted loads"
      : range(change.breakingPoint, told, formatUsersChange),
    range(change.peakThroughput, told, rate),
  ];
}

/**
 * The limits after a change as cells, under `limitsHeader`. Where the data do not tell,
 * ranges only: a single figure would be read as a prediction.
 */
export function afterCells({ limits, verdict }: ScenarioResult): string[] {
  if (verdict !== "cannot tell") return limitsCells(limits);
  return [
    "cannot tell",
    formatThresholdRange(limits.breakingPoint),
    formatThresholdRange(limits.knee),
    formatOpenRange(limits.peak.throughput, formatThroughput),
  ];
}

/** "pool.size = 40, cache = 0.6" */
export function leversOf({ levers }: ScenarioResult): string {
  return levers.map(({ lever, value }) => `${lever} = ${value}`).join(", ");
}

function range(interval: Interval, told: boolean, format: (value: number) => string): string {
  return told ? formatWithEnds(interval, format) : formatRange(interval, format, " to ");
}
