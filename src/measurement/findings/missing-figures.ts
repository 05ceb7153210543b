import { inLoads } from "../../wording/in-loads.ts";
import { inNumber } from "../../wording/wording.ts";
import type { Finding } from "../finding.ts";
import type { Evidence } from "./evidence.ts";

/** Levels that say nothing about speed, and too few that do. */
export function missingFigures({ measured, campaign, thinkTime }: Evidence): readonly Finding[] {
  const findings: Finding[] = [];
  const law = "A level takes part in a fit with its throughput, mean or percentiles.";
  const silent = measured.filter(
    ({ level, point }) =>
      point.throughput === undefined && Object.keys(level.responseTime).length === 0,
  );
  if (silent.length > 0) {
    // X never exceeds N/Z, so the requests took at least requests·Z/N.
    const Z = thinkTime.thinkTime;
    const longest = silent
      .map(({ level }) => ({ ...level, least: ((level.requests ?? 0) * (Z ?? 0)) / level.users }))
      .toSorted((a, b) => b.least - a.least)[0];
    const hint =
      longest !== undefined && longest.least >= 60
        ? ` The ${inNumber(longest.requests ?? 0)} requests at ${inNumber(longest.users)} users took at least ${inNumber(Math.round(longest.least / 60))} min.`
        : "";
    findings.push({
      code: "no-throughput",
      severity: "warning",
      level: silent.length === 1 ? (silent[0]?.level.users ?? null) : null,
      message:
        `${inLoads(silent.map(({ level }) => level.users))}: neither throughput nor duration nor response times ` +
        `were measured; only errors can be used, and whatever is said about speed there is extrapolated.${hint}`,
      law,
      remedy: "Add the duration or the throughput of these tests, and their response times.",
    });
  }

  const loads = new Set(
    measured
      .filter(({ point, level }) => point.throughput !== undefined && hasTime(level.responseTime))
      .map(({ level }) => level.users),
  );
  // Ceiling, light-load response time and the fall past the peak are three unknowns.
  if (loads.size < 3) {
    findings.push({
      code: "too-few-levels",
      severity: "warning",
      level: null,
      message: `${loads.size === 0 ? "No load has" : `Only ${loads.size} load${loads.size === 1 ? " has" : "s have"}`} both throughput and response times; a model needs 3.`,
      law,
      remedy: "Measure loads below, near and above the expected limit.",
    });
  }

  const estimated = [...campaign.levels, ...campaign.endpoints].filter(
    ({ quality }) => quality === "estimated",
  );
  if (estimated.length > 0) {
    findings.push({
      code: "estimated-values",
      severity: "note",
      level: null,
      message: `${estimated.length} row${estimated.length === 1 ? " holds" : "s hold"} estimates, not measurements; they are shown and never fitted.`,
      law: "An estimate carries no information on the system.",
      remedy: "Measure them.",
    });
  }
  return findings;
}

function hasTime({
  mean,
  p50,
  p90,
  p95,
  p99,
}: { [key in "mean" | "p50" | "p90" | "p95" | "p99"]?: number }) {
  return [mean, p50, p90, p95, p99].some((time) => time !== undefined);
}
