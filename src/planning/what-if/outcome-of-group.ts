import { entryAt, numberAt } from "../../entry-at.ts";
import { type GaussianLaw, gaussianLaw } from "../../stats/gaussian-law.ts";

/**
 * What a hypothesis as a whole expects: the normal law with the mean and the covariance of its
 * draws and of the noise. Exact where predictions are lognormal over the draws; of two clusters
 * of draws it sees one wide one, and so promises too little. The mean of n draws is itself known
 * to one part in n of their variance only, which is added.
 *
 * @throws RangeError if there is no draw
 */
export function outcomeOfGroup(draws: readonly GaussianLaw[]): GaussianLaw {
  const n = draws.length;
  if (n === 0) throw new RangeError("draws must hold an outcome or more, got none");
  const width = draws[0]?.mean.length ?? 0;
  const places = Array.from({ length: width }, (_, i) => i);
  const average = (of: (draw: GaussianLaw) => number) =>
    draws.reduce((sum, draw) => sum + of(draw), 0) / n;
  const mean = places.map((i) => average((draw) => numberAt(draw.mean, i)));
  const off = (draw: GaussianLaw, i: number) => numberAt(draw.mean, i) - numberAt(mean, i);
  return gaussianLaw(
    mean,
    places.map((i) =>
      places.map(
        (j) =>
          average((draw) => off(draw, i) * off(draw, j)) * (1 + 1 / n) +
          average((draw) => noiseBetween(draw, i, j)),
      ),
    ),
  );
}

function noiseBetween({ root }: GaussianLaw, i: number, j: number): number {
  const [a, b] = [entryAt(root, i), entryAt(root, j)];
  let sum = 0;
  for (let k = 0; k <= Math.min(i, j); k++) sum += numberAt(a, k) * numberAt(b, k);
  return sum;
}
