import type { SweepStudy } from "./sweep-study.ts";

/** How many of each thing there are, the slowest first: a cell's number counts through them. */
export interface SweepAxes {
  readonly points: number;
  readonly platforms: number;
  readonly timeOuts: number;
  readonly attempts: number;
  readonly lengths: number;
  readonly loads: number;
  readonly seeds: number;
  readonly replications: number;
}

/** The study, or what is known of it before its platforms are. */
export type Countable = Pick<SweepStudy, "design" | "task"> & {
  readonly platforms: { readonly length: number };
};

export function sweepAxes({ design, platforms, task }: Countable): SweepAxes {
  const { levers, random } = design;
  const points = random?.points ?? levers.reduce((all, { values }) => all * values.length, 1);
  const shared = { points, platforms: platforms.length };
  if (task.method === "analytic") {
    return { ...shared, timeOuts: 1, attempts: 1, lengths: 1, loads: 1, seeds: 1, replications: 1 };
  }
  return {
    ...shared,
    timeOuts: task.timeOuts.length,
    attempts: task.attempts.length,
    lengths: task.spike?.lengths.length ?? 1,
    loads: task.loads.length,
    seeds: task.seeds.length,
    replications: task.replications,
  };
}

/** Cells of a sweep: exact up to 2^53, beyond that only that there are more. */
export function sweepSize(study: Countable): number {
  return Object.values(sweepAxes(study)).reduce((all: number, one: number) => all * one, 1);
}
