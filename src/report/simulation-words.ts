/** What a simulation found, as sentences. */
import type { CourseFinding } from "../simulation/course/course-findings.ts";
import type { LoadShape } from "../simulation/course/profile.ts";
import type { SimulationWarning } from "../simulation/result/simulation-result.ts";
import type { Seconds } from "../units.ts";
import { formatBound, formatDuration } from "../wording/format-duration.ts";
import { formatNumber } from "../wording/format-number.ts";
import { formatShare } from "../wording/format-share.ts";
import { formatThroughput } from "../wording/format-throughput.ts";
import { formatCount } from "../wording/format-users.ts";

/** Causes of failures as they stand in tables and sentences. */
export const causeWords: Readonly<Record<string, string>> = {
  refused: "refused (429)",
  circuitOpen: "refused, circuit open",
  acquireTimeOut: "no connection in time",
  clientTimeOut: "client gave up",
  background: "background",
  unavailable: "no replica to serve it",
  deadlock: "deadlock",
  full: "platform full",
};

/** The same, of a share of the requests that were sent. */
const fateWords: Readonly<Record<string, string>> = {
  refused: "were refused by the rate limit (429)",
  circuitOpen: "were refused by the open circuit",
  acquireTimeOut: "failed for want of a connection",
  clientTimeOut: "were given up by their clients",
  background: "failed for reasons other than load",
  unavailable: "failed for want of a replica",
  deadlock: "failed in deadlocks",
  full: "failed since the platform was full",
};

export const warningWords: Readonly<Record<SimulationWarning, string>> = {
  notSettled: "no steady state was found within the run: simulate longer (--duration)",
  precisionNotReached: "the precision was not reached: allow longer runs (--duration)",
  noAnswers: "nothing was answered: look at the failures, and at the load",
};

/** One finding as a sentence. */
export function courseWords(finding: CourseFinding, shape: LoadShape): string {
  const began = shape === "spike" ? "the spike began" : "the load began to rise";
  const ended = shape === "spike" ? "the spike ended" : "the load fell";
  switch (finding.code) {
    case "p95Passed":
      return `P95 passed the red line of ${formatBound(finding.redLine)}, ${moment(finding.after)} after ${began}.`;
    case "p95Held":
      return `P95 of the answers did not pass the red line of ${formatBound(finding.redLine)}.`;
    case "p95Peak":
      return `P95 was worst ${moment(finding.at)} into the run: ${formatDuration(finding.p95)}.`;
    case "p95Back":
      return finding.after > 0
        ? `P95 was back below the red line ${moment(finding.after)} after ${ended}.`
        : `P95 was back below the red line before ${ended}.`;
    case "p95NotBack":
      return `P95 was not back below the red line ${moment(finding.after)} after ${ended}: ${formatDuration(finding.p95)}.`;
    case "backlogPeak":
      return `At most ${formatCount(finding.requests)} requests were under way, ${moment(finding.at)} into the run${inLine(finding.waiting)}.`;
    case "backlogGone":
      return finding.after > 0
        ? `The backlog was gone ${moment(finding.after)} after ${ended}.`
        : `The backlog was gone when ${ended}.`;
    case "backlogLeft":
      return `The backlog was still there ${moment(finding.after)} after ${ended}: ${formatCount(finding.requests)} requests under way.`;
    case "throughput":
      return `Answers peaked at ${formatThroughput(finding.best)} ${moment(finding.at)} into the run; ${formatThroughput(finding.last)} at the end of the high load.`;
    case "failures":
      return `${formatShare(finding.share)} of the requests sent ${fateWords[finding.cause]}; most ${formatNumber(finding.worst)} per second, ${moment(finding.at)} into the run.`;
    case "silence":
      return `Nothing at all was answered for ${moment(finding.seconds)} of the run, first ${moment(finding.at)} into it.`;
  }
}

/** A time since some moment: "14 s", "95 s". */
function moment(seconds: Seconds): string {
  return `${formatNumber(Math.round(seconds), 1)} s`;
}

/** Where a platform has lines at all. */
function inLine(waiting: number): string {
  return waiting < 0.5 ? "" : `, ${formatCount(waiting)} of them waiting in line`;
}
