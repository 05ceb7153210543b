/**
 * What the levels of production say of one plausible platform: the most plausible numbers, how well
 * they are known, and how plausible the platform is now. Laplace's approximation, in standard normal
 * numbers (MacKay, Information Theory, Inference, and Learning Algorithms, 2003, ch. 27).
 */
import { entryAt, numberAt } from "../../entry-at.ts";
import { plausiblePlatform } from "../../limits/plausible-platform.ts";
import { normal } from "../../random/normal.ts";
import type { RandomStream } from "../../random/random-stream.ts";
import { secantLeastSquares } from "../../stats/secant-least-squares.ts";
import { triangularFactor } from "../../stats/triangular-factor.ts";
import type { ProductionDraw } from "./production-draw.ts";

/** One measured figure of production. */
export interface ProductionFigure {
  readonly users: number;
  readonly quantity: "throughput" | "mean" | "p50" | "p90" | "p95" | "p99";
  readonly measured: number;
  /** Standard deviation of ln(measured): counting, rounding, and what runs differ by. */
  readonly noise: number;
}

export interface NarrowedDraw {
  /** ln of how probable the figures are, the unknown numbers averaged out, up to a constant. */
  readonly evidence: number;
  /** Sum of squared residuals of the figures at the most plausible numbers. */
  readonly missed: number;
  /** Numbers that could be true. */
  readonly sample: (random: RandomStream) => readonly number[];
}

/** A deviation past which nobody need look. */
const FARTHEST = 12;
const STEP = 0.05;
const MOST_EVALUATIONS = 40;
const WORTH_A_STEP = 1e-4;

export function narrowDraw(
  draw: ProductionDraw,
  figures: readonly ProductionFigure[],
): NarrowedDraw {
  const { unknowns } = draw;
  const residuals = (z: readonly number[]) => [...z, ...misses(draw, z, figures)];
  const start = Array<number>(unknowns).fill(0);
  const columnsAt = (z: readonly number[], r: readonly number[]) =>
    z.map((_, j) => {
      const moved = residuals(z.map((value, i) => (i === j ? value + STEP : value)));
      return moved.map((value, i) => (value - numberAt(r, i)) / STEP);
    });
  const found = secantLeastSquares({
    ...{ residuals, start, columnsAt, columns: columnsAt(start, residuals(start)) },
    lower: start.map(() => -FARTHEST),
    upper: start.map(() => FARTHEST),
    scale: start.map(() => 1),
    worth: WORTH_A_STEP,
    maxEvaluations: MOST_EVALUATIONS,
  });
  const { columns } = triangularFactor(found.columns, found.residuals);
  const logDeterminant = columns.reduce(
    (sum, column, j) => sum + Math.log(Math.abs(numberAt(column, j))),
    0,
  );
  return {
    evidence: -found.cost - logDeterminant,
    missed: found.residuals.slice(unknowns).reduce((sum, r) => sum + r * r, 0),
    sample: (random) => {
      const step = solvedUpwards(
        columns,
        start.map(() => normal(random)),
      );
      return found.parameters.map((value, i) => value + numberAt(step, i));
    },
  };
}

function misses(
  draw: ProductionDraw,
  z: readonly number[],
  figures: readonly ProductionFigure[],
): number[] {
  const { platform, modelError } = draw.at(z);
  const at = plausiblePlatform(platform, () => modelError).upTo(
    figures.reduce((most, { users }) => Math.max(most, users), 1),
  );
  const points = new Map(figures.map(({ users }) => [users, at(users)]));
  return figures.map(({ users, quantity, measured, noise }) => {
    const point = points.get(users) ?? at(users);
    const value =
      quantity === "throughput" || quantity === "mean"
        ? point[quantity]
        : point.percentile(quantity);
    return Math.log(value / measured) / noise;
  });
}

/** x of R·x = b for the upper triangular R: its covariance is (RᵀR)⁻¹ where b is standard normal. */
function solvedUpwards(columns: readonly (readonly number[])[], b: readonly number[]): number[] {
  const x = [...b];
  for (let j = x.length - 1; j >= 0; j--) {
    const column = entryAt(columns, j);
    const value = numberAt(x, j) / numberAt(column, j);
    x[j] = value;
    for (let i = 0; i < j; i++) x[i] = numberAt(x, i) - value * numberAt(column, i);
  }
  return x;
}
