/** No weight of a model file is larger. */
const LARGEST = 1e9;

/** Weights in the same proportions, none too large or too small for a model file. */
export function writtenWeights(weights: readonly number[]): readonly number[] {
  const largest = Math.max(...weights);
  if (largest <= LARGEST) return weights;
  return weights.map((weight) => Number(Math.max((weight / largest) * LARGEST, 1).toPrecision(9)));
}
