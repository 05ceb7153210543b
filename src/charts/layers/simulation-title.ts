/** What stands above the picture of a simulation. */

import type { SimulationReport } from "../../report/simulation-report.ts";
import { formatDuration } from "../../wording/format-duration.ts";
import { formatThroughput } from "../../wording/format-throughput.ts";
import { formatUsers } from "../../wording/format-users.ts";
import { loadChanges } from "../panels/simulation-panel.ts";

/** Failures from here on are in the title. */
const MANY = 0.05;

/** The findings that matter most, or the figures of a steady load. */
export function simulationTitle(report: SimulationReport): string {
  const { findings, warnings } = report;
  const said = (code: string) => findings.find((one) => one.code === code)?.message;
  const failed = findings.find((one) => one.code === "failures" && one.share >= MANY)?.message;
  const [first] = warnings;
  const left = said("backlogLeft");
  const passed = said("p95Passed");
  // The gravest first. Where much fails, times of the few that were answered are no good news.
  const held = failed === undefined && left === undefined ? said("p95Held") : undefined;
  const sentences = [
    left,
    failed?.replace(/; .*/, "."),
    passed ?? held,
    failed === undefined && left === undefined ? said("backlogGone") : undefined,
  ].filter((words) => words !== undefined);
  if (sentences.length > 0) return sentences.join(" ");
  return first ? first.message : steadyTitle(report);
}

function steadyTitle({ total }: SimulationReport): string {
  const { throughput, responseTime, p95 } = total;
  const times =
    responseTime && p95
      ? `, mean ${formatDuration(responseTime.value)}, P95 ${formatDuration(p95.value)}`
      : "";
  return `${formatThroughput(throughput.value)}${times}`;
}

/** What was simulated, and how to read it. */
export function simulationSubtitle(report: SimulationReport): string {
  const { model, load, replications, seed, partial } = report;
  const what =
    "profile" in load
      ? load.profile.title
      : "users" in load
        ? formatUsers(load.users)
        : `${formatThroughput(load.rate)} of arrivals`;
  const levers = model.levers.length > 0 ? ` with ${model.levers.join(", ")}` : "";
  const basis =
    model.basis === "prior medians" ? ", not fitted: unknowns at their prior medians" : "";
  const runs = replications === 1 ? "one run" : `mean of ${replications} runs`;
  const dotted = loadChanges(report).length > 0 ? " Dotted: the load rises, or falls." : "";
  const cut = partial ? " PARTIAL: interrupted." : "";
  return `${model.title}${levers}${basis}. Simulated: ${what}; ${runs}, seed ${seed}.${dotted}${cut}`;
}
