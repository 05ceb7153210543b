/** A seeded stream of random numbers: the same seed gives the same numbers on every machine. */
export interface RandomStream {
  /** A number in (0, 1), never 0 or 1, with 32 random bits. */
  readonly uniform: () => number;
  /** A number in (0, 1) by another, independent stream. */
  readonly split: () => RandomStream;
}

/**
 * xoshiro128** seeded by splitmix32.
 *
 * Source: Blackman & Vigna, "Scrambled linear pseudorandom number generators", ACM Trans. Math.
 * Softw. 47 (2021) article 36; Steele, Lea & Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014.
 *
 * @throws RangeError unless the seed is a whole number from 0 to 2^32 − 1
 */
export function randomStream(seed: number): RandomStream {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffff_ffff) {
    throw new RangeError(`seed must be a whole number from 0 to 4294967295, got ${seed}`);
  }
  let counter = seed | 0;
  const mix = () => {
    counter = (counter + 0x9e37_79b9) | 0;
    let z = counter;
    z = Math.imul(z ^ (z >>> 16), 0x85eb_ca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2_ae35);
    return z ^ (z >>> 16);
  };
  let [a, b, c, d] = [mix(), mix(), mix(), mix()];
  const next = () => {
    const scrambled = Math.imul(rotate(Math.imul(b, 5), 7), 9);
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotate(d, 11);
    return scrambled >>> 0;
  };
  return {
    uniform: () => (next() + 0.5) / 0x1_0000_0000,
    split: () => randomStream(next()),
  };
}

function rotate(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits));
}
