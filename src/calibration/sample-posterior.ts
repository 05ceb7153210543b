/**
 * Draws from the posterior over all unknowns, pool size included: walkers that start around the
 * best fits, then move in turn along the differences between one another and by fresh draws
 * that leave the normal law around the best fit unchanged.
 *
 * Differential-evolution Markov chain: ter Braak, "A Markov chain Monte Carlo version of the
 * genetic algorithm Differential Evolution", Statistics and Computing 16 (2006) 239–249. Exact
 * in the limit of many sweeps; the start near the best fits keeps the way there short.
 */
import { normal } from "../random/normal.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { choleskyFactor } from "./cholesky-factor.ts";
import type { PoolSizeFit } from "./fit-at-pool-size.ts";
import type { Unknown } from "./unknowns.ts";

export interface PosteriorDraw {
  readonly point: readonly number[];
  readonly poolSize: number;
}

export interface PosteriorSample {
  readonly draws: readonly PosteriorDraw[];
  /** Share of proposed moves that were taken; a healthy chain lies between 0.1 and 0.5. */
  readonly acceptance: number;
  /**
   * R̂, the largest over the unknowns: how far four groups of walkers lie apart against the
   * spread inside each. Near 1 when the walkers have forgotten where they started (Gelman et al.,
   * Bayesian Data Analysis, 3rd ed., §11.4).
   */
  readonly potentialScaleReduction: number;
}

export interface SamplingEffort {
  readonly walkers: number;
  readonly sweeps: number;
  readonly draws: number;
}

/** The position of a walker: the unknowns, then ln c. */
type Position = readonly number[];

export interface Target {
  /** Minus the logarithm of the posterior density, up to a constant. */
  readonly cost: (point: readonly number[], poolSize: number) => number;
  readonly unknowns: readonly Unknown[];
  /** Range of ln c; equal ends hold the pool size. */
  readonly from: number;
  readonly to: number;
}

export function samplePosterior(
  target: Target,
  fits: readonly PoolSizeFit[],
  effort: SamplingEffort,
  random: RandomStream,
  onSweep: (done: number) => void = () => {},
): PosteriorSample {
  const cost = (position: Position) => costAt(target, position);
  const walkers = startingPositions(target, fits, effort.walkers, random).map((position) => ({
    position,
    cost: cost(position),
  }));
  const reference = referenceLaw(target, fits);
  const differences = differenceMoves(target.unknowns.length + 1, random);
  const kept: Position[][] = [];
  let moves = 0;
  let taken = 0;
  for (let sweep = 0; sweep < effort.sweeps; sweep++) {
    for (let i = 0; i < walkers.length; i++) {
      const walker = walkers[i] as Walker;
      const { position, logRatio } =
        sweep % 2 === 0 ? reference.move(walker.position, random) : differences(walkers, i);
      const proposed = cost(position);
      moves++;
      if (Math.log(random.uniform()) < walker.cost - proposed + logRatio) {
        walkers[i] = { position, cost: proposed };
        taken++;
      }
    }
    kept.push(walkers.map(({ position }) => position));
    onSweep((sweep + 1) / effort.sweeps);
  }
  const settled = kept.slice(Math.floor(kept.length / 3));
  return {
    draws: thin(settled.flat(), effort.draws).map((position) => ({
      point: position.slice(0, -1),
      poolSize: Math.exp(position.at(-1) as number),
    })),
    acceptance: taken / moves,
    potentialScaleReduction: scaleReduction(settled),
  };
}

interface Walker {
  readonly position: Position;
  readonly cost: number;
}

/** A proposed position, and ln q(back)/q(there). */
interface Move {
  readonly position: Position;
  readonly logRatio: number;
}

/**
 * Moves along the difference of two other walkers: symmetric. Now and then a whole difference,
 * which leads from one mode to another; else shortened at random, since no one length suits
 * both the wide and the narrow directions.
 */
function differenceMoves(dimensions: number, random: RandomStream) {
  const step = 2.38 / Math.sqrt(2 * dimensions);
  return (walkers: readonly Walker[], i: number): Move => {
    const pick = () => Math.floor(random.uniform() * walkers.length);
    let a = pick();
    while (a === i) a = pick();
    let b = pick();
    while (b === i || b === a) b = pick();
    const scale = random.uniform() < 0.1 ? 1 : step * (0.3 + random.uniform());
    const from = (walkers[a] as Walker).position;
    const to = (walkers[b] as Walker).position;
    const position = (walkers[i] as Walker).position.map(
      (x, d) =>
        x + scale * ((to[d] as number) - (from[d] as number)) + 1e-4 * (random.uniform() - 0.5),
    );
    return { position, logRatio: 0 };
  };
}

/**
 * Moves that leave the normal law around the best fit unchanged: shrink towards its center and
 * add fresh noise. Where the posterior is nearly normal they are taken at almost any length,
 * also in the many directions that only the prior holds (preconditioned Crank–Nicolson; Cotter,
 * Roberts, Stuart & White, Statistical Science 28, 2013, 424–446). ln c moves evenly.
 */
function referenceLaw({ unknowns, from, to }: Target, fits: readonly PoolSizeFit[]) {
  const best = fits.reduce((least, fit) => (fit.cost < least.cost ? fit : least));
  const factor = choleskyFactor(proposalCovariance(best, unknowns));
  const standardized = (position: Position) => {
    const z: number[] = [];
    for (const [i, row] of factor.entries()) {
      let rest = (position[i] as number) - (best.point[i] as number);
      for (let j = 0; j < i; j++) rest -= (row[j] as number) * (z[j] as number);
      z.push(rest / (row[i] as number));
    }
    return z;
  };
  const logDensity = (z: readonly number[]) => -z.reduce((sum, x) => sum + x * x, 0) / 2;
  return {
    move: (position: Position, random: RandomStream): Move => {
      const before = standardized(position);
      const fresh = 0.1 + 0.6 * random.uniform();
      const kept = Math.sqrt(1 - fresh * fresh);
      const after = before.map((x) => kept * x + fresh * normal(random));
      const point = factor.map(
        (row, i) =>
          (best.point[i] as number) + row.reduce((sum, l, j) => sum + l * (after[j] as number), 0),
      );
      const logPoolSize =
        (position.at(-1) as number) + (to - from) * 0.4 * (random.uniform() - 0.5);
      return {
        position: [...point, logPoolSize],
        logRatio: logDensity(before) - logDensity(after),
      };
    },
  };
}

function costAt({ cost, unknowns, from, to }: Target, position: Position): number {
  const logPoolSize = position.at(-1) as number;
  const tolerance = 1e-3; // the jitter of the moves, for a pool size that is held
  if (
    from === to ? Math.abs(logPoolSize - from) > tolerance : logPoolSize < from || logPoolSize > to
  ) {
    return Number.POSITIVE_INFINITY;
  }
  const inside = unknowns.every(
    ({ lower, upper }, i) => (position[i] as number) >= lower && (position[i] as number) <= upper,
  );
  if (!inside) return Number.POSITIVE_INFINITY;
  return cost(position.slice(0, -1), Math.exp(from === to ? from : logPoolSize));
}

/** Proposals this much less likely than the best fit, in logarithms, are no place to start. */
const HOPELESS = 20;

/**
 * Normal proposals around the fits, as many from each as its likelihood deserves, tempered so
 * that none is forgotten. Hopeless ones are left out as long as enough others remain; picking
 * the best instead would start the walkers too close together.
 */
function startingPositions(
  { unknowns, from, to, cost }: Target,
  fits: readonly PoolSizeFit[],
  count: number,
  random: RandomStream,
): Position[] {
  const best = Math.min(...fits.map((fit) => fit.cost));
  const goodness = fits.map((fit) => Math.exp((best - fit.cost) / 2));
  const sum = goodness.reduce((total, g) => total + g, 0);
  const proposals = fits.flatMap((fit, i) => {
    const factor = choleskyFactor(proposalCovariance(fit, unknowns));
    const share = (goodness[i] as number) / sum;
    return Array.from({ length: Math.ceil(2 * count * share) }, () => {
      const z = unknowns.map(() => normal(random));
      const point = fit.point.map((center, row) => {
        const shift = (factor[row] as number[]).reduce((s, l, j) => s + l * (z[j] as number), 0);
        const { lower, upper } = unknowns[row] as Unknown;
        return Math.min(Math.max(center + shift, lower + 1e-6), upper - 1e-6);
      });
      const spreadOfSize = from === to ? 0 : 0.3 * normal(random);
      const logPoolSize = Math.min(Math.max(Math.log(fit.poolSize) + spreadOfSize, from), to);
      return {
        position: [...point, logPoolSize],
        cost: cost(point, Math.exp(logPoolSize)),
        turn: random.uniform(),
      };
    });
  });
  const hopeful = proposals.filter((proposal) => proposal.cost < best + HOPELESS);
  const chosen =
    hopeful.length >= count
      ? hopeful.sort((a, b) => a.turn - b.turn)
      : proposals.sort((a, b) => a.cost - b.cost);
  return chosen.slice(0, count).map(({ position }) => position);
}

/** The fit's covariance; the prior's variance where a bound or flat data left none. */
function proposalCovariance({ covariance }: PoolSizeFit, unknowns: readonly Unknown[]): number[][] {
  return unknowns.map(({ deviation }, i) =>
    unknowns.map((_, j) => {
      const value = covariance?.[i]?.[j] ?? 0;
      return i === j && value <= 0 ? (0.3 * deviation) ** 2 : value;
    }),
  );
}

function thin<T>(items: readonly T[], count: number): T[] {
  return Array.from(
    { length: Math.min(count, items.length) },
    (_, i) => items[Math.floor(((i + 0.5) * items.length) / count)] as T,
  );
}

/** Chains into which the walkers are put together for R̂. */
const GROUPS = 4;

/** R̂ over groups of walkers: √((n − 1)/n + B/W), the largest over the dimensions. */
function scaleReduction(sweeps: readonly (readonly Position[])[]): number {
  const dimensions = sweeps[0]?.[0]?.length ?? 0;
  let worst = 1;
  for (let d = 0; d < dimensions; d++) {
    const chains = Array.from({ length: GROUPS }, (_, group) =>
      sweeps.flatMap((sweep) =>
        sweep.filter((_, w) => w % GROUPS === group).map((position) => position[d] as number),
      ),
    );
    const means = chains.map(mean);
    const within = mean(chains.map(variance));
    const n = chains[0]?.length ?? 1;
    if (within > 1e-6) worst = Math.max(worst, Math.sqrt((n - 1) / n + variance(means) / within));
  }
  return worst;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const center = mean(values);
  return values.reduce((sum, x) => sum + (x - center) ** 2, 0) / Math.max(values.length - 1, 1);
}
