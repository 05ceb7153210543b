import { floatAt, intAt, numberAt } from "../../entry-at.ts";
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
    for (;;) {
      const low = small.at(-1);
      const high = large.at(-1);
      if (low === undefined || high === undefined) break;
      small.pop();
      this.#alias[low] = high;
      const left = floatAt(this.#own, high) - (1 - floatAt(this.#own, low));
      this.#own[high] = left;
      if (left < 1) {
        large.pop();
        small.push(high);
      }
    }
    // What rounding left over has its whole column, or none of it.
    const heaviest = weights.indexOf(weights.reduce((a, b) => Math.max(a, b)));
    for (const i of [...small, ...large]) {
      this.#own[i] = numberAt(weights, i) > 0 ? 1 : 0;
      this.#alias[i] = heaviest;
    }
  }

  choose(stream: RandomStream): number {
    const place = stream.uniform() * this.#own.length;
    const column = Math.floor(place);
    return place - column < floatAt(this.#own, column) ? column : intAt(this.#alias, column);
  }
}
