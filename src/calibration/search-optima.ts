/** Where the optima of a hypothesis are: a search from many starts that narrows by stages. */
import type { Hypothesis } from "../platform/platform.ts";
import type { Unknown } from "../platform/unknowns-of.ts";
import { normal } from "../random/normal.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { secantLeastSquares } from "../stats/secant-least-squares.ts";
import { type TriangularFactor, triangularFactor } from "../stats/triangular-factor.ts";
import { exchangedStarts } from "./exchanged-starts.ts";
import type { MeasuredRun } from "./figures.ts";
import { coordinateCount, FARTHEST, hypothesisMisfit } from "./hypothesis-misfit.ts";
import { predictFigures } from "./predict-figures.ts";
import { platformAtPosition } from "./solved/platform-at-position.ts";
import { steadyDifferences, stepsOf } from "./steady-differences.ts";

/** Positions tried before the first descent: the prior's median, and points around it. */
const TRIALS = 64;

/**
 * The search narrows by stages, each with the best ends of the one before. Noise is in units of the
 * assumed one: a wide law has slopes where a narrow one is flat, since far figures pull with bounded
 * force. Throughput and means come first: they cost a fraction of what percentiles cost, and tell
 * which resource limits.
 */
const STAGES: readonly Stage[] = [
  { figures: "means", noiseScale: 12, followed: 10, each: 3, worth: 0.2 },
  { figures: "means", noiseScale: 3, followed: 6, each: 3, worth: 0.2 },
  { figures: "all", noiseScale: 3, followed: 4, each: 3, worth: 0.2 },
  // Under one noise costs can be compared.
  { figures: "all", noiseScale: 1, followed: 2, each: 6, worth: 0.1 },
];

/** Under wide noise a start that is named would slide to where others end. */
const NEAR_STARTS: Stage = { figures: "all", noiseScale: 1, followed: 4, each: 6, worth: 0.1 };

interface Stage {
  readonly figures: "means" | "all";
  readonly noiseScale: number;
  /** How many of the ends so far. */
  readonly followed: number;
  /** Platforms solved in a descent at most, for each unknown. */
  readonly each: number;
  readonly worth: number;
}

/** Times that the best place is taken across (`exchangedStarts`), as long as it is left for a better one. */
const EXCHANGES = 2;

/** Ends of two descents are one optimum where no coordinate differs by more, in prior deviations. */
const APART = 0.3;

/** Noise under which the search compares its ends. */
export const LAST_NOISE = STAGES.at(-1)?.noiseScale ?? 1;

/** Places that could be the optimum, the best first. */
export function searchOptima(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  random: RandomStream | null,
): readonly Candidate[] {
  const starts = trials(hypothesis, unknowns, onlyMeans(runs), random);
  let found = narrowed(hypothesis, unknowns, runs, starts, STAGES);
  for (let round = 0; round < EXCHANGES; round++) {
    const [best] = found;
    if (best === undefined) break;
    found = different([...found, ...exchanged(hypothesis, unknowns, runs, best)]);
    if (found[0] === best) break;
  }
  return found;
}

/** Where descents from the best place end, after its demands are exchanged. */
function exchanged(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  { position }: Candidate,
): readonly Candidate[] {
  const misfit = hypothesisMisfit(hypothesis, unknowns, runs, LAST_NOISE);
  const starts = exchangedStarts(hypothesis, unknowns, position)
    .map((start) => ({ position: start, cost: halfSquares(misfit(start)) }))
    .filter(({ cost }) => Number.isFinite(cost))
    .sort((a, b) => a.cost - b.cost);
  return starts.length === 0 ? [] : narrowed(hypothesis, unknowns, runs, starts, [NEAR_STARTS]);
}

/**
 * Those near given places: where a simpler hypothesis ended, of which this one is an extension.
 *
 * @param starts positions of the unknowns
 */
export function optimaNear(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  starts: readonly (readonly number[])[],
): readonly Candidate[] {
  const candidates = starts.map((position) => ({ position, cost: 0 }));
  return narrowed(hypothesis, unknowns, runs, candidates, [NEAR_STARTS]);
}

function narrowed(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  starts: readonly Candidate[],
  stages: readonly Stage[],
): readonly Candidate[] {
  const ofMeans = onlyMeans(runs);
  let candidates = starts;
  for (const { figures, noiseScale, followed, each, worth } of stages) {
    const held = figures === "means" ? ofMeans : runs;
    const residuals = hypothesisMisfit(hypothesis, unknowns, held, noiseScale);
    const count = coordinateCount(hypothesis, unknowns, held);
    const steps = stepsOf(count, null);
    const ends = candidates.slice(0, followed).map(({ position }) => {
      const from = resized(position, count);
      const fit = secantLeastSquares({
        ...bounds(from),
        residuals,
        columns: steadyDifferences(residuals, from, steps),
        columnsAt:
          figures === "means"
            ? null
            : (at, before) => steadyDifferences(residuals, at, steps, before),
        columnsCost: unknowns.length,
        worth,
        maxEvaluations: each * (unknowns.length + 2),
      });
      return {
        position: fit.parameters,
        cost: fit.cost + logVolume(triangularFactor(fit.columns, fit.residuals)),
      };
    });
    candidates = different(ends);
  }
  return candidates;
}

/** Without percentiles, where there is enough else. */
function onlyMeans(runs: readonly MeasuredRun[]): readonly MeasuredRun[] {
  const some = runs.map((run) => ({
    ...run,
    figures: run.figures.filter(({ quantity }) => quantity === "throughput" || quantity === "mean"),
  }));
  return some.every(({ figures }) => figures.some(({ quantity }) => quantity === "mean"))
    ? some
    : runs;
}

/** Terms of the shape start at 0, their most probable value. */
export function resized(position: readonly number[], count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => position[i] ?? 0);
}

export function bounds(from: readonly number[]) {
  return {
    start: from.map((x) => Math.min(Math.max(x, -FARTHEST), FARTHEST)),
    lower: from.map(() => -FARTHEST),
    upper: from.map(() => FARTHEST),
    scale: from.map(() => 1),
  };
}

/**
 * Minus the logarithm of the volume that a posterior fills around an optimum, by its normal law: ½·ln
 * det JᵀJ. Two resources in a balance that a per cent tips may follow the figures closest, and still
 * hold next to none of the belief.
 */
export function logVolume({ columns }: TriangularFactor): number {
  return columns.reduce((sum, column, j) => {
    const diagonal = Math.abs(column[j] ?? 0);
    return diagonal > 0 ? sum + Math.log(diagonal) : sum;
  }, 0);
}

/** The best first; of those that ended at one place only the best. */
export function different<T extends Candidate>(ends: readonly T[]): T[] {
  const ranked = ends.toSorted((a, b) => a.cost - b.cost);
  const far = (a: Candidate, b: Candidate) =>
    a.position.some((x, i) => Math.abs(x - (b.position[i] as number)) > APART);
  return ranked.filter((end, i) => ranked.slice(0, i).every((better) => far(end, better)));
}

/** A place that could be the optimum. */
export interface Candidate {
  readonly position: readonly number[];
  /** Minus the logarithm of the belief that it holds, up to a constant: half the squares, and the volume. */
  readonly cost: number;
}

/** Positions that allow a platform, the best first. */
function trials(
  hypothesis: Hypothesis,
  unknowns: readonly Unknown[],
  runs: readonly MeasuredRun[],
  random: RandomStream | null,
): readonly Candidate[] {
  const misfit = hypothesisMisfit(hypothesis, unknowns, runs, STAGES[0]?.noiseScale ?? 1);
  const count = coordinateCount(hypothesis, unknowns, runs);
  const tried = Array.from({ length: random === null ? 1 : TRIALS }, (_, i) => {
    const drawn = unknowns.map(() => (i === 0 || random === null ? 0 : normal(random)));
    const position = resized(drawn, count);
    return { position, cost: halfSquares(misfit(position)) };
  });
  const possible = tried
    .filter(({ cost }) => Number.isFinite(cost))
    .sort((a, b) => a.cost - b.cost);
  if (possible.length === 0) {
    // Says why.
    const medians = unknowns.map(() => 0);
    predictFigures(platformAtPosition(hypothesis, unknowns, medians), runs);
    throw new RangeError(`priors must allow a platform that can be solved, got ${hypothesis.name}`);
  }
  return possible;
}

function halfSquares(residuals: readonly number[]): number {
  return residuals.reduce((sum, r) => sum + r * r, 0) / 2;
}
