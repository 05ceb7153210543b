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

/**
 * How many independent draws the chains of one quantity are worth: their number over one plus twice
 * the sum of autocorrelations, as long as pairs of them are positive.
 *
 * Source: Gelman et al., Bayesian Data Analysis, 3rd ed. (2013), §11.5; Geyer, Statistical Science
 * 7 (1992) 473–483 for the initial positive sequence.
 */
export function effectiveSize(chains: readonly (readonly number[])[]): number {
  const n = Math.min(...chains.map(({ length }) => length));
  const total = n * chains.length;
  const within = mean(chains.map(variance));
  if (n < 4 || within === 0) return within === 0 && n >= 4 ? 1 : 0;
  const overall = ((n - 1) / n) * within + variance(chains.map(mean));
  const correlation = (lag: number) => {
    const drift = mean(
      chains.map((chain) => {
        let sum = 0;
        for (let i = lag; i < n; i++)
          sum += ((chain[i] as number) - (chain[i - lag] as number)) ** 2;
        return sum / (n - lag);
      }),
    );
    return 1 - drift / (2 * overall);
  };
  let sum = 0;
  for (let lag = 1; lag + 1 < n; lag += 2) {
    const pair = correlation(lag) + correlation(lag + 1);
    if (pair < 0) break;
    sum += pair;
  }
  return Math.min(total / (1 + 2 * sum), total);
}

function mean(list: readonly number[]): number {
  return list.reduce((a, b) => a + b, 0) / list.length;
}

function variance(list: readonly number[]): number {
  const m = mean(list);
  return list.reduce((sum, x) => sum + (x - m) ** 2, 0) / Math.max(list.length - 1, 1);
}
