import type { ScenarioResult } from "../planning/plan-result.ts";
import type { Interval } from "../stats/estimate.ts";
import { formatRange } from "./format-interval.ts";
import { formatSigned } from "./format-number.ts";
import { formatThresholdRange } from "./format-threshold.ts";
import { formatThroughput } from "./format-throughput.ts";
import { formatUsersChange } from "./format-users.ts";
import { limitsCells } from "./limits-cells.ts";

export const changeHeader = ["safe limit", "breaking point", "ceiling (req/s)"] as const;

/** The changes of one scenario with their 90 % intervals; no single figure where the data do not tell. */
export function changeCells({ change, verdict }: ScenarioResult): string[] {
  const told = verdict !== "cannot tell";
  return [
    told ? formatUsersChange(change.safeLimit) : "cannot tell",
    change.breakingPoint === null
      ? "not within the predicted loads"
      : range(change.breakingPoint, told, true),
    range(change.peakThroughput, told, false),
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
    formatRange(limits.peak.throughput, formatThroughput),
  ];
}

/** "pool.size = 40, cache = 0.6" */
export function leversOf({ levers }: ScenarioResult): string {
  return levers.map(({ lever, value }) => `${lever} = ${value}`).join(", ");
}

function range({ value, low, high }: Interval, told: boolean, whole: boolean): string {
  const format = (number: number) => (whole ? formatUsersChange(number) : formatSigned(number));
  const interval = `${format(low)} to ${format(high)}`;
  return told ? `${format(value)} (${interval})` : interval;
}
