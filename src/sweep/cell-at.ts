import { entryAt } from "../entry-at.ts";
import { requireCount } from "../require.ts";
import type { Seconds } from "../units.ts";
import { type SweepAxes, sweepAxes, sweepSize } from "./sweep-axes.ts";
import type { SweepStudy, SweptPlatform } from "./sweep-study.ts";

/** Where a cell lies in the grid. */
export interface SweepCell {
  readonly number: number;
  /** Which combination of lever values. */
  readonly point: number;
  readonly swept: SweptPlatform;
  /** Of a simulated cell; null of an analytic one. */
  readonly simulated: SimulatedPlace | null;
}

export interface SimulatedPlace {
  readonly load: number;
  /** 0: never; null: as the platform or the profile has it. */
  readonly timeOut: Seconds | null;
  readonly attempts: number | null;
  /** How long the peak is held; null of a steady load. */
  readonly length: Seconds | null;
  readonly seed: number;
  readonly replication: number;
}

/**
 * The cell with a number from 0, found by division: a grid of any size takes no memory.
 *
 * @throws RangeError unless the sweep has such a cell
 */
export function cellAt(study: SweepStudy, number: number): SweepCell {
  requireCount("cell", number, 0);
  const size = sweepSize(study);
  if (number >= size) throw new RangeError(`cell must be below ${size}, got ${number}`);
  const place = digitsOf(sweepAxes(study), number);
  const { task } = study;
  return {
    number,
    point: place.points,
    swept: entryAt(study.platforms, place.platforms),
    simulated:
      task.method === "analytic"
        ? null
        : {
            load: entryAt(task.loads, place.loads),
            timeOut: entryAt(task.timeOuts, place.timeOuts),
            attempts: entryAt(task.attempts, place.attempts),
            length: task.spike === null ? null : entryAt(task.spike.lengths, place.lengths),
            seed: entryAt(task.seeds, place.seeds),
            replication: place.replications,
          },
  };
}

/** The last axis runs fastest. */
function digitsOf(axes: SweepAxes, number: number): SweepAxes {
  let rest = number;
  const digit = (of: number): number => {
    const place = rest % of;
    rest = Math.floor(rest / of);
    return place;
  };
  const replications = digit(axes.replications);
  const seeds = digit(axes.seeds);
  const loads = digit(axes.loads);
  const lengths = digit(axes.lengths);
  const attempts = digit(axes.attempts);
  const timeOuts = digit(axes.timeOuts);
  const platforms = digit(axes.platforms);
  return { points: rest, platforms, timeOuts, attempts, lengths, loads, seeds, replications };
}
