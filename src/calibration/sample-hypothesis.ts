/**
 * Draws from the posterior of a hypothesis by randomize-then-optimize with its Metropolis–Hastings
 * correction: each proposal solves Qᵀ·F(x) = noise, F being the residuals and Q an orthonormal basis
 * of the tangent at the best fit; its density is known, so that acceptance makes the chain exact
 * whatever the bends of the model. Proposals do not depend on one another.
 *
 * Source: Bardsley, Solonen, Haario & Laine, "Randomize-then-optimize: a method for sampling from
 * posterior distributions in nonlinear inverse problems", SIAM J. Sci. Comput. 36 (2014) A1895–A1910.
 */
import { LuDecomposition, Matrix, QrDecomposition } from "ml-matrix";
import { normal } from "../random/normal.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { steadyDifferences } from "./steady-differences.ts";

export interface HypothesisSample {
  /** Positions, equally likely; some occur more than once. */
  readonly draws: readonly (readonly number[])[];
  /** Share of the proposals that were solved. */
  readonly converged: number;
  /** Kish's: how many independent, equally weighted draws the proposals are worth. */
  readonly effectiveSize: number;
  /** Largest potential scale reduction over the unknowns, between four chains; near 1 is good. */
  readonly rHat: number;
}

interface Proposal {
  readonly position: readonly number[];
  /** ln(posterior density / proposal density). */
  readonly logWeight: number;
}

const CHAINS = 4;

/** Solved when this close, in standard deviations. */
const CLOSE = 0.05;

const MOST_STEPS = 25;

type Residuals = (position: readonly number[]) => readonly number[];

/** @throws RangeError if the best fit has no residuals or a tangent without full rank */
export function sampleHypothesis(
  residuals: Residuals,
  best: readonly number[],
  steps: readonly number[],
  count: number,
  random: RandomStream,
  onDraw: (done: number) => void = () => {},
): HypothesisSample {
  const atBest = residuals(best);
  const tangent = tangentAt(residuals, best, steps, atBest);
  const qr = new QrDecomposition(tangent);
  const basis = qr.orthogonalMatrix.transpose();
  const start = qr.upperTriangularMatrix;
  const proposals: Proposal[] = [];
  let solved = 0;
  for (let i = 0; i < count; i++) {
    const noise = Matrix.columnVector(best.map(() => normal(random)));
    const proposal = propose(residuals, best, steps, basis, start, noise);
    if (proposal !== null) {
      solved++;
      proposals.push(proposal);
    }
    onDraw((i + 1) / count);
  }
  const chains = Array.from({ length: CHAINS }, (_, c) =>
    chainOf(
      proposals.filter((_, i) => i % CHAINS === c),
      random,
    ),
  );
  return {
    draws: chains.flat(),
    converged: solved / count,
    effectiveSize: kish(proposals.map(({ logWeight }) => logWeight)),
    rHat: largestRHat(chains),
  };
}

/** One proposal, by Broyden's method from the linear solution; null where it finds none. */
function propose(
  residuals: Residuals,
  best: readonly number[],
  steps: readonly number[],
  basis: Matrix,
  start: Matrix,
  noise: Matrix,
): Proposal | null {
  let slope = start.clone();
  let at = Matrix.columnVector([...best]).add(new LuDecomposition(slope).solve(noise));
  let found = residuals(at.to1DArray());
  let gap = basis.mmul(Matrix.columnVector([...found])).sub(noise);
  let fresh = false;
  for (let step = 0; step < MOST_STEPS && gap.norm() > CLOSE; step++) {
    const lu = new LuDecomposition(slope);
    if (lu.isSingular()) return null;
    let change = lu.solve(gap).mul(-1);
    const length = change.norm();
    if (length > 3) change = change.mul(3 / length);
    const next = Matrix.add(at, change);
    const there = residuals(next.to1DArray());
    const gapThere = basis.mmul(Matrix.columnVector([...there])).sub(noise);
    if (gapThere.norm() > 2 * gap.norm() && !fresh) {
      slope = basis.mmul(tangentAt(residuals, at.to1DArray(), steps, found));
      fresh = true;
      continue;
    }
    const expected = slope.mmul(change);
    const miss = Matrix.sub(Matrix.sub(gapThere, gap), expected);
    slope = Matrix.add(slope, miss.mmul(change.transpose()).mul(1 / change.dot(change)));
    at = next;
    found = there;
    gap = gapThere;
    fresh = false;
  }
  if (gap.norm() > CLOSE) return null;
  const position = at.to1DArray();
  const derivative = new LuDecomposition(basis.mmul(tangentAt(residuals, position, steps, found)));
  const volume = Math.abs(derivative.determinant);
  if (!(volume > 0)) return null;
  const all = found.reduce((sum, r) => sum + r * r, 0);
  const inTangent = basis.mmul(Matrix.columnVector([...found])).norm() ** 2;
  return { position, logWeight: -(all - inTangent) / 2 - Math.log(volume) };
}

function tangentAt(
  residuals: Residuals,
  position: readonly number[],
  steps: readonly number[],
  before: readonly number[],
): Matrix {
  return new Matrix(steadyDifferences(residuals, position, steps, before)).transpose();
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
  return sum === 0 ? 0 : sum ** 2 / weights.reduce((a, b) => a + b * b, 0);
}

/** Gelman & Rubin, Statistical Science 7 (1992) 457–472; the largest over the coordinates. */
function largestRHat(chains: readonly (readonly (readonly number[])[])[]): number {
  const width = chains[0]?.[0]?.length ?? 0;
  let largest = 1;
  for (let j = 0; j < width; j++) {
    const values = chains.map((chain) => chain.map((position) => position[j] as number));
    largest = Math.max(largest, rHat(values));
  }
  return largest;
}

function rHat(chains: readonly (readonly number[])[]): number {
  const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
  const variance = (list: readonly number[]) => {
    const m = mean(list);
    return list.reduce((sum, x) => sum + (x - m) ** 2, 0) / Math.max(list.length - 1, 1);
  };
  const n = Math.min(...chains.map(({ length }) => length));
  const within = mean(chains.map(variance));
  const between = variance(chains.map(mean));
  return within === 0 ? 1 : Math.sqrt((n - 1) / n + between / within);
}
