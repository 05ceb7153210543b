/** What was done to each file that was given, in one line each, for a planner to check at a glance. */

import { formatThroughput } from "../wording/format-throughput.ts";
import type { ImportedCampaign } from "./import-campaign.ts";
import type { ImportedRun } from "./imported-run.ts";
import type { Problem } from "./problem.ts";

/** A longer list hides what is said below it. */
const mostLines = 30;

/** In the order of the files; beyond thirty their number. */
export function fileLines({ formats, runs, leftOut }: ImportedCampaign): readonly string[] {
  const runsOf = new Map<string, ImportedRun[]>();
  for (const run of runs) {
    const file = run.file ?? run.name;
    runsOf.set(file, [...(runsOf.get(file) ?? []), run]);
  }
  const reasons = new Map<string, Problem>();
  for (const problem of leftOut) {
    if (!reasons.has(problem.file)) reasons.set(problem.file, problem);
  }
  const lines = formats.map(({ file, format }) => {
    const own = runsOf.get(file) ?? [];
    const reason = reasons.get(file);
    if (own.length > 0) return `${file}: ${format}, ${own.map(runLine).join("; ")}`;
    if (reason !== undefined) return `${file}: left out, ${reason.message}`;
    return `${file}: ${format}, read with the run that it belongs to`;
  });
  const more = lines.length - mostLines;
  return more > 0 ? [...lines.slice(0, mostLines), `… and ${more} more files`] : lines;
}

function runLine({ levels, usersFrom, loadModel }: ImportedRun): string {
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
  ];
  return parts.join(", ");
}

const windowOf = (covers: ImportedRun["levels"][number]["covers"] | undefined) =>
  covers === "ramp" ? "read off a ramp" : covers === "steady" ? "held load" : "whole run";
