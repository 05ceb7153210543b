/**
 * The summaries that load generators print of a made-up run, with exact figures of its requests: what a
 * tool says of a clean run that was held at one load from the start.
 */
import { percentile } from "../formats/percentile.ts";
import type { SourceText } from "../imported-run.ts";
import type { MadeRun } from "./made-run.ts";

export interface MadeSummary {
  readonly users: number;
  /** Unix seconds. */
  readonly start: number;
  readonly duration: number;
  readonly all: MadeFigures;
  readonly labels: readonly (MadeFigures & { readonly label: string })[];
}

export interface MadeFigures {
  readonly requests: number;
  readonly failures: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  readonly p: (share: number) => number;
}

/** Over the time from the first start to the last end. */
export function madeSummary(run: MadeRun): MadeSummary {
  const start = Math.min(...run.requests.map((one) => one.start));
  const end = Math.max(...run.requests.map((one) => one.start + one.ms));
  const duration = (end - start) / 1000;
  const figures = (of: MadeRun["requests"]): MadeFigures => {
    const times = of.map(({ ms }) => ms).sort((a, b) => a - b);
    return {
      requests: of.length,
      failures: of.filter(({ error }) => error !== "").length,
      perSecond: of.length / duration,
      mean: times.reduce((a, b) => a + b, 0) / times.length,
      min: times[0] ?? 0,
      max: times.at(-1) ?? 0,
      p: (share) => percentile(times, share) ?? 0,
    };
  };
  const labels = [...new Set(run.requests.map(({ label }) => label))];
  return {
    users: run.users.length,
    start: start / 1000,
    duration,
    all: figures(run.requests),
    labels: labels.map((label) => ({
      label,
      ...figures(run.requests.filter((one) => one.label === label)),
    })),
  };
}

/** A summary as one tool writes it. */
export type SummaryWriter = (summary: MadeSummary) => SourceText;

export function jsonFile(name: string, value: unknown): SourceText {
  return { name, text: JSON.stringify(value) };
}
