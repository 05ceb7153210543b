/** What was done to each file that was given, in one line each, for a planner to check at a glance. */

import { formatThroughput } from "../wording/format-throughput.ts";
import { lowerFirst } from "../wording/lower-first.ts";
import type { ImportedCampaign } from "./import-campaign.ts";
import type { ImportedRun } from "./imported-run.ts";
import type { Problem } from "./problem.ts";

/** A longer list hides what is said below it. */
const mostLines = 30;

/** More files than this with one reason are one line. */
const mostAlike = 3;

/** In the order of the files, those left out for one reason together; beyond thirty lines their number. */
export function fileLines({ formats, runs, leftOut }: ImportedCampaign): readonly string[] {
  const runsOf = new Map<string, ImportedRun[]>();
  for (const run of runs) {
    const file = run.file ?? run.name;
    runsOf.set(file, [...(runsOf.get(file) ?? []), run]);
  }
  const reasons = new Map<string, Problem>();
  const alike = new Map<string, string[]>();
  for (const problem of leftOut) {
    const { file, message } = problem;
    if (reasons.has(file) || runsOf.has(file)) continue;
    reasons.set(file, problem);
    alike.set(message, [...(alike.get(message) ?? []), file]);
  }
  const lines = formats.flatMap(({ file, format }) => {
    const own = runsOf.get(file) ?? [];
    const message = reasons.get(file)?.message;
    if (own.length > 0) return [`${file}: ${format}, ${own.map(runLine).join("; ")}`];
    if (message === undefined) return [`${file}: ${format}, read with the run that it belongs to`];
    const same = alike.get(message) ?? [];
    if (same.length <= mostAlike) return [`${file}: left out, ${message}`];
    const others = same.length - mostAlike;
    return same[0] === file
      ? [`${same.slice(0, mostAlike).join(", ")} and ${others} more: left out, ${message}`]
      : [];
  });
  const more = lines.length - mostLines;
  return more > 0 ? [...lines.slice(0, mostLines), `… and ${more} more files`] : lines;
}

/** Columns of a table that none of its figures came from; a planner sees here whether one was meant. */
const unreadOf = ({ findings }: ImportedRun) =>
  findings.flatMap(({ code, message }) =>
    code === "columns-not-read" ? [lowerFirst(message).replace(/\.$/, "")] : [],
  );

function runLine(run: ImportedRun): string {
  const { levels, usersFrom, loadModel } = run;
  if (loadModel === "open") {
    const rates = levels.map(({ arrivalRate }) => arrivalRate ?? 0);
    const [least, most] = [Math.min(...rates), Math.max(...rates)].map((one) =>
      formatThroughput(one),
    );
    return `open load at ${rates.length === 1 ? most : `${rates.length} rates, ${least} to ${most}`}, kept apart in open.csv: nothing is fitted to it`;
  }
  const users = levels.map((level) => level.users ?? 0);
  const [low, high] = [Math.min(...users), Math.max(...users)];
  const loads = low === high ? `${high}` : `${low} to ${high}`;
  const cut = levels.reduce((most, { warmUpCut }) => Math.max(most, warmUpCut), 0);
  const [first] = levels;
  const parts = [
    `${levels.length === 1 ? "1 level" : `${levels.length} levels`} of ${loads} ${high === 1 ? "user" : "users"}`,
    ...(usersFrom === "" ? [] : [`users ${usersFrom}`]),
    ...(first?.mostUsers === undefined ? [] : [`the mean of up to ${first.mostUsers}`]),
    cut > 0 ? `up to ${Math.round(cut)} s of warm-up cut` : windowOf(first?.covers),
    ...unreadOf(run),
  ];
  return parts.join(", ");
}

const windowOf = (covers: ImportedRun["levels"][number]["covers"] | undefined) =>
  covers === "ramp" ? "read off a ramp" : covers === "steady" ? "held load" : "whole run";
