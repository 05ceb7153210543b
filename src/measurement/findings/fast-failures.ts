import { inLevel, inPercent, inTime } from "../../wording/wording.ts";
import { causeOf } from "../failure-cause.ts";
import type { Finding } from "../finding.ts";
import { keyOfLevel } from "../level-key.ts";
import { type Evidence, type MeasuredLevel, placeOf } from "./evidence.ts";

/** Fewer failures move a mean by no more than two runs differ. */
const LEAST_SHARE = 0.05;

/** From here on the mean says little about answers, whichever way it moves. */
const MOST_SHARE = 0.2;

/** Requests that speed up by less than this under more load may be chance. */
const CLEARLY_FASTER = 0.9;

/**
 * Failures that make the mean look good: a refused request returns at once, counts in the mean,
 * and leaves the system to the others. Seen where response times fall although load and errors
 * rise, or where so many fail that the mean is of two kinds of answer.
 */
export function fastFailures({ measured, refusals }: Evidence): readonly Finding[] {
  return measured.flatMap((one, at): readonly Finding[] => {
    // What a rate limit turns away is taken off, see `rate-limit-met`.
    if (refusals.limited.has(keyOfLevel(one.level))) return [];
    const share = one.point.errorRate ?? 0;
    const time = timeOf(one);
    if (time === undefined || share < LEAST_SHARE) return [];
    const slower = nearestBefore(
      measured,
      at,
      (other) =>
        other.level.users < one.level.users &&
        (other.point.errorRate ?? 1) < share / 2 &&
        time.value < CLEARLY_FASTER * (timeOf(other, time.name)?.value ?? 0),
    );
    if (slower === undefined && share < MOST_SHARE) return [];
    const before = slower && timeOf(slower, time.name)?.value;
    const fell =
      slower === undefined || before === undefined
        ? ""
        : ` It was ${inTime(before)} at ${inLevel(slower.level)}, with fewer failures.`;
    const answers =
      share < 1 && time.name === "mean" && returnAtOnce(one)
        ? ` If failures return at once, an answer takes ${inTime(time.value / (1 - share))}.`
        : "";
    return [
      {
        code: "fast-failures",
        severity: "warning",
        ...placeOf(one.level),
        message:
          `${inLevel(one.level)}: ${inPercent(share)} of the requests failed, and they are part of the ` +
          `${time.name} of ${inTime(time.value)}.${fell}${answers}`,
        law: "The mean is over answers and failures: R = (1 − e)·R_answers + e·R_failures.",
        remedy:
          share < 1
            ? "Measure response times of successful requests by themselves, and lower the load until fewer than 1 % fail."
            : "Not one request was answered: see what the test asks for and whom, address and login first, and measure again.",
      },
    ];
  });
}

/** So many levels below are looked at: all, in a campaign of a person's making. */
const MOST_COMPARED = 200;

function nearestBefore(
  measured: readonly MeasuredLevel[],
  before: number,
  wanted: (level: MeasuredLevel) => boolean,
): MeasuredLevel | undefined {
  for (let at = before - 1; at >= Math.max(0, before - MOST_COMPARED); at--) {
    const level = measured[at];
    if (level !== undefined && wanted(level)) return level;
  }
  return undefined;
}

/** Whether failures may have been fast: time-outs take longer than any answer. */
function returnAtOnce({ level, failures }: MeasuredLevel): boolean {
  const late = failures
    .filter((row) => causeOf(row) === "time-out")
    .reduce((sum, { count }) => sum + count, 0);
  return late * 2 < (level.failures ?? 0) || late === 0;
}

function timeOf(
  { level }: MeasuredLevel,
  name?: "mean" | "P50",
): { readonly name: "mean" | "P50"; readonly value: number } | undefined {
  const { mean, p50 } = level.responseTime;
  if (mean !== undefined && name !== "P50") return { name: "mean", value: mean };
  return p50 !== undefined && name !== "mean" ? { name: "P50", value: p50 } : undefined;
}
