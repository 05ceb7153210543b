import { floatAt } from "../../../entry-at.ts";
import { fillBetween } from "../graded-states.ts";
import type { WaitMoments } from "./part-behavior.ts";

/** Moments of waits by the number at all lines, averaged over what a request finds at its own. */
export class WaitAverages implements WaitMoments {
  readonly free: Float64Array;
  readonly mean: Float64Array;
  readonly square: Float64Array;

  constructor(most: number) {
    this.free = new Float64Array(most + 1);
    this.mean = new Float64Array(most + 1);
    this.square = new Float64Array(most + 1);
  }

  /**
   * With n at all lines.
   *
   * @param line by the number at one's own line
   * @param factor on a wait, by the same, from `from` to `to`
   */
  add(
    n: number,
    shares: Float64Array,
    from: number,
    to: number,
    line: WaitMoments,
    factor: Float64Array,
  ): void {
    let [free, mean, square] = [0, 0, 0];
    for (let i = from; i <= to; i++) {
      const share = shares[i] ?? 0;
      const known = floatAt(line.mean, i);
      free += share * floatAt(line.free, i);
      if (known === 0) continue;
      const by = floatAt(factor, i);
      mean += share * by * known;
      square += share * by * by * floatAt(line.square, i);
    }
    this.free[n] = free;
    this.mean[n] = mean;
    this.square[n] = square;
  }

  fill(states: readonly number[]): void {
    fillBetween([this.free, this.mean, this.square], states);
  }
}
