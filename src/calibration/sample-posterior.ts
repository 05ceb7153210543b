/**
 * Draws from the posterior over all unknowns, pool size included: walkers that start where
 * proposals around the best fits are good, then move along the differences between one another.
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
  const dimensions = target.unknowns.length + 1;
  const held = target.from === target.to;
  const step = 2.38 / Math.sqrt(2 * dimensions);
  const pick = () => Math.floor(random.uniform() * walkers.length);
  const kept: Position[][] = [];
  let moves = 0;
  let taken = 0;
  for (let sweep = 0; sweep < effort.sweeps; sweep++) {
    for (let i = 0; i < walkers.length; i++) {
      const walker = walkers[i] as (typeof walkers)[number];
      let a = pick();
      while (a === i) a = pick();
      let b = pick();
      while (b === i || b === a) b = pick();
      // Now and then a whole difference, which leads from one mode to another; else shortened
      // at random, since no one length suits both the wide and the narrow directions.
      const scale = random.uniform() < 0.1 ? 1 : step * (0.3 + random.uniform());
      const from = (walkers[a] as typeof walker).position;
      const to = (walkers[b] as typeof walker).position;
      const position = walker.position.map((x, d) =>
        held && d === dimensions - 1
          ? x
          : x + scale * ((to[d] as number) - (from[d] as number)) + 1e-4 * (random.uniform() - 0.5),
      );
      const proposed = cost(position);
      moves++;
      if (Math.log(random.uniform()) < walker.cost - proposed) {
        walkers[i] = { position, cost: proposed };
        taken++;
      }
    }
    kept.push(walkers.map(({ position }) => position));
    onSweep((sweep + 1) / effort.sweeps);
  }
  const settled = kept.slice(Math.floor(kept.length / 3));
  return {
    draws: thin(settled, effort.draws).map((position) => ({
      point: position.slice(0, -1),
      poolSize: Math.exp(position.at(-1) as number),
    })),
    acceptance: taken / moves,
    potentialScaleReduction: scaleReduction(settled),
  };
}

function costAt({ cost, unknowns, from, to }: Target, position: Position): number {
  const logPoolSize = position.at(-1) as number;
  if (logPoolSize < from || logPoolSize > to) return Number.POSITIVE_INFINITY;
  const inside = unknowns.every(
    ({ lower, upper }, i) => (position[i] as number) >= lower && (position[i] as number) <= upper,
  );
  if (!inside) return Number.POSITIVE_INFINITY;
  return cost(position.slice(0, -1), Math.exp(logPoolSize));
}

/** Proposals this much less likely than the best fit, in logarithms, are no place to start. */
const HOPELESS = 15;

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
      const z = unknowns.map(() => 0.8 * normal(random));
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

/**
 * Draws spread over all sweeps and over all walkers in turn: positions of one walker resemble one
 * another, and an even step through the flat list would meet the same few walkers again and again.
 */
function thin(sweeps: readonly (readonly Position[])[], count: number): Position[] {
  const walkers = sweeps[0]?.length ?? 0;
  const wanted = Math.min(count, sweeps.length * walkers);
  return Array.from({ length: wanted }, (_, i) => {
    const sweep = sweeps[Math.floor(((i + 0.5) * sweeps.length) / wanted)] as readonly Position[];
    return sweep[i % walkers] as Position;
  });
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
