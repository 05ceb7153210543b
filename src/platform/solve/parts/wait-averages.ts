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
   * @param wait by the number at one's own line, from `from` to `to`
   */
  add(n: number, shares: Float64Array, from: number, to: number, wait: WaitMoments): void {
    const { free: frees, mean: means, square: squares } = wait;
    let free = 0;
    let mean = 0;
    let square = 0;
    for (let i = from; i <= to; i++) {
      const share = floatAt(shares, i);
      free += share * floatAt(frees, i);
      mean += share * floatAt(means, i);
      square += share * floatAt(squares, i);
    }
    this.free[n] = free;
    this.mean[n] = mean;
    this.square[n] = square;
  }

  fill(states: readonly number[]): void {
    fillBetween([this.free, this.mean, this.square], states);
  }
}
