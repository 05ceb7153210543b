/** How far Markov chains can be believed. */

/**
 * Potential scale reduction R̂ of chains of one quantity: how much narrower the spread could become
 * if the chains ran on; near 1 when all have seen the same. Each chain is split in two, so that a
 * drift shows too.
 *
 * Source: Gelman et al., Bayesian Data Analysis, 3rd ed. (2013), §11.4.
 */
export function potentialScaleReduction(chains: readonly (readonly number[])[]): number {
  const halves = chains.flatMap((chain) => {
    const middle = Math.floor(chain.length / 2);
    return [chain.slice(0, middle), chain.slice(middle, 2 * middle)];
  });
  const n = halves[0]?.length ?? 0;
  if (n < 2) return Number.POSITIVE_INFINITY;
  const within = mean(halves.map(variance));
  const between = variance(halves.map(mean));
  if (within === 0) return between === 0 ? 1 : Number.POSITIVE_INFINITY;
  return Math.sqrt((n - 1) / n + between / within);
}

function mean(list: readonly number[]): number {
  return list.reduce((a, b) => a + b, 0) / list.length;
}

function variance(list: readonly number[]): number {
  const m = mean(list);
  return list.reduce((sum, x) => sum + (x - m) ** 2, 0) / Math.max(list.length - 1, 1);
}
