/**
 * Draws from the posterior of a hypothesis by randomized optima: each draw is the best fit to
 * residuals that have been moved by noise of their own size, data and priors alike.
 *
 * Exact where the residuals are linear in the position; elsewhere an approximation, whose draws
 * still explain the data about as well as the data deserve: along bends, at walls such as a pool
 * that must not be smaller, and in directions that only the prior holds. Draws are independent.
 * No reweighting: where a platform bends, the weights of randomize-then-optimize (Bardsley et al.,
 * SIAM J. Sci. Comput. 36 (2014) A1895–A1910) left two to ten of forty draws.
 *
 * Solved platforms are what it costs. Every one that has been solved, for whichever draw, is a
 * support of an emulator; each draw goes where the emulator has it, has the platform there solved,
 * and ends when the emulator, exact there by now, sees nothing to gain.
 *
 * Sources: Kitanidis, Water Resources Research 31 (1995) 2411–2419; Oliver, He & Reynolds,
 * "Conditioning permeability fields to pressure data", 5th European Conference on the Mathematics
 * of Oil Recovery (1996); for the trust in a stand-in and how far it goes, Conn, Scheinberg &
 * Vicente, Introduction to Derivative-Free Optimization (SIAM, 2009), ch. 10.
 */
import { normal } from "../random/normal.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { Emulator } from "../stats/emulator.ts";
import type { Share } from "../units.ts";
import { potentialScaleReduction } from "./chain-diagnostics.ts";
import {
  distance,
  emulatedOptimum,
  type MovedData,
  movedCost,
  type Optimum,
} from "./emulated-optimum.ts";
import { FARTHEST } from "./hypothesis-misfit.ts";
import type { SplitMisfit } from "./split-misfit.ts";

export interface HypothesisSample {
  /** Positions, equally likely. */
  readonly draws: readonly (readonly number[])[];
  /** Share of the draws whose fit ended at an optimum, or follows its data as well as they deserve. */
  readonly solved: Share;
  /** How many independent draws they are worth: those whose fit ended. */
  readonly effectiveSize: number;
  /** The place met that fits the data themselves best. */
  readonly lowest: Optimum;
  /** Largest potential scale reduction R̂ over the unknowns, between halves of the draws; near 1 is good. */
  readonly rHat: number;
}

/** A draw is done when a step can raise its log-likelihood by less than this. */
const WORTH = 0.1;

/** Platforms solved for one draw at most. */
const MOST_SOLVED = 24;

/** Known places tried as starts, beside the optima, and how far apart, in prior deviations. */
const OTHER_STARTS = 3;
const APART = 0.1;

/** Of all starts those that the emulator is followed from. */
const FOLLOWED = 2;

/** Steps shorter than this move nothing that matters. */
const SHORTEST = 1e-3;

/** A step that keeps less of its promise than the first makes the next ones shorter; more than the second, longer. */
const BROKEN = 0.25;
const KEPT = 0.7;

/** Supports of the emulator at most; then the older half of those that draws have left is dropped. */
const MOST_SUPPORTS = 320;

/** What the emulator misses by less, in standard deviations, teaches it nothing. */
const FORESEEN = 0.003;

/**
 * A draw that has not ended is as good where it follows its own data as well as data of this number
 * deserve: half the sum of squares of f degrees of freedom is f/2 with the deviation √(f/2); so many
 * of these are allowed.
 */
const DEVIATIONS = 2;

/** A position whose platform has been solved. */
interface Solved {
  readonly position: readonly number[];
  readonly solved: Float64Array;
}

/**
 * @param optima the best fit first, then others that are about as good
 * @param steps of the differences that give derivatives, for each coordinate
 */
export function sampleHypothesis(
  misfit: SplitMisfit,
  optima: readonly (readonly number[])[],
  steps: readonly number[],
  count: number,
  random: RandomStream,
  onDraw: (done: Share) => void = () => {},
): HypothesisSample {
  const first = { position: optima[0] ?? [], cost: Number.POSITIVE_INFINITY };
  if (count === 0) return { draws: [], solved: 1, effectiveSize: 0, lowest: first, rHat: 1 };
  const supports = new Supports(misfit, optima, steps);
  const size = misfit.dataCount + (optima[0]?.length ?? 0);
  const half = Math.max(misfit.dataCount, 1) / 2;
  const deserved = half + DEVIATIONS * Math.sqrt(half);
  let ended = 0;
  const draws = Array.from({ length: count }, (_, i) => {
    const moved = { misfit, noise: Array.from({ length: size }, () => normal(random)) };
    const end = followed(moved, supports);
    if (end.converged || end.cost < deserved) ended++;
    onDraw((i + 1) / count);
    return end.position;
  });
  const unmoved = { misfit, noise: Array.from({ length: size }, () => 0) };
  return {
    draws,
    solved: ended / count,
    effectiveSize: ended,
    lowest: supports.lowest(unmoved),
    rHat: largestReduction(draws),
  };
}

/** Where the data moved by noise are followed best. */
function followed(moved: MovedData, supports: Supports): Optimum & { readonly converged: boolean } {
  const starts = supports
    .starts(moved)
    .map((start) => emulatedOptimum(moved, supports.emulator, start, { center: start, radius: 0 }))
    .sort((a, b) => a.cost - b.cost)
    .slice(0, FOLLOWED);
  const first = starts[0];
  if (first === undefined) throw new RangeError("optima must hold a position, got none");
  const { unknowns } = moved.misfit;
  let best: Optimum = first;
  let next = starts
    .map(({ position }) => emulatedOptimum(moved, supports.emulator, position))
    .reduce((a, b) => (b.cost < a.cost ? b : a));
  let radius = Number.POSITIVE_INFINITY;
  for (let solved = 0; solved < MOST_SOLVED; solved++) {
    const promised = best.cost - next.cost;
    if (promised < WORTH) return { ...best, converged: true };
    const cost = supports.costAt(moved, next.position);
    const length = distance(next.position, best.position, unknowns);
    const kept = (best.cost - cost) / promised;
    if (kept < BROKEN) radius = Math.min(radius, length) / 2;
    else if (kept > KEPT && length > 0.8 * radius) radius *= 2;
    if (cost < best.cost) best = { position: next.position, cost };
    if (radius < SHORTEST) break;
    next = emulatedOptimum(moved, supports.emulator, best.position, {
      center: best.position,
      radius,
    });
  }
  return { ...best, converged: false };
}

/** All platforms solved so far, and the emulator that rests on them. */
class Supports {
  emulator: Emulator;
  private readonly misfit: SplitMisfit;
  private readonly optima: readonly (readonly number[])[];
  /** Around the optima: they stay. */
  private readonly first: readonly Solved[];
  private later: Solved[] = [];

  constructor(
    misfit: SplitMisfit,
    optima: readonly (readonly number[])[],
    steps: readonly number[],
  ) {
    this.misfit = misfit;
    this.optima = optima;
    this.first = optima.flatMap((position) => [
      ...this.solvedAt(position),
      ...position.slice(0, misfit.unknowns).flatMap((_, j) => {
        const moved = (by: number) => position.map((x, k) => (k === j ? x + by : x));
        const step = steps[j] ?? 0;
        const ahead = this.solvedAt(moved(step));
        return ahead.length > 0 ? ahead : this.solvedAt(moved(-step));
      }),
    ]);
    this.emulator = this.made();
  }

  /** Positions from which the noise may be followed: the optima, and known ones that fit it best. */
  starts(moved: MovedData): readonly (readonly number[])[] {
    const { unknowns, dataCount } = this.misfit;
    const ranked = this.later
      .map(({ position, solved }) => {
        const own = position.map((x, j) =>
          j < unknowns
            ? x
            : Math.min(Math.max(moved.noise[dataCount + j] ?? 0, -FARTHEST), FARTHEST),
        );
        return { own, cost: movedCost(moved, solved, own) };
      })
      .sort((a, b) => a.cost - b.cost);
    const starts = [...this.optima];
    for (const { own } of ranked) {
      if (starts.length >= this.optima.length + OTHER_STARTS) break;
      if (starts.every((start) => distance(start, own, unknowns) > APART)) starts.push(own);
    }
    return starts;
  }

  /** Of all places whose platform has been solved that with the least cost, its terms of the shape at their best. */
  lowest(moved: MovedData): Optimum {
    return [...this.first, ...this.later]
      .map(({ position, solved }) => ({ position, cost: movedCost(moved, solved, position) }))
      .sort((a, b) => a.cost - b.cost)
      .slice(0, FOLLOWED)
      .map(({ position }) =>
        emulatedOptimum(moved, this.emulator, position, { center: position, radius: 0 }),
      )
      .reduce((a, b) => (b.cost < a.cost ? b : a));
  }

  /** Has the platform at a position solved; infinite where there is none. */
  costAt(moved: MovedData, position: readonly number[]): number {
    const [here] = this.solvedAt(position);
    if (here === undefined) return Number.POSITIVE_INFINITY;
    const values = position.slice(0, this.misfit.unknowns);
    if (isForeseen(this.emulator.at(values), here.solved)) {
      return movedCost(moved, here.solved, position);
    }
    this.later.push(here);
    if (this.emulator.size < MOST_SUPPORTS) {
      this.emulator.add(values, here.solved);
    } else {
      this.later = this.later.slice(this.later.length >> 1);
      this.emulator = this.made();
    }
    return movedCost(moved, here.solved, position);
  }

  private solvedAt(position: readonly number[]): readonly Solved[] {
    const solved = this.misfit.solve(position.slice(0, this.misfit.unknowns));
    return solved === null ? [] : [{ position, solved }];
  }

  private made(): Emulator {
    const emulator = new Emulator();
    for (const { position, solved } of [...this.first, ...this.later]) {
      emulator.add(position.slice(0, this.misfit.unknowns), solved);
    }
    return emulator;
  }
}

/** Whether the emulator had it right, in standard deviations. */
function isForeseen(emulated: Float64Array, solved: Float64Array): boolean {
  return solved.every((value, i) => Math.abs(value - (emulated[i] ?? 0)) < FORESEEN);
}

function largestReduction(draws: readonly (readonly number[])[]): number {
  const reductions = (draws[0] ?? []).map((_, j) =>
    potentialScaleReduction([draws.map((draw) => draw[j] as number)]),
  );
  return Math.max(1, ...reductions);
}
