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

/** Places that there is room for at first. */
const ROOM = 32;

export class Emulator {
  private readonly places: Float64Array[] = [];
  /** Rows of the lower Cholesky factor of the places' covariance. */
  private readonly factor: Float64Array[] = [];
  /** Outputs, and their weights, place after place. */
  private width = 0;
  private weights = new Float64Array(0);

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
    const weights = this.withRoom(before + 1, missed.length);
    const shares = row.slice(0, before);
    for (let i = before - 1; i >= 0; i--) {
      const share = floatAt(shares, i) / floatAt(entryAt(this.factor, i), i);
      shares[i] = share;
      for (let k = 0; k < i; k++) {
        shares[k] = floatAt(shares, k) - share * floatAt(entryAt(this.factor, i), k);
      }
      const from = i * missed.length;
      for (let p = 0; p < missed.length; p++) {
        weights[from + p] = floatAt(weights, from + p) - share * floatAt(missed, p);
      }
    }
    this.places.push(own);
    this.factor.push(row);
    weights.set(missed, before * missed.length);
  }

  /** The outputs at a place, in O(size). @throws RangeError if it rests on no place yet */
  at(place: readonly number[]): Float64Array {
    const { places } = this;
    entryAt(places, 0);
    const here = Float64Array.from(place);
    const values = new Float64Array(places.length);
    for (let i = 0; i < values.length; i++) values[i] = likeness(here, entryAt(places, i)).value;
    const outputs = new Float64Array(this.width);
    // Four outputs side by side: each sum has to wait for its own last term.
    for (let p = 0; p < outputs.length; p += 4) this.fourOutputs(values, p, outputs);
    return outputs;
  }

  /** Derivatives of the outputs, one list for each coordinate. */
  slopesAt(place: readonly number[]): readonly Float64Array[] {
    const { places } = this;
    entryAt(places, 0);
    const here = Float64Array.from(place);
    const falls = new Float64Array(places.length);
    for (let i = 0; i < falls.length; i++) falls[i] = likeness(here, entryAt(places, i)).falling;
    const changes = new Float64Array(places.length);
    return place.map((x, j) => {
      for (let i = 0; i < changes.length; i++) {
        const there = floatAt(entryAt(places, i), j);
        changes[i] = LINE * there - floatAt(falls, i) * (x - there);
      }
      const slope = new Float64Array(this.width);
      for (let p = 0; p < slope.length; p += 4) this.fourOutputs(changes, p, slope);
      return slope;
    });
  }

  /** Σ factor × weight over the places, of four outputs from the p-th on, or as many as there are. */
  private fourOutputs(factors: Float64Array, p: number, sums: Float64Array): void {
    const { weights, width } = this;
    const last = width - 1 - p;
    const [second, third, fourth] = [Math.min(1, last), Math.min(2, last), Math.min(3, last)];
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let i = 0, at = p; i < factors.length; i++, at += width) {
      const factor = floatAt(factors, i);
      a += factor * floatAt(weights, at);
      b += factor * floatAt(weights, at + second);
      c += factor * floatAt(weights, at + third);
      d += factor * floatAt(weights, at + fourth);
    }
    sums[p] = a;
    if (last >= 1) sums[p + 1] = b;
    if (last >= 2) sums[p + 2] = c;
    if (last >= 3) sums[p + 3] = d;
  }

  /** The weights, with room for those of so many places. */
  private withRoom(places: number, width: number): Float64Array {
    this.width = width;
    if (this.weights.length < places * width) {
      const wider = new Float64Array(Math.max(ROOM, 2 * places) * width);
      wider.set(this.weights);
      this.weights = wider;
    }
    return this.weights;
  }
}

/** The kernel, and the factor on the distance in its slope. */
function likeness(a: Float64Array, b: Float64Array) {
  let square = 0;
  let product = 1;
  for (let j = 0; j < b.length; j++) {
    const [x, y] = [floatAt(a, j), floatAt(b, j)];
    square += (x - y) * (x - y);
    product += x * y;
  }
  const far = Math.sqrt(3 * square) / LENGTH;
  const decay = Math.exp(-far);
  return { value: LINE * product + (1 + far) * decay, falling: (3 / LENGTH ** 2) * decay };
}
