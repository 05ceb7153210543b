/**
 * A stand-in for a costly function of a few coordinates, made of the places where it is known.
 *
 * Interpolation by a Gaussian process, all outputs under one kernel: a straight line, of which the
 * places decide, and a Matérn law of smoothness 3/2, which follows kinks. Exact at the places; in
 * between no better than they are near.
 *
 * Source: Rasmussen & Williams, Gaussian Processes for Machine Learning (MIT Press, 2006), §2.2
 * (prediction), §4.2.1 (kernels), §2.7 (the explicit line).
 */
import { entryAt, floatAt } from "../entry-at.ts";

/** Over this distance the function forgets its bends; coordinates are in prior deviations. */
const LENGTH = 4;

/** Variance of level and slopes of the line, in units of that of the bends. */
const LINE = 3;

/** Variance of rounding, in the same units: without it near places would shout at each other. */
const ROUNDING = 1e-7;

/** A place that the others leave open by no more than rounding does tells nothing new. */
const NOTHING_NEW = 1.5 * ROUNDING;

export class Emulator {
  private readonly places: Float64Array[] = [];
  /** Rows of the lower Cholesky factor of the places' covariance. */
  private readonly factor: Float64Array[] = [];
  private readonly weights: Float64Array[] = [];

  /** How many places it rests on. */
  get size(): number {
    return this.places.length;
  }

  /** Takes up one more place, in O(size²); one that tells nothing new is left out. */
  add(place: readonly number[], outputs: Float64Array): void {
    const before = this.places.length;
    const own = Float64Array.from(place);
    const row = new Float64Array(before + 1);
    for (let i = 0; i < before; i++) {
      const other = entryAt(this.factor, i);
      let sum = likeness(own, entryAt(this.places, i)).value;
      for (let k = 0; k < i; k++) sum -= floatAt(row, k) * floatAt(other, k);
      row[i] = sum / floatAt(other, i);
    }
    let left = likeness(own, own).value;
    for (let k = 0; k < before; k++) left -= floatAt(row, k) ** 2;
    if (before > 0 && left < NOTHING_NEW) return;
    row[before] = Math.sqrt(left + ROUNDING);
    const missed = Float64Array.from(outputs);
    if (before > 0) {
      const known = this.at(place);
      for (let p = 0; p < missed.length; p++) missed[p] = floatAt(outputs, p) - floatAt(known, p);
    }
    for (let p = 0; p < missed.length; p++) missed[p] = floatAt(missed, p) / (left + ROUNDING);
    const shares = row.slice(0, before);
    for (let i = before - 1; i >= 0; i--) {
      const share = floatAt(shares, i) / floatAt(entryAt(this.factor, i), i);
      shares[i] = share;
      for (let k = 0; k < i; k++) {
        shares[k] = floatAt(shares, k) - share * floatAt(entryAt(this.factor, i), k);
      }
      const weight = entryAt(this.weights, i);
      for (let p = 0; p < missed.length; p++) {
        weight[p] = floatAt(weight, p) - share * floatAt(missed, p);
      }
    }
    this.places.push(own);
    this.factor.push(row);
    this.weights.push(missed);
  }

  /** The outputs at a place, in O(size). @throws RangeError if it rests on no place yet */
  at(place: readonly number[]): Float64Array {
    const outputs = new Float64Array(entryAt(this.weights, 0).length);
    for (let i = 0; i < this.places.length; i++) {
      const { value } = likeness(place, entryAt(this.places, i));
      const weight = entryAt(this.weights, i);
      for (let p = 0; p < outputs.length; p++) {
        outputs[p] = floatAt(outputs, p) + value * floatAt(weight, p);
      }
    }
    return outputs;
  }

  /** Derivatives of the outputs, one list for each coordinate. */
  slopesAt(place: readonly number[]): readonly Float64Array[] {
    const width = entryAt(this.weights, 0).length;
    const slopes = place.map(() => new Float64Array(width));
    for (let i = 0; i < this.places.length; i++) {
      const other = entryAt(this.places, i);
      const weight = entryAt(this.weights, i);
      const { falling } = likeness(place, other);
      for (const [j, slope] of slopes.entries()) {
        const there = floatAt(other, j);
        const change = LINE * there - falling * ((place[j] ?? 0) - there);
        for (let p = 0; p < width; p++) slope[p] = floatAt(slope, p) + change * floatAt(weight, p);
      }
    }
    return slopes;
  }
}

/** The kernel, and the factor on the distance in its slope. */
function likeness(a: ArrayLike<number>, b: Float64Array) {
  let square = 0;
  let product = 1;
  for (let j = 0; j < b.length; j++) {
    const [x, y] = [a[j] ?? 0, floatAt(b, j)];
    square += (x - y) * (x - y);
    product += x * y;
  }
  const far = Math.sqrt(3 * square) / LENGTH;
  const decay = Math.exp(-far);
  return { value: LINE * product + (1 + far) * decay, falling: (3 / LENGTH ** 2) * decay };
}
