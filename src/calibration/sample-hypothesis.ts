/**
 * Draws from the posterior of a hypothesis by randomize-then-optimize with its Metropolis–Hastings
 * correction: each proposal solves Qᵀ·F(x) = noise, F being the residuals and Q an orthonormal basis
 * of their tangent at the best fit. Proposals follow the bends of the model, do not depend on one
 * another, and have a known density, by which chains accept them. Where a model bends so much that few
 * proposals would carry all weight, weights are cut to √n times their mean (Ionides, Journal of
 * Computational and Graphical Statistics 17 (2008) 295–311), which trades a small bias for spread.
 *
 * Source: Bardsley, Solonen, Haario & Laine, "Randomize-then-optimize: a method for sampling from
 * posterior distributions in nonlinear inverse problems", SIAM J. Sci. Comput. 36 (2014) A1895–A1910.
 */
import { LuDecomposition, Matrix, QrDecomposition } from "ml-matrix";
import { normal } from "../random/normal.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { secantLeastSquares } from "../stats/secant-least-squares.ts";
import type { Share } from "../units.ts";
import { potentialScaleReduction } from "./chain-diagnostics.ts";
import { steadyDifferences } from "./steady-differences.ts";

export interface HypothesisSample {
  /** Positions, equally likely; some occur more than once. */
  readonly draws: readonly (readonly number[])[];
  /** Share of the proposals that were solved. */
  readonly solved: Share;
  /** How many independent, equally weighted draws the weighted proposals are worth (Kish). */
  readonly effectiveSize: number;
  /** Largest potential scale reduction R̂ over the unknowns, between four chains; near 1 is good. */
  readonly rHat: number;
}

interface Proposal {
  readonly position: readonly number[];
  /** ln(posterior density / proposal density). */
  readonly logWeight: number;
}

type Residuals = (position: readonly number[]) => readonly number[];

const CHAINS = 4;

/** Solved when this close, in standard deviations. */
const CLOSE = 0.05;

/** A solution that cannot be had is replaced by a point this close. */
const NEAR = 1;

const MOST_STEPS = 10;
const MOST_EVALUATIONS = 40;

/** No prior has belief further out. */
const FARTHEST = 6;

/**
 * @param steps of the differences that give derivatives, for each coordinate
 * @param count of proposals; as many draws come back as were solved
 * @throws RangeError if no proposal could be solved
 */
export function sampleHypothesis(
  residuals: Residuals,
  best: readonly number[],
  steps: readonly number[],
  count: number,
  random: RandomStream,
  onDraw: (done: Share) => void = () => {},
): HypothesisSample {
  const tangent = new Matrix(steadyDifferences(residuals, best, steps)).transpose();
  const qr = new QrDecomposition(tangent);
  const problem: Problem = {
    residuals,
    best,
    steps,
    basis: qr.orthogonalMatrix.transpose(),
    slope: qr.upperTriangularMatrix,
  };
  const proposals: Proposal[] = [];
  for (let i = 0; i < count; i++) {
    const proposal = propose(
      problem,
      best.map(() => normal(random)),
    );
    if (proposal !== null) proposals.push(proposal);
    onDraw((i + 1) / count);
  }
  if (proposals.length < CHAINS) {
    throw new RangeError(
      `residuals must let proposals be solved, ${proposals.length} of ${count} were`,
    );
  }
  const cut = withCutWeights(proposals);
  const chains = Array.from({ length: CHAINS }, (_, c) =>
    chainOf(
      cut.filter((_, i) => i % CHAINS === c),
      random,
    ),
  );
  return {
    draws: chains.flat(),
    solved: proposals.length / count,
    effectiveSize: kish(cut.map(({ logWeight }) => logWeight)),
    rHat: largestReduction(cut),
  };
}

interface Problem {
  readonly residuals: Residuals;
  readonly best: readonly number[];
  readonly steps: readonly number[];
  /** Qᵀ. */
  readonly basis: Matrix;
  /** QᵀJ at the best fit. */
  readonly slope: Matrix;
}

function propose(problem: Problem, noise: readonly number[]): Proposal | null {
  return broyden(problem, noise) ?? damped(problem, noise);
}

/** Broyden's method from the linear solution; null where it finds none. */
function broyden(problem: Problem, noise: readonly number[]): Proposal | null {
  const { residuals, best, basis } = problem;
  const wanted = Matrix.columnVector([...noise]);
  let slope = problem.slope.clone();
  let at = Matrix.columnVector([...best]).add(new LuDecomposition(slope).solve(wanted));
  let found = residuals(at.to1DArray());
  let gap = basis.mmul(Matrix.columnVector([...found])).sub(wanted);
  for (let step = 0; gap.norm() > CLOSE; step++) {
    const lu = new LuDecomposition(slope);
    if (step === MOST_STEPS || lu.isSingular()) return null;
    let change = lu.solve(gap).mul(-1);
    const length = change.norm();
    if (length > 2) change = change.mul(2 / length);
    const next = Matrix.add(at, change);
    if (next.to1DArray().some((x) => Math.abs(x) > FARTHEST)) return null;
    const there = residuals(next.to1DArray());
    const gapThere = basis.mmul(Matrix.columnVector([...there])).sub(wanted);
    if (!(gapThere.norm() < 3 * gap.norm())) return null;
    const miss = Matrix.sub(Matrix.sub(gapThere, gap), slope.mmul(change));
    slope = Matrix.add(slope, miss.mmul(change.transpose()).mul(1 / change.dot(change)));
    at = next;
    found = there;
    gap = gapThere;
  }
  return weighted(problem, at.to1DArray(), found, slope);
}

/** Damped steps inside the bounds, derivatives taken anew where they have worn out. */
function damped(problem: Problem, noise: readonly number[]): Proposal | null {
  const { residuals, best, steps, basis, slope } = problem;
  const gapAt = (position: readonly number[]) =>
    basis
      .mmul(Matrix.columnVector([...residuals(position)]))
      .to1DArray()
      .map((value, i) => value - (noise[i] as number));
  const fit = secantLeastSquares({
    residuals: gapAt,
    start: best,
    columns: slope.transpose().to2DArray(),
    columnsAt: (position, before) => steadyDifferences(gapAt, position, steps, before),
    lower: best.map(() => -FARTHEST),
    upper: best.map(() => FARTHEST),
    scale: best.map(() => 1),
    worth: CLOSE ** 2 / 2,
    maxEvaluations: MOST_EVALUATIONS,
  });
  if (Math.sqrt(2 * fit.cost) > NEAR) return null;
  const position = fit.parameters;
  const columns = steadyDifferences(gapAt, position, steps);
  return weighted(problem, position, residuals(position), new Matrix(columns).transpose());
}

/** ln weight = −½(‖F‖² − ‖QᵀF‖²) − ln|det QᵀJ|. */
function weighted(
  { basis }: Problem,
  position: readonly number[],
  found: readonly number[],
  slope: Matrix,
): Proposal | null {
  const volume = Math.abs(new LuDecomposition(slope).determinant);
  if (!(volume > 0)) return null;
  const all = found.reduce((sum, r) => sum + r * r, 0);
  const inTangent = basis.mmul(Matrix.columnVector([...found])).norm() ** 2;
  return { position, logWeight: -(all - inTangent) / 2 - Math.log(volume) };
}

function withCutWeights(proposals: readonly Proposal[]): Proposal[] {
  const most = Math.max(...proposals.map(({ logWeight }) => logWeight));
  const sum = proposals.reduce((total, { logWeight }) => total + Math.exp(logWeight - most), 0);
  const limit = most + Math.log((sum / proposals.length) * Math.sqrt(proposals.length));
  return proposals.map(({ position, logWeight }) => ({
    position,
    logWeight: Math.min(logWeight, limit),
  }));
}

/** Accepts proposals with probability min(1, ratio of weights), else stays. */
function chainOf(proposals: readonly Proposal[], random: RandomStream): (readonly number[])[] {
  let current: Proposal | undefined;
  return proposals.map((proposal) => {
    const u = random.uniform();
    if (current === undefined || Math.log(u) < proposal.logWeight - current.logWeight) {
      current = proposal;
    }
    return current.position;
  });
}

function kish(logWeights: readonly number[]): number {
  const most = Math.max(...logWeights);
  const weights = logWeights.map((log) => Math.exp(log - most));
  const sum = weights.reduce((a, b) => a + b, 0);
  return sum ** 2 / weights.reduce((a, b) => a + b * b, 0);
}

/** R̂ of the chains' proposals, which are independent: large only where they cluster. */
function largestReduction(proposals: readonly Proposal[]): number {
  const width = proposals[0]?.position.length ?? 0;
  const length = Math.floor(proposals.length / 2);
  let largest = 1;
  for (let j = 0; j < width; j++) {
    const values = proposals.map(({ position }) => position[j] as number);
    const halves = [values.slice(0, length), values.slice(length, 2 * length)];
    largest = Math.max(largest, potentialScaleReduction(halves));
  }
  return largest;
}
