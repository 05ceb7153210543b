import type { RandomStream } from "../../random/random-stream.ts";

/**
 * Chooses one of several by their weights in constant time, one number from the stream each.
 * A class because it holds its tables.
 *
 * Source: A. J. Walker, "An efficient method for generating discrete random variables with
 * general distributions", ACM Transactions on Mathematical Software 3(3) (1977); the tables
 * in linear time by M. D. Vose, IEEE Transactions on Software Engineering 17(9) (1991).
 */
export class AliasTable {
  /** Chance that a column gives itself and not its alias. */
  readonly #own: Float64Array;
  readonly #alias: Int32Array;

  /** @param weights 0 or more each, above 0 in all */
  constructor(weights: readonly number[]) {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    this.#own = Float64Array.from(weights, (weight) => (weight * weights.length) / total);
    this.#alias = Int32Array.from(weights, (_, i) => i);
    const small: number[] = [];
    const large: number[] = [];
    for (const [i, share] of this.#own.entries()) (share < 1 ? small : large).push(i);
    while (small.length > 0 && large.length > 0) {
      const low = small.pop() as number;
      const high = large.at(-1) as number;
      this.#alias[low] = high;
      const left = (this.#own[high] as number) - (1 - (this.#own[low] as number));
      this.#own[high] = left;
      if (left < 1) {
        large.pop();
        small.push(high);
      }
    }
    // What rounding left over has its whole column, or none of it.
    const heaviest = weights.indexOf(weights.reduce((a, b) => Math.max(a, b)));
    for (const i of [...small, ...large]) {
      this.#own[i] = (weights[i] as number) > 0 ? 1 : 0;
      this.#alias[i] = heaviest;
    }
  }

  choose(stream: RandomStream): number {
    const place = stream.uniform() * this.#own.length;
    const column = Math.floor(place);
    return place - column < (this.#own[column] as number)
      ? column
      : (this.#alias[column] as number);
  }
}
